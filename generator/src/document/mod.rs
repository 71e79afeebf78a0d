//! Spec files as trees that keep every word and every comment, to be edited and printed in the canonical form.
//!
//! Knows the notation's tables for the order of keys and for what belongs on one line; knows nothing of what specs mean, and touches
//! no disk.

mod edit;
mod gap;
mod print;
mod read;
mod tree;

pub use self::edit::{EditError, Place};
pub use self::tree::{Document, Entry, Item, Line, List, Mapping, Notes, Value};

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, SourceFile};

/// Reads a spec file.
///
/// # Errors
///
/// What [`load`](crate::load::load) says of the file's text, path, first line and notation, in the order of positions.
pub fn parse(id: FileId, source: &SourceFile) -> Result<Document, Vec<Diagnostic>> {
    let (kind, root) = crate::load::sound_tree(id, source)?;
    Ok(read::document(kind, &root, &source.text))
}

/// Prints a document in the canonical form.
pub fn print(document: &Document) -> String {
    print::document(document)
}
