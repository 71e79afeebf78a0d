//! The legacy dialect: Markdown tables, nesting as `&emsp;∟` before the name, elements of HTML inside cells.

use super::super::lines::{Line, LineIndex};
use super::super::model::{Row, Table};
use super::super::pipe::cells;
use super::super::warning::{Kind, Warnings};
use super::markup;

/// A table.
pub(super) fn table(head: Line<'_>, lines: &[Line<'_>], index: &LineIndex, warnings: &mut Warnings) -> Table {
    let mut table = Table { nested: true, line: head.number, ..Table::default() };
    table.head =
        cells(head.text).into_iter().map(|cell| markup(cell, head.number, head.start, index, warnings).text).collect();
    for line in lines {
        match table.rows.last_mut().and_then(|row| row.cells.last_mut()) {
            Some(last) if !line.text.contains('|') => {
                warnings.add(
                    Kind::MalformedRow,
                    line.number,
                    "a line of the table has no cells; it goes on the row above",
                );
                let more = markup(line.text, line.number, line.start, index, warnings);
                last.text.push('\n');
                last.text.push_str(&more.text);
                last.marks.extend(more.marks);
            }
            _ => table.rows.push(row(*line, index, warnings)),
        }
    }
    table
}

/// A row that is one line.
pub(super) fn row(line: Line<'_>, index: &LineIndex, warnings: &mut Warnings) -> Row {
    let cells =
        cells(line.text).into_iter().map(|cell| markup(cell, line.number, line.start, index, warnings)).collect();
    Row { cells, level: None, line: line.number }
}
