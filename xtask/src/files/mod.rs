//! Files below folders, from the disk into memory: what to read, and what is refused before anybody looks into it.
//!
//! Knows names, folders, links and sizes; knows nothing of what specs or pages mean.

mod refusal;
mod tree;
mod walk;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

pub(crate) use self::refusal::{Reason, Refusal, render};
pub(crate) use self::tree::Tree;
pub(crate) use self::walk::walk;

/// The largest file that is read into memory. What reads specs and pages has lower limits and better messages; this one keeps the
/// machine safe.
pub(crate) const MAX_BYTES: u64 = 16 << 20;

/// A folder that files are looked for in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Root {
    /// Where it is.
    pub(crate) dir: PathBuf,
    /// The same as a person would type it.
    pub(crate) display: String,
}

/// A file that is to be read.
#[derive(Debug)]
pub(crate) struct Found {
    /// Where it is.
    pub(crate) file: PathBuf,
    /// Path below its root, with `/`.
    pub(crate) path: String,
    /// Path as a person would type it.
    pub(crate) display: String,
}

/// Reads a file that is not too large.
pub(crate) fn read(found: &Found, tree: Tree) -> Result<Vec<u8>, Refusal> {
    match read_bytes(&found.file) {
        Ok(bytes) if bytes.len() as u64 > MAX_BYTES => Err(Refusal::new(tree, &found.display, Reason::TooLarge)),
        Ok(bytes) => Ok(bytes),
        Err(error) => Err(Refusal::new(tree, &found.display, Reason::Unreadable(error.to_string()))),
    }
}

/// Reads a file, or its first bytes where it is too large.
fn read_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let expected = file.metadata()?.len().min(MAX_BYTES + 1);
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default() + 1);
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
