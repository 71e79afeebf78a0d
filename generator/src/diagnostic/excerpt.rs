//! The lines of a file that a label points into, and where in them.
//!
//! Whatever the file holds, an excerpt stays short: labels end with their first line, and lines that are too long to print are
//! given by their position only.

use std::ops::Range;

use crate::source::Span;

/// The longest line that is printed, in bytes.
const LONGEST_LINE: usize = 2000;

/// The longest stretch that is underlined, in characters.
const LONGEST_LABEL: usize = 100;

/// Where a span stands in the text of its file.
#[derive(Debug)]
pub(super) struct Place {
    /// Bytes to underline: within one line and on character boundaries.
    pub(super) bytes: Range<usize>,
    /// Bytes of the whole line.
    pub(super) line: Range<usize>,
}

impl Place {
    /// Finds a span in the text; a span outside of the text ends up at its end.
    pub(super) fn find(span: Span, text: &str) -> Self {
        let start = boundary(text, span.start as usize);
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        let line_end = if text[start..line_end].ends_with('\r') { line_end - 1 } else { line_end };
        let wanted = boundary(text, span.end as usize).clamp(start, line_end.max(start));
        let cropped = text[start..wanted].char_indices().nth(LONGEST_LABEL).map_or(wanted, |(at, _)| start + at);
        Self { bytes: start..cropped, line: line_start..line_end.max(start) }
    }

    /// Whether the line is short enough to be printed.
    pub(super) fn is_printable(&self) -> bool {
        self.line.len() <= LONGEST_LINE
    }

    /// Line and column as people count them, from one.
    pub(super) fn position(&self, text: &str) -> (usize, usize) {
        (line_number(text, self.line.start), text[self.line.start..self.bytes.start].chars().count() + 1)
    }
}

/// The number of the line that a byte is in, from one.
pub(super) fn line_number(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// The nearest character boundary at or before a byte.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
