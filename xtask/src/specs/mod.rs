//! Spec files from the disk into memory, in one order for all runs.
//!
//! Knows nothing of YAML or of what a spec means.

use std::path::PathBuf;

use feishu_generator::load::schema_elsewhere;
use rayon::prelude::*;

pub(crate) use crate::files::Root;
use crate::files::{self, Found, Refusal, Tree};

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
        files::walk(Tree::Specs, root, &mut found, &mut inputs.refusals);
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
    let bytes = files::read(&found, Tree::Specs)?;
    let schema = schema_elsewhere(&found.path, &bytes).map(|schema| found.file.with_file_name(schema));
    let lacks_schema = schema.is_some_and(|schema| !schema.is_file());
    Ok(SpecFile { path: found.path, display: found.display, file: found.file, bytes, lacks_schema })
}
