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

/// Puts each item of a list on a line of its own again.
fn break_lists(text: &str) -> String {
    let lines = text.split('\n').map(|line| if line.starts_with("- ") { break_list(line) } else { line.to_owned() });
    lines.collect::<Vec<_>>().join("\n")
}

/// Cuts a line at each ` - ` before code or before a word that is not English.
fn break_list(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(" - ") {
        let after = &rest[at + 3..];
        let is_item = after.starts_with('`') || after.chars().next().is_some_and(|first| !first.is_ascii());
        out.push_str(&rest[..at]);
        out.push_str(if is_item { "\n- " } else { " - " });
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::break_lists;

    #[test]
    fn lists_are_put_on_lines() {
        assert_eq!(break_lists("x\n- `a`: one - `b`: two - and a half\n**c**: d - `e`"), "x\n- `a`: one\n- `b`: two - and a half\n**c**: d - `e`");
        assert_eq!(break_lists("a - b - `c`"), "a - b - `c`");
    }
}
