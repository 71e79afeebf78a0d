//! Request headers: which tokens, what kind of body, and headers that only this endpoint has.

use super::super::Rows;
use super::super::facts::Field;
use super::super::model::{Cell, Mark, Row};
use super::super::warning::{Kind, Warnings};
use super::columns::{Column, Columns};
use super::fields;
use super::sections::{Role, Sections};
use super::words::{plain, short};
use crate::spec::TokenKind;

/// What the headers say.
#[derive(Debug, Default)]
pub(super) struct Headers {
    /// Access tokens, in the order of the page.
    pub(super) tokens: Vec<TokenKind>,
    /// Line that names them.
    pub(super) tokens_line: Option<u32>,
    /// `Content-Type`.
    pub(super) content_type: Option<String>,
    /// Other headers.
    pub(super) extra: Vec<Field>,
}

/// Reads the tables of headers.
pub(super) fn read(sections: &Sections<'_>, rows: &mut Rows, warnings: &mut Warnings) -> Headers {
    let mut headers = Headers::default();
    for table in sections.tables(Role::Headers) {
        let Some(columns) = Columns::of(table, warnings) else {
            warnings.add(Kind::UnreadTable, table.line, "a table of headers has no column of names");
            continue;
        };
        for row in &table.rows {
            rows.headers += 1;
            headers.take(row, &columns, warnings);
        }
    }
    if sections.tables(Role::Headers).next().is_none() {
        headers.take_credentials(sections, warnings);
    }
    headers
}

impl Headers {
    fn take(&mut self, row: &Row, columns: &Columns, warnings: &mut Warnings) {
        let cells = columns.cells(row, warnings);
        let cell = |wanted: Column| cells.iter().find(|(column, _)| *column == wanted).map(|(_, cell)| *cell);
        let name = cell(Column::Name).map(|cell| plain(&cell.text)).unwrap_or_default();
        let description = cells.last().map(|(_, cell)| *cell);
        match (name.to_ascii_lowercase().as_str(), description) {
            ("authorization", Some(cell)) => {
                self.tokens = tokens(cell, warnings);
                self.tokens_line = Some(row.line);
            }
            ("content-type", Some(cell)) => self.content_type = quoted(&cell.text),
            _ => self.extra.push(fields::row(row, columns, warnings)),
        }
    }

    /// Old pages without headers say in the table about the request which tokens they take.
    fn take_credentials(&mut self, sections: &Sections<'_>, warnings: &mut Warnings) {
        let rows = sections.tables(Role::Request).flat_map(|table| &table.rows);
        let value = |row: &'_ Row, key: &str| {
            row.cells
                .first()
                .is_some_and(|cell| cell.text.starts_with(key))
                .then(|| row.cells.get(1).cloned())
                .flatten()
        };
        for row in rows {
            if let Some(cell) = value(row, "凭证要求") {
                self.tokens = tokens(&cell, warnings);
            }
            if let Some(cell) = value(row, "HTTP Content-Type") {
                self.content_type = Some(plain(&cell.text));
            }
        }
        if self.tokens.is_empty() {
            warnings.add(Kind::TokenWords, 1, "the page has neither headers nor a line on credentials");
        }
    }
}

/// The tokens that a cell names, in order.
fn tokens(cell: &Cell, warnings: &mut Warnings) -> Vec<TokenKind> {
    let marked = cell.marks.iter().filter_map(|mark| match mark {
        Mark::Token(kind) => TokenKind::from_word(kind),
        _ => None,
    });
    let mut tokens: Vec<TokenKind> = Vec::new();
    for token in marked {
        if !tokens.contains(&token) {
            tokens.push(token);
        }
    }
    if tokens.is_empty() {
        let head = cell.text.split("值格式").next().unwrap_or_default();
        tokens = named(head);
    }
    if tokens.is_empty() {
        tokens = named(&cell.text);
    }
    if tokens.is_empty() {
        let message = format!("no access token in `{}`", short(&cell.text));
        warnings.add(Kind::TokenWords, cell.line, message);
    }
    tokens
}

/// The tokens that a text names, in order.
fn named(text: &str) -> Vec<TokenKind> {
    let mut found: Vec<(usize, TokenKind)> = TokenKind::ALL
        .iter()
        .filter_map(|(word, kind)| Some((text.find(&format!("{word}_access_token"))?, *kind)))
        .collect();
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, kind)| kind).collect()
}

/// The value in quotes or code that a description gives.
fn quoted(text: &str) -> Option<String> {
    let inner = |open: char, close: char| {
        let start = text.find(open)? + open.len_utf8();
        let length = text.get(start..)?.find(close)?;
        text.get(start..start + length).map(|value| value.trim().to_owned())
    };
    inner('"', '"').or_else(|| inner('`', '`')).or_else(|| inner('“', '”')).filter(|value| value.contains('/'))
}
