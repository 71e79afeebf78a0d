//! The flat dialect: tables without outer pipes, whose rows run over several lines, all but the last of which end in two blanks.
//! Nothing tells the nesting of fields.

use super::super::lines::{Line, LineIndex};
use super::super::model::{Row, Table};
use super::super::pipe::cells;
use super::super::warning::Warnings;
use super::markup;

/// A table.
pub(super) fn table(head: Line<'_>, lines: &[Line<'_>], index: &LineIndex, warnings: &mut Warnings) -> Table {
    let names: Vec<String> = cells(head.text).into_iter().map(str::to_owned).collect();
    let columns = names.len();
    let mut rows = Vec::new();
    let mut pending: Vec<Line<'_>> = Vec::new();
    for line in lines {
        if !pending.is_empty() && starts_row(*line, &pending, columns) {
            rows.push(row(&pending, columns, index, warnings));
            pending.clear();
        }
        pending.push(*line);
    }
    if !pending.is_empty() {
        rows.push(row(&pending, columns, index, warnings));
    }
    Table { head: names, rows, nested: columns <= 2, line: head.number }
}

/// Whether a line starts a new row: the row before is complete and over, or the line is unmistakably a row.
fn starts_row(line: Line<'_>, pending: &[Line<'_>], columns: usize) -> bool {
    let cells = cells(line.text);
    let goes_on = pending.last().is_some_and(|last| last.text.ends_with("  "));
    if goes_on {
        columns >= 3 && cells.len() == columns && is_name(cells.first()) && !lacks_cells(pending, columns)
    } else {
        cells.len() >= 2 || line.text.ends_with("  ") && !lacks_cells(pending, columns)
    }
}

/// Whether the lines so far still lack cells.
fn lacks_cells(pending: &[Line<'_>], columns: usize) -> bool {
    pending.iter().map(|line| cells(line.text).len() - 1).sum::<usize>() + 1 < columns
}

/// Whether a cell is a plain name of a field.
fn is_name(cell: Option<&&str>) -> bool {
    cell.is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
}

/// A row of several lines. Surplus pipes belong to the last cell.
fn row(lines: &[Line<'_>], columns: usize, index: &LineIndex, warnings: &mut Warnings) -> Row {
    let first = lines.first().map_or((1, 0), |line| (line.number, line.start));
    let text = lines.iter().map(|line| line.text.trim_end()).collect::<Vec<_>>().join("\n");
    let mut parts: Vec<String> = cells(&text).into_iter().map(str::to_owned).collect();
    if columns > 0 && parts.len() > columns {
        let surplus = parts.split_off(columns - 1).join(" | ");
        parts.push(surplus);
    }
    let cells = parts.iter().map(|part| markup(part, first.0, first.1, index, warnings)).collect();
    Row { cells, level: None, line: first.0 }
}
