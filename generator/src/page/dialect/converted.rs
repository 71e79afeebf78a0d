//! The converted dialect: Markdown tables with `<br>` inside cells, nesting as `└` after two `&nbsp;` a level, names and types
//! in code. Lists inside cells stand on one line.

use super::super::lines::{Line, LineIndex};
use super::super::model::{Cell, Table};
use super::super::warning::Warnings;
use super::legacy;

/// A table.
pub(super) fn table(head: Line<'_>, lines: &[Line<'_>], index: &LineIndex, warnings: &mut Warnings) -> Table {
    let mut table = legacy::table(head, lines, index, warnings);
    let columns = table.head.len();
    for row in &mut table.rows {
        join_surplus(&mut row.cells, columns);
        for cell in row.cells.iter_mut().skip(1) {
            cell.text = break_lists(&cell.text);
        }
    }
    table
}

/// Pipes inside a description are not escaped: what is too many belongs to the last cell.
fn join_surplus(cells: &mut Vec<Cell>, columns: usize) {
    if columns == 0 || cells.len() <= columns {
        return;
    }
    let surplus = cells.split_off(columns);
    if let Some(last) = cells.last_mut() {
        for cell in surplus {
            last.text.push_str(" | ");
            last.text.push_str(&cell.text);
            last.marks.extend(cell.marks);
        }
    }
}

/// Puts each item of a list on a line of its own again: cuts at ` - ` before a key with its colon, and, in a list, before a word
/// that is not English.
fn break_lists(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let mut in_list = line.starts_with("- ");
        let mut rest = line;
        while let Some(at) = rest.find(" - ") {
            let after = &rest[at + 3..];
            let is_item = is_key(after) || (in_list && after.starts_with(|first: char| !first.is_ascii()));
            in_list |= is_item;
            out.push_str(&rest[..at]);
            out.push_str(if is_item { "\n- " } else { " - " });
            rest = after;
        }
        out.push_str(rest);
    }
    out
}

/// Whether a text starts with a key of a list of values: a word, in code or not, and a colon.
fn is_key(text: &str) -> bool {
    let inner = text.strip_prefix('`').unwrap_or(text);
    let end =
        inner.find(|char: char| !(char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | '.' | '/'))).unwrap_or(0);
    let rest = inner.get(end..).unwrap_or_default();
    let rest = if inner.len() < text.len() { rest.strip_prefix('`').unwrap_or_default() } else { rest };
    end > 0 && rest.trim_start().starts_with(['：', ':'])
}

#[cfg(test)]
mod tests {
    use super::break_lists;

    #[test]
    fn lists_are_put_on_lines() {
        assert_eq!(
            break_lists("x\n- `a`: one - `b`: two - and a half\n**c**: d - `e`"),
            "x\n- `a`: one\n- `b`: two - and a half\n**c**: d - `e`"
        );
        assert_eq!(break_lists("one of: - true：yes - false：no - or so"), "one of:\n- true：yes\n- false：no - or so");
        assert_eq!(break_lists("a - b - `c`"), "a - b - `c`");
    }
}
