//! Markdown tables, as tolerantly as the pages need: with or without outer pipes, with rows of any number of cells.

use super::lines::Line;

/// Whether a line separates the head of a table from its rows.
pub(super) fn is_delimiter(line: &str) -> bool {
    let line = line.trim();
    let cell = |cell: &str| {
        let cell = cell.trim().trim_start_matches(':').trim_end_matches(':');
        !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
    };
    line.contains('|') && strip_outer(line).split('|').all(cell)
}

/// The cells of a row: cut at pipes that are neither escaped nor inside code.
pub(super) fn cells(row: &str) -> Vec<&str> {
    let row = strip_outer(row.trim_matches([' ', '\t', '\r', '\n']));
    let mut out = Vec::new();
    let (mut start, mut code, mut escaped) = (0, false, false);
    let closes = row.matches('`').count().is_multiple_of(2);
    for (at, byte) in row.bytes().enumerate() {
        match byte {
            b'\\' => {
                escaped = !escaped;
                continue;
            }
            b'`' if closes => code = !code,
            b'|' if !code && !escaped => {
                out.push(row[start..at].trim_matches([' ', '\t']));
                start = at + 1;
            }
            _ => {}
        }
        escaped = false;
    }
    out.push(row[start..].trim_matches([' ', '\t']));
    out
}

fn strip_outer(row: &str) -> &str {
    let row = row.strip_prefix('|').unwrap_or(row);
    row.strip_suffix('|').filter(|row| !row.ends_with('\\')).unwrap_or(row)
}

/// A run of lines, cut into tables and what lies between.
#[derive(Debug)]
pub(super) enum Piece<'a, 'b> {
    /// Lines that are no table.
    Text(&'b [Line<'a>]),
    /// The head of a table and the lines below its delimiter.
    Table(Line<'a>, &'b [Line<'a>]),
}

/// Cuts a run of lines. A table ends with an empty line.
pub(super) fn pieces<'a, 'b>(lines: &'b [Line<'a>]) -> Vec<Piece<'a, 'b>> {
    let mut out = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while at + 1 < lines.len() {
        if !(lines[at].text.contains('|') && is_delimiter(lines[at + 1].text)) {
            at += 1;
            continue;
        }
        if from < at {
            out.push(Piece::Text(&lines[from..at]));
        }
        let body = at + 2;
        let end = lines[body..].iter().position(Line::is_blank).map_or(lines.len(), |length| body + length);
        out.push(Piece::Table(lines[at], &lines[body..end]));
        (from, at) = (end, end);
    }
    if from < lines.len() {
        out.push(Piece::Text(&lines[from..]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{cells, is_delimiter};

    #[test]
    fn delimiters() {
        for line in ["|-|-|", "| :--- | ---: |", "--- | ---", "|--|"] {
            assert!(is_delimiter(line), "{line}");
        }
        for line in ["---", "a | b", "|  |", "| - | x |"] {
            assert!(!is_delimiter(line), "{line}");
        }
    }

    #[test]
    fn cuts_rows() {
        assert_eq!(cells("| a | b |"), ["a", "b"]);
        assert_eq!(cells("a | b\\|c | `d|e`"), ["a", "b\\|c", "`d|e`"]);
        assert_eq!(cells("|a||"), ["a", ""]);
        assert_eq!(cells("a | ` | b"), ["a", "`", "b"]);
        assert_eq!(cells(""), [""]);
    }
}
