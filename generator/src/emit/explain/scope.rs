//! A scope: what it allows, who can have it, and what it opens.

use super::Paper;
use crate::ir::Operation;
use crate::lookup::ScopeUses;

/// Prints a scope.
pub(super) fn print(paper: &mut Paper, uses: &ScopeUses<'_>) {
    paper.title(&uses.scope.name);
    paper.prose(0, &uses.scope.about);
    let tokens: Vec<&str> = uses.scope.tokens.iter().map(|token| token.word()).collect();
    paper.line(&format!("Granted for the tokens: {}", tokens.join(", ")));
    part(paper, "Opens", &uses.opens);
    part(paper, "Needed besides by", &uses.needed_by);
    part(paper, "Adds fields to the answers of", &uses.adds_fields_to);
}

fn part(paper: &mut Paper, heading: &str, operations: &[&Operation]) {
    if !operations.is_empty() {
        paper.heading(heading);
        paper.operations(operations);
    }
}
