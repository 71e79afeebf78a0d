//! Which column of a table of fields tells what.

use super::super::model::{Cell, Row, Table};
use super::super::warning::{Kind, Warnings};
use super::words::{plain, short};

/// What a column tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Type,
    Required,
    Description,
    Example,
    Default,
    Place,
    Other,
}

/// The columns of a table of fields, in order.
#[derive(Debug)]
pub(super) struct Columns(Vec<Column>);

impl Columns {
    /// Reads the head of a table; `None` where it is no table of fields: its first column has no names.
    pub(super) fn of(table: &Table, warnings: &mut Warnings) -> Option<Self> {
        let mut columns: Vec<Column> = table.head.iter().map(|head| column(head)).collect();
        if let Some(at) = table.head.iter().position(|head| plain(head) == "格式") {
            // Pages with this column call the place of a parameter its type.
            columns.iter_mut().filter(|column| **column == Column::Type).for_each(|column| *column = Column::Place);
            columns[at] = Column::Type;
        }
        if columns.first() != Some(&Column::Name) || !columns.contains(&Column::Description) {
            return None;
        }
        for (head, _) in table.head.iter().zip(&columns).filter(|(_, column)| **column == Column::Other) {
            let message = format!("the reader does not know the column `{}`", short(head));
            warnings.add(Kind::UnknownColumn, table.line, message);
        }
        Some(Self(columns))
    }

    /// Whether the table says what is required.
    pub(super) fn has(&self, column: Column) -> bool {
        self.0.contains(&column)
    }

    /// The cells of a row by column. Too many and too few are warned of; the last column takes what is too much.
    pub(super) fn cells<'a>(&self, row: &'a Row, warnings: &mut Warnings) -> Vec<(Column, &'a Cell)> {
        let expected = self.0.len();
        if row.cells.len() != expected {
            let message = format!("the row has {} cells, its table {expected} columns", row.cells.len());
            warnings.add(Kind::MalformedRow, row.line, message);
        }
        let mut columns = self.0.clone();
        let surplus = row.cells.len().saturating_sub(expected);
        if surplus > 0
            && !self.has(Column::Required)
            && row.cells.get(2).is_some_and(|cell| required(&cell.text).is_some())
        {
            columns.insert(2, Column::Required);
        }
        let rest = std::iter::repeat(Column::Description);
        columns.into_iter().chain(rest).zip(&row.cells).collect()
    }
}

/// What the head of a column says.
fn column(head: &str) -> Column {
    match plain(head).replace(' ', "").to_ascii_lowercase().as_str() {
        "名称" | "参数" | "字段" | "属性名称" | "参数名" | "参数名称" | "字段名" | "字段名称" | "name"
        | "parameter" => Column::Name,
        "类型" | "参数类型" | "数据类型" | "字段类型" | "type" => Column::Type,
        "必填" | "必须" | "是否必填" | "是否必须" | "必选" | "必填/选填" | "required" => {
            Column::Required
        }
        "描述" | "说明" | "含义" | "description" => Column::Description,
        "示例" | "示例值" => Column::Example,
        "默认值" | "默认" => Column::Default,
        "来源" => Column::Place,
        _ => Column::Other,
    }
}

/// Whether words say that a field is required; `None` where they say neither.
pub(super) fn required(words: &str) -> Option<bool> {
    match plain(words).to_ascii_lowercase().as_str() {
        "是" | "必填" | "必须" | "必选" | "true" | "yes" | "y" => Some(true),
        "否" | "可选" | "选填" | "非必填" | "非必须" | "false" | "no" | "n" => Some(false),
        _ => None,
    }
}
