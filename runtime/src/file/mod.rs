//! A file to upload. Holds content and name; the form decides how it is written.

mod source;

use std::fmt;

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, TryStreamExt as _};

pub(crate) use source::{Chunks, Source};

/// A file to upload: its content, its name and what it is.
///
/// The content is in memory, on the disk, or comes from a reader or stream. Only what is in memory is held there; all else
/// is read while it is sent. Cheap to clone: clones share the content.
///
/// Content in memory and on the disk can be sent again, so a call with it can be repeated. A reader or stream can be read
/// once: when a call has begun to send it, that call is not repeated, and no other one can send it.
///
/// Two files are equal when name, type and content are; files on the disk when they are at the same path, readers and streams
/// when one is a clone of the other.
///
/// ```
/// use feishu_runtime::File;
///
/// let file = File::from_bytes("report.pdf", b"%PDF-1.7".as_slice()).content_type("application/pdf");
/// assert_eq!(file.name(), "report.pdf");
/// assert_eq!(file.len(), Some(8));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    name: String,
    content_type: String,
    source: Source,
}

impl File {
    /// A file in memory, of type `application/octet-stream` until [`File::content_type`] says otherwise.
    pub fn from_bytes(name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        Self::new(name.into(), Source::Bytes(content.into()))
    }

    /// A file on the disk, named like the last part of its path. Only its length is read now.
    ///
    /// The file must stay as it is until it is sent: sending fails when its length is another one by then.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
    /// use feishu_runtime::File;
    ///
    /// let file = File::from_path("Cargo.toml").await?;
    /// assert_eq!(file.name(), "Cargo.toml");
    /// # std::io::Result::Ok(()) })?;
    /// # std::io::Result::Ok(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no such file or it cannot be looked at.
    #[cfg(feature = "http")]
    pub async fn from_path(path: impl AsRef<std::path::Path>) -> std::io::Result<Self> {
        let path = path.as_ref();
        let facts = tokio::fs::metadata(path).await?;
        if !facts.is_file() {
            let what = format!("{} is no file", path.display());
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidInput, what));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self::new(name, Source::path(path.to_owned(), facts.len())))
    }

    /// A file that is read from a reader, once. Give the length where it is known: see [`File::from_stream`].
    ///
    /// ```
    /// use feishu_runtime::File;
    ///
    /// let file = File::from_reader("hello.txt", Some(5), &b"hello"[..]);
    /// assert_eq!(file.len(), Some(5));
    /// ```
    #[cfg(feature = "http")]
    pub fn from_reader(
        name: impl Into<String>,
        len: Option<u64>,
        reader: impl tokio::io::AsyncRead + Send + 'static,
    ) -> Self {
        Self::from_stream(name, len, tokio_util::io::ReaderStream::with_capacity(reader, source::PIECE))
    }

    /// A file whose content a stream yields, once.
    ///
    /// With a length, the request says how long it is, and sending fails when the stream yields more or less. Without one,
    /// the request goes out in chunks of unknown number. The platform documents for no upload that it takes such requests, and
    /// many operations want the size in a field of its own: give the length wherever you can.
    ///
    /// ```
    /// use feishu_runtime::File;
    /// use futures_util::stream;
    ///
    /// let pieces = stream::iter(["hel", "lo"].map(Ok::<_, std::io::Error>));
    /// let file = File::from_stream("hello.txt", Some(5), pieces);
    /// assert_ne!(file, File::from_bytes("hello.txt", "hello"));
    /// ```
    pub fn from_stream<T, E>(
        name: impl Into<String>,
        len: Option<u64>,
        stream: impl Stream<Item = Result<T, E>> + Send + 'static,
    ) -> Self
    where
        T: Into<Bytes> + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        let stream = stream.map_ok(Into::into).map_err(std::io::Error::other);
        Self::new(name.into(), Source::stream(len, stream.boxed()))
    }

    fn new(name: String, source: Source) -> Self {
        Self { name, content_type: "application/octet-stream".to_owned(), source }
    }

    /// Gives it another name: the one that is sent with the content.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the media type. Line breaks and other control characters are dropped: they have no place in it.
    #[must_use]
    pub fn content_type(mut self, media_type: &str) -> Self {
        self.content_type = media_type.chars().filter(|c| c.is_ascii() && !c.is_ascii_control()).collect();
        self
    }

    /// The name that is sent with the content.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The length in bytes, where it is known.
    pub fn len(&self) -> Option<u64> {
        self.source.len()
    }

    /// Whether it is known that there is no content. The platform refuses empty files in most places.
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// Whether the content can be sent, again if it was sent before: false for a reader or stream that was begun.
    pub fn is_replayable(&self) -> bool {
        self.source.is_replayable()
    }

    pub(crate) fn media_type(&self) -> &str {
        &self.content_type
    }

    pub(crate) fn source(&self) -> &Source {
        &self.source
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("content_type", &self.content_type)
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}
