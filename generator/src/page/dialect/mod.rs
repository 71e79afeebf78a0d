//! One module per dialect: from the parts of a page to the common blocks.
//!
//! A page is in one dialect, except that tagged pages hold legacy tables.

pub(super) mod converted;
pub(super) mod flat;
pub(super) mod legacy;
pub(super) mod tagged;

use serde::Serialize;

use super::html;
use super::inline;
use super::lines::{Line, LineIndex};
use super::model::{Block, Cell};
use super::pipe::{Piece, is_delimiter, pieces};
use super::split::{Part, parts};
use super::warning::Warnings;

/// How a page was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    /// Tables of `<md-…>` elements.
    Tagged,
    /// Tables without outer pipes, cells over several lines, no nesting.
    Flat,
    /// Tables with outer pipes and `<br>`, nesting by `└`.
    Converted,
    /// Markdown tables only, nesting by `∟`.
    Legacy,
}

impl Dialect {
    /// Tells the dialect of a page from what only it has.
    fn of(text: &str) -> Self {
        if text.contains("<md-") {
            return Self::Tagged;
        }
        let delimiters = || text.lines().filter(|line| is_delimiter(line));
        if text.contains('\u{2514}') || delimiters().any(|line| line.trim() == "| --- | --- |") {
            Self::Converted
        } else if delimiters().next().is_some() && delimiters().all(|line| !line.trim().starts_with('|')) {
            Self::Flat
        } else {
            Self::Legacy
        }
    }
}

/// The blocks of a page from an offset on.
pub(super) fn blocks(text: &str, body: usize, warnings: &mut Warnings) -> (Dialect, Vec<Block>) {
    let rest = text.get(body..).unwrap_or_default();
    let dialect = Dialect::of(rest);
    let index = LineIndex::new(text);
    let mut out = Vec::new();
    for part in parts(text, body, warnings) {
        match part {
            Part::Heading(heading) => out.push(Block::Heading(heading)),
            Part::Code(code) => out.push(Block::Code(code)),
            Part::Html(text, offset) => tagged::blocks(text, offset, &index, warnings, &mut out),
            Part::Lines(lines) => markdown(dialect, &lines, &index, warnings, &mut out),
        }
    }
    (dialect, out)
}

/// Paragraphs and tables of Markdown.
fn markdown(dialect: Dialect, lines: &[Line<'_>], index: &LineIndex, warnings: &mut Warnings, out: &mut Vec<Block>) {
    for piece in pieces(lines) {
        match piece {
            Piece::Text(lines) => paragraph(lines, index, warnings, out),
            Piece::Table(head, rows) => out.push(Block::Table(match dialect {
                Dialect::Flat => flat::table(head, rows, index, warnings),
                Dialect::Converted => converted::table(head, rows, index, warnings),
                Dialect::Tagged | Dialect::Legacy => legacy::table(head, rows, index, warnings),
            })),
        }
    }
}

fn paragraph(lines: &[Line<'_>], index: &LineIndex, warnings: &mut Warnings, out: &mut Vec<Block>) {
    let text = lines.iter().map(|line| line.text.trim_end()).collect::<Vec<_>>().join("\n");
    let first = lines.iter().find(|line| !line.is_blank());
    if let Some(first) = first {
        out.push(Block::Paragraph(markup(&text, first.number, first.start, index, warnings)));
    }
}

/// A stretch of Markdown with elements of HTML in it.
fn markup(text: &str, line: u32, offset: usize, index: &LineIndex, warnings: &mut Warnings) -> Cell {
    inline::cell(&html::parse(text, offset, index, warnings), line)
}
