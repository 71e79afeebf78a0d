//! Spec files from the disk into memory: what to read, in which order, and what is refused before anybody parses it.
//!
//! Knows folders, links and sizes; knows nothing of YAML or of what a spec means.

mod refusal;
mod walk;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use feishu_generator::load::schema_elsewhere;
use rayon::prelude::*;

pub(crate) use self::refusal::{Reason, Refusal};
use self::walk::Found;

/// The largest file that is read into memory. The loader has a lower limit and a better message; this one keeps the machine safe.
pub(crate) const MAX_BYTES: u64 = 16 << 20;

/// A folder of specs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Root {
    /// Where it is.
    pub(crate) dir: PathBuf,
    /// The same as a person would type it.
    pub(crate) display: String,
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SpecFile {
    /// Path below its root, with `/`.
    pub(crate) path: String,
    /// Path as a person would type it.
    pub(crate) display: String,
    /// Where it is on the disk.
    pub(crate) file: PathBuf,
    /// What stands in it.
    pub(crate) bytes: Vec<u8>,
    /// Whether the JSON Schema that it names is not where it says.
    pub(crate) lacks_schema: bool,
}

/// What the roots hold.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// Files in the order of their paths, then of the roots.
    pub(crate) files: Vec<SpecFile>,
    /// What could not or must not be read.
    pub(crate) refusals: Vec<Refusal>,
}

/// Reads every spec file below some roots. Whatever is refused never hides the rest.
pub(crate) fn read(roots: &[Root]) -> Inputs {
    let mut inputs = Inputs::default();
    let mut found = Vec::new();
    for root in roots {
        walk::walk(root, &mut found, &mut inputs.refusals);
    }
    found.sort_by(|a, b| (&a.path, &a.display).cmp(&(&b.path, &b.display)));
    let read: Vec<Result<SpecFile, Refusal>> = found.into_par_iter().map(read_one).collect();
    for file in read {
        match file {
            Ok(file) => inputs.files.push(file),
            Err(refusal) => inputs.refusals.push(refusal),
        }
    }
    inputs.refusals.sort();
    inputs
}

fn read_one(found: Found) -> Result<SpecFile, Refusal> {
    match read_bytes(&found.file) {
        Ok(bytes) if bytes.len() as u64 > MAX_BYTES => Err(Refusal::new(found.display, Reason::TooLarge)),
        Ok(bytes) => {
            let schema = schema_elsewhere(&found.path, &bytes).map(|schema| found.file.with_file_name(schema));
            let lacks_schema = schema.is_some_and(|schema| !schema.is_file());
            Ok(SpecFile { path: found.path, display: found.display, file: found.file, bytes, lacks_schema })
        }
        Err(error) => Err(Refusal::new(found.display, Reason::Unreadable(error.to_string()))),
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
