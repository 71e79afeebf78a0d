//! What something is and what it needs, as text for a terminal.

mod code;
mod operation;
mod paper;
mod scope;

use self::paper::Paper;
use crate::diagnostic::Style;
use crate::ir::{Client, Operation};
use crate::lookup::{Meaning, ScopeUses};

/// Explains an operation, with the lines of Rust that call it.
///
/// # Errors
///
/// When the lines are no Rust: a bug of the generator, never of a spec.
pub fn operation(client: &Client, library: &str, operation: &Operation, style: Style) -> Result<String, String> {
    let mut paper = Paper::new(style);
    operation::print(&mut paper, client, library, operation)?;
    Ok(paper.finish())
}

/// Lists operations, a line each.
pub fn operations(operations: &[&Operation], style: Style) -> String {
    let mut paper = Paper::new(style);
    paper.operations(operations);
    paper.finish()
}

/// Explains an error code.
pub fn code(number: i64, meanings: &[Meaning<'_>], style: Style) -> String {
    let mut paper = Paper::new(style);
    code::print(&mut paper, number, meanings);
    paper.finish()
}

/// Explains a scope.
pub fn scope(uses: &ScopeUses<'_>, style: Style) -> String {
    let mut paper = Paper::new(style);
    scope::print(&mut paper, uses);
    paper.finish()
}
