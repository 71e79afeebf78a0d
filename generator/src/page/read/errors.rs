//! Tables of error codes.

use super::super::Rows;
use super::super::facts::ErrorCode;
use super::super::model::{Row, Table};
use super::super::warning::{Kind, Warnings};
use super::sections::{Role, Sections};
use super::words::{plain, short};

/// What a column tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Http,
    Code,
    Message,
    Remedy,
    Other,
}

/// Reads all tables of error codes.
pub(super) fn read(sections: &Sections<'_>, rows: &mut Rows, warnings: &mut Warnings) -> Vec<ErrorCode> {
    let mut out = Vec::new();
    for table in sections.tables(Role::Errors) {
        let columns: Vec<Column> = table.head.iter().map(|head| column(head)).collect();
        if !columns.contains(&Column::Code) {
            warnings.add(Kind::UnreadTable, table.line, "a table of error codes has no column of codes");
            continue;
        }
        read_table(table, &columns, rows, &mut out, warnings);
    }
    out
}

fn read_table(table: &Table, columns: &[Column], rows: &mut Rows, out: &mut Vec<ErrorCode>, warnings: &mut Warnings) {
    for row in &table.rows {
        rows.errors += 1;
        if row.cells.len() != columns.len() {
            let message = format!("the row has {} cells, its table {} columns", row.cells.len(), columns.len());
            warnings.add(Kind::MalformedRow, row.line, message);
        }
        out.extend(error_code(row, columns, warnings));
    }
}

fn column(head: &str) -> Column {
    match plain(head).replace(' ', "").as_str() {
        "HTTP状态码" | "HTTP码" | "状态码" | "HTTPCode" => Column::Http,
        "错误码" | "返回码" | "code" | "业务错误码" => Column::Code,
        "描述" | "说明" | "错误信息" | "错误描述" | "msg" | "返回信息" => Column::Message,
        "排查建议" | "解决方案" | "处理建议" | "建议" => Column::Remedy,
        _ => Column::Other,
    }
}

fn error_code(row: &Row, columns: &[Column], warnings: &mut Warnings) -> Option<ErrorCode> {
    let cell = |wanted: Column| {
        let at = columns.iter().position(|column| *column == wanted)?;
        row.cells.get(at).map(|cell| cell.text.as_str())
    };
    let words = cell(Column::Code).map(plain).unwrap_or_default();
    let Ok(code) = words.parse() else {
        warnings.add(Kind::ErrorRow, row.line, format!("`{}` is no error code", short(&words)));
        return None;
    };
    let http = cell(Column::Http).map(|words| statuses(words, row.line, warnings)).unwrap_or_default();
    Some(ErrorCode {
        line: row.line,
        code,
        http,
        message: cell(Column::Message).unwrap_or_default().to_owned(),
        prose: cell(Column::Remedy).unwrap_or_default().to_owned(),
    })
}

/// HTTP statuses: one, or several between slashes or commas.
fn statuses(words: &str, line: u32, warnings: &mut Warnings) -> Vec<u16> {
    let mut out = Vec::new();
    for word in
        plain(words).split(['/', ',', '、', '，', '\n', ' ']).map(str::trim).filter(|word| !matches!(*word, "" | "-"))
    {
        match word.parse::<u16>().ok().filter(|status| (100..600).contains(status)) {
            Some(status) => out.push(status),
            None => warnings.add(Kind::ErrorRow, line, format!("`{}` is no HTTP status", short(word))),
        }
    }
    out
}
