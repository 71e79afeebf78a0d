//! Reads spec files into typed data and reports everything that is wrong with their notation and layout.
//!
//! Takes texts, not paths on a disk. Knows YAML and the notation; knows no Rust, and leaves what needs more than one place to the
//! checks.

mod decode;
pub(crate) mod grammar;
mod layout;
mod merge;
mod node;
mod parse;
mod problems;
mod scalar;
mod schema_line;
mod structure;
mod text;
mod yaml;

use rayon::prelude::*;

pub(crate) use self::layout::{FileKind, kind_of};
pub(crate) use self::node::{Kind, Node, Pair};
pub(crate) use self::scalar::{Resolved, resolve, resolve_plain};
pub use self::schema_line::schema_elsewhere;
pub(crate) use self::schema_line::usual as schema_line;
pub(crate) use self::text::is_unwritable;

use crate::diagnostic::{self, Diagnostic, Severity};
use crate::source::{FileId, SourceFile, Sources};
use crate::spec::SpecSet;

/// What stands where a draft leaves prose to a person.
pub(crate) const UNWRITTEN: &str = "TODO";

/// What a comment starts with that holds words of a page. Such words help to write a spec, and must not stay in it.
pub(crate) const PAGE_WORDS: &str = "#>";

/// What came out of reading the files.
#[derive(Debug, Default)]
pub struct Loaded {
    /// What is sound, of all files.
    pub spec: SpecSet,
    /// The files, in the order of their paths.
    pub sources: Sources,
    /// Everything that is wrong, in the order of files and positions.
    pub diagnostics: Vec<Diagnostic>,
    /// Files that could not be read at all, so that what they define is missing in `spec`.
    pub broken: Vec<FileId>,
}

/// Reads all files of one run: those of one spec root, or of several that are merged.
///
/// The order of the files does not matter. A broken file never hides the problems of the others.
pub fn load(mut files: Vec<SourceFile>) -> Loaded {
    files.sort_by(|a, b| (&a.path, &a.display).cmp(&(&b.path, &b.display)));
    let mut sources = Sources::default();
    for file in files {
        sources.add(file);
    }
    let numbered: Vec<(FileId, &SourceFile)> = sources.iter().collect();
    let parsed: Vec<parse::Parsed> = numbered.par_iter().map(|(id, file)| parse::parse_file(*id, file)).collect();
    let broken = parsed.iter().filter(|parsed| parsed.content.is_none()).map(|parsed| parsed.file).collect();
    let (spec, mut diagnostics) = merge::merge(parsed);
    diagnostic::sort(&mut diagnostics);
    Loaded { spec, sources, diagnostics, broken }
}

/// The tree of a file about which nothing is wrong, as far as one file and its notation tell.
///
/// # Errors
///
/// Everything that is wrong, in the order of positions.
pub(crate) fn sound_tree(id: FileId, source: &SourceFile) -> Result<(FileKind, Node<'_>), Vec<Diagnostic>> {
    let (tree, mut diagnostics) = parse::tree(id, source);
    diagnostic::sort(&mut diagnostics);
    match tree {
        Some(tree) if diagnostics.iter().all(|found| found.severity != Severity::Error) => Ok(tree),
        _ => Err(diagnostics),
    }
}
