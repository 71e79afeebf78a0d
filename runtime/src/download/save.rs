//! Downloads into files and writers. A file is whole or not there: content goes to one beside it, which is renamed at the end.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io;
use std::path::{Path, PathBuf};

use tokio::fs;
use tokio::io::{AsyncWrite, AsyncWriteExt as _};

use super::{Download, disposition};
use crate::{Error, ErrorKind};

/// Bytes that are handed to the disk at once.
const BUFFER: usize = 512 * 1024;

impl Download {
    /// Writes the content into a writer, and tells how many bytes it was. The writer is flushed, not shut down.
    ///
    /// # Errors
    ///
    /// As [`Download::chunk`], and when the writer fails.
    pub async fn write_to(mut self, writer: &mut (impl AsyncWrite + Unpin)) -> Result<u64, Error> {
        let meta = self.content.meta();
        let failed = |error| local("cannot write the content", error).with_operation(meta);
        let mut written = 0;
        while let Some(chunk) = self.chunk().await? {
            writer.write_all(&chunk).await.map_err(failed)?;
            written += chunk.len() as u64;
        }
        writer.flush().await.map_err(failed)?;
        Ok(written)
    }

    /// Saves the content as a file, in place of one that is there. Until all has come it goes into a file beside it, so that
    /// there is never half a file; that one is removed when the download fails or is dropped.
    ///
    /// ```no_run
    /// # async fn example(client: feishu_runtime::Client, request: impl feishu_runtime::Endpoint<Response = feishu_runtime::Download>)
    /// # -> Result<(), feishu_runtime::Error> {
    /// client.send(request).await?.save("report.pdf").await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Download::chunk`], and when the file cannot be written.
    pub async fn save(self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let meta = self.content.meta();
        let path = path.as_ref();
        let (part, written) = self.fetch(path).await?;
        let renamed = part.replace(path).await;
        renamed.map_err(|error| local(&format!("cannot save {}", path.display()), error).with_operation(meta))?;
        Ok(written)
    }

    /// Saves the content in a folder under the name that the server gave, and tells the path. The name cannot lead out of the
    /// folder. A file that is there already is left alone: it is an error.
    ///
    /// # Errors
    ///
    /// When the server gave no name, and as [`Download::save`].
    pub async fn save_in(self, folder: impl AsRef<Path>) -> Result<PathBuf, Error> {
        let meta = self.content.meta();
        let Some(name) = self.file_name().map(disposition::on_disk) else {
            let what = "the server gave the file no name that can be used: choose one with `Download::save`";
            return Err(Error::new(ErrorKind::Io, what).with_operation(meta));
        };
        let path = folder.as_ref().join(name);
        let failed = |error| local(&format!("cannot save {}", path.display()), error).with_operation(meta);
        // Before anything is fetched in vain; what counts is the attempt at the end.
        if fs::try_exists(&path).await.map_err(failed)? {
            return Err(failed(io::ErrorKind::AlreadyExists.into()));
        }
        let (part, _) = self.fetch(&path).await?;
        part.put(&path).await.map_err(failed)?;
        Ok(path)
    }

    /// Fetches the content into a file beside another one.
    async fn fetch(mut self, path: &Path) -> Result<(Part, u64), Error> {
        let meta = self.content.meta();
        let failed = |error| local(&format!("cannot write beside {}", path.display()), error).with_operation(meta);
        let part = Part::beside(path);
        let file = fs::OpenOptions::new().write(true).create_new(true).open(&part.0).await.map_err(failed)?;
        let mut writer = tokio::io::BufWriter::with_capacity(BUFFER, file);
        let mut written = 0;
        while let Some(chunk) = self.chunk().await? {
            writer.write_all(&chunk).await.map_err(failed)?;
            written += chunk.len() as u64;
        }
        writer.flush().await.map_err(failed)?;
        writer.get_ref().sync_all().await.map_err(failed)?;
        Ok((part, written))
    }
}

/// A file that is removed unless it gets another name.
struct Part(PathBuf);

impl Part {
    /// A name beside a path that nobody else uses.
    fn beside(path: &Path) -> Self {
        let unique = RandomState::new().build_hasher().finish();
        Self(path.with_file_name(format!(".feishu-{unique:016x}.part")))
    }

    /// Gives it the name, in place of a file that has it.
    async fn replace(self, path: &Path) -> io::Result<()> {
        fs::rename(&self.0, path).await
    }

    /// Gives it the name, unless a file has it.
    async fn put(self, path: &Path) -> io::Result<()> {
        match fs::hard_link(&self.0, path).await {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            // A file system without links: the next best.
            Err(_) if fs::try_exists(path).await? => Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => fs::rename(&self.0, path).await,
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Mostly gone by now, renamed; and there is nobody to tell.
        let _ = std::fs::remove_file(&self.0);
    }
}

fn local(what: &str, error: io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("{what}: {error}")).with_source(error)
}
