//! What is in a folder before a run. Only reads.

use std::collections::BTreeMap;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::Owner;
use crate::failure::Failure;
use crate::staging::{STAGE_SUFFIX, stage_of};

/// How far into a file the marker is looked for.
const HEAD_BYTES: usize = 1024;

/// What is there.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// Whose folder it is.
    pub(crate) owner: Owner,
    files: BTreeMap<String, Present>,
    /// Things that are neither file nor folder, such as links, with what they are.
    odd: BTreeMap<String, &'static str>,
    /// What a killed run left behind.
    pub(crate) leftovers: Vec<PathBuf>,
}

/// A file that is there.
#[derive(Debug)]
pub(crate) struct Present {
    /// Its content.
    pub(crate) bytes: Vec<u8>,
    /// The content's hash.
    pub(crate) hash: u128,
}

impl Present {
    /// Whether it says that the command wrote it.
    pub(crate) fn is_written_by(&self, owner: Owner) -> bool {
        let (head, marker) = (&self.bytes[..self.bytes.len().min(HEAD_BYTES)], owner.marker.as_bytes());
        head.windows(marker.len()).any(|window| window == marker)
    }
}

impl Snapshot {
    /// Looks at everything in a folder; one that does not exist is empty.
    pub(crate) fn read(out: &Path, owner: Owner) -> Result<Self, Failure> {
        let leftovers = vec![stage_of(out)];
        let mut snapshot = Self { owner, files: BTreeMap::new(), odd: BTreeMap::new(), leftovers };
        snapshot.leftovers.retain(|stage| stage.exists());
        let mut files = Vec::new();
        match fs::metadata(out) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(snapshot),
            Err(error) => return Err(Failure::io("read", out, &error)),
            Ok(found) if !found.is_dir() => {
                return Err(Failure::problem(format!("`{}` is not a folder", out.display())));
            }
            Ok(_) => snapshot.list(out, "", &mut files)?,
        }
        refuse_foreign(out, owner, &files)?;
        let read: Result<Vec<_>, Failure> = files.into_par_iter().map(read_one).collect();
        snapshot.files = read?.into_iter().collect();
        Ok(snapshot)
    }

    fn list(&mut self, dir: &Path, below: &str, files: &mut Vec<(String, PathBuf)>) -> Result<(), Failure> {
        let failed = |error: io::Error| Failure::io("read", dir, &error);
        for entry in fs::read_dir(dir).map_err(failed)? {
            self.entry(&entry.map_err(failed)?, below, files)?;
        }
        Ok(())
    }

    fn entry(&mut self, entry: &DirEntry, below: &str, files: &mut Vec<(String, PathBuf)>) -> Result<(), Failure> {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') && name.ends_with(STAGE_SUFFIX) {
            self.leftovers.push(entry.path());
        }
        // Hidden files are of editors and tools; the other two are of cargo, where somebody builds the crate on its own.
        if name.starts_with('.') || (below.is_empty() && (name == "target" || name == "Cargo.lock")) {
            return Ok(());
        }
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        let kind = entry.file_type().map_err(|error| Failure::io("read", &entry.path(), &error))?;
        match kind {
            kind if kind.is_dir() => self.list(&entry.path(), &path, files)?,
            kind if kind.is_file() => files.push((path, entry.path())),
            kind => drop(self.odd.insert(path, if kind.is_symlink() { "a link" } else { "no regular file" })),
        }
        Ok(())
    }

    /// A file that is there.
    pub(crate) fn get(&self, path: &str) -> Option<&Present> {
        self.files.get(path)
    }

    /// Files below a folder.
    pub(crate) fn below(&self, folder: &str) -> impl Iterator<Item = &str> {
        let inside = format!("{folder}/");
        let from = self.files.range(inside.clone()..).map(|(path, _)| path.as_str());
        from.take_while(move |path| path.starts_with(&inside))
    }

    /// All files in the order of their paths.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&String, &Present)> {
        self.files.iter()
    }

    /// What is there besides files and folders.
    pub(crate) fn odd(&self) -> impl Iterator<Item = (&String, &&'static str)> {
        self.odd.iter()
    }

    /// Whether there are only files and folders.
    pub(crate) fn is_sound(&self) -> bool {
        self.odd.is_empty() && self.leftovers.is_empty()
    }

    /// A hash of all paths and contents.
    pub(crate) fn hash(&self) -> u128 {
        hash_of(self.files.iter().map(|(path, file)| (path.as_str(), file.hash)))
    }
}

/// A hash of paths and the hashes of their contents.
pub(crate) fn hash_of<'a>(files: impl Iterator<Item = (&'a str, u128)>) -> u128 {
    let mut all = Vec::new();
    for (path, hash) in files {
        all.extend_from_slice(&path.len().to_le_bytes());
        all.extend_from_slice(path.as_bytes());
        all.extend_from_slice(&hash.to_le_bytes());
    }
    xxh3_128(&all)
}

/// Refuses a folder in which something else lives, before all of it is read.
fn refuse_foreign(out: &Path, owner: Owner, files: &[(String, PathBuf)]) -> Result<(), Failure> {
    if files.is_empty() || files.iter().any(|(path, _)| path == owner.anchor) {
        return Ok(());
    }
    let mut names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    names.sort_unstable();
    let shown = names.iter().take(3).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let message = format!("`{}` holds files but no {}: {shown}", out.display(), owner.what);
    Err(Failure::problem(message)
        .with_help("name a new or empty folder with `--out DIR`, or delete what is in this one"))
}

fn read_one((path, file): (String, PathBuf)) -> Result<(String, Present), Failure> {
    let bytes = fs::read(&file).map_err(|error| Failure::io("read", &file, &error))?;
    let hash = xxh3_128(&bytes);
    Ok((path, Present { bytes, hash }))
}
