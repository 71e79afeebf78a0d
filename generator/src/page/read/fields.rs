//! Tables of fields: from rows to trees of fields.

use super::super::Rows;
use super::super::facts::{EnumValue, Example, Field, FieldType, Limits, OtherTable, Worded};
use super::super::model::{Cell, Mark, Row, Table};
use super::super::warning::{Kind, Warnings};
use super::basics::Basics;
use super::columns::{Column, Columns, required};
use super::deprecation::is_retired;
use super::describe::{Description, Label, cut};
use super::nesting;
use super::sections::{Role, Section, Sections};
use super::tree::{self, Levelled};
use super::words::{plain, short};
use super::{limits, scopes, types, values};
use crate::spec::HttpMethod;

/// The fields of a page, by section.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) params: Vec<Field>,
    pub(super) query: Vec<Field>,
    pub(super) body: Vec<Field>,
    pub(super) response: Vec<Field>,
    pub(super) other: Vec<OtherTable>,
    /// Rows that name no field.
    pub(super) skipped: usize,
}

impl Tables {
    /// Reads all tables of fields.
    pub(super) fn read(
        sections: &Sections<'_>,
        basics: &Basics,
        requests: &[Example],
        responses: &[Example],
        warnings: &mut Warnings,
    ) -> Self {
        let mut tables = Self::default();
        for section in sections.all() {
            let examples = if section.role == Role::Response { responses } else { requests };
            for table in section.tables() {
                let fields = if let Some(columns) = Columns::of(table, warnings) {
                    self::table(table, &columns, examples, &mut tables.skipped, warnings)
                } else {
                    complain_of(section.role, table, warnings);
                    continue;
                };
                tables.put(section, table, fields, basics, warnings);
            }
        }
        tables
    }

    /// Puts the fields of a table where they belong.
    fn put(
        &mut self,
        section: &Section<'_>,
        table: &Table,
        fields: Vec<Field>,
        basics: &Basics,
        warnings: &mut Warnings,
    ) {
        let has_body = !matches!(basics.method, HttpMethod::Get | HttpMethod::Delete);
        let place = match section.role {
            Role::Params => &mut self.params,
            Role::Body => &mut self.body,
            Role::Parameters if has_body => &mut self.body,
            Role::Query | Role::Parameters => &mut self.query,
            Role::Response => &mut self.response,
            _ => return,
        };
        if place.is_empty() && section.own {
            *place = fields;
            return;
        }
        let message =
            format!("a further table of {} rows in the section `{}`", table.rows.len(), short(section.heading));
        warnings.add(Kind::SecondTable, table.line, message);
        self.other.push(OtherTable { heading: section.heading.to_owned(), line: table.line, fields });
    }

    /// Counts the rows that became fields.
    pub(super) fn count(&self, rows: &mut Rows) {
        let count = |fields: &[Field]| fields.iter().map(Field::rows).sum();
        rows.params = count(&self.params);
        rows.query = count(&self.query);
        rows.body = count(&self.body);
        rows.response = count(&self.response);
        rows.skipped = self.skipped;
        rows.other = super::other_rows(&self.other);
    }
}

/// Warns of a table that is none of fields, in a section of fields.
fn complain_of(role: Role, table: &Table, warnings: &mut Warnings) {
    if matches!(role, Role::Params | Role::Query | Role::Parameters | Role::Body | Role::Response) {
        let head = short(&table.head.join(" | "));
        warnings.add(Kind::UnreadTable, table.line, format!("`{head}` is no head of a table of fields"));
    }
}

/// Reads a table.
fn table(
    table: &Table,
    columns: &Columns,
    examples: &[Example],
    skipped: &mut usize,
    warnings: &mut Warnings,
) -> Vec<Field> {
    let mut indents = tree::Indents::default();
    let mut rows: Vec<Levelled> = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        if is_separator(row) {
            warnings.add(Kind::SkippedRow, row.line, format!("the row names no field: `{}`", short(&text_of(row))));
            *skipped += 1;
            continue;
        }
        let level = row.level.unwrap_or_else(|| indents.level(row.cells.first().map_or("", |cell| &cell.text)));
        rows.push(Levelled { level, field: self::row(row, columns, warnings) });
    }
    if !table.nested || lost_nesting(&rows) {
        let bodies: Vec<&serde_json::Value> =
            examples.iter().filter_map(|example| example.body.as_ref().ok()).collect();
        nesting::rebuild(&mut rows, &bodies, warnings);
    }
    tree::grow(rows, warnings)
}

/// Whether a table shows one level of nesting where it must have more: fields stand twice beside a type whose fields are missing.
fn lost_nesting(rows: &[Levelled]) -> bool {
    if rows.iter().any(|row| row.level > 1) {
        return false;
    }
    let mut seen = std::collections::HashSet::new();
    let twice = rows.iter().filter(|row| row.level == 1).any(|row| !seen.insert(row.field.name.as_str()));
    let opaque = |pair: &[Levelled]| types::needs_fields(&pair[0].field.kind) && pair[1].level <= pair[0].level;
    twice && rows.windows(2).any(opaque)
}

/// Whether a row only parts rows from each other: its name has neither letter nor digit.
fn is_separator(row: &Row) -> bool {
    row.cells.first().is_none_or(|name| !name.text.chars().any(char::is_alphanumeric))
}

fn text_of(row: &Row) -> String {
    row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" | ")
}

/// Reads a row.
pub(super) fn row(row: &Row, columns: &Columns, warnings: &mut Warnings) -> Field {
    let cells = columns.cells(row, warnings);
    let cell = |wanted: Column| cells.iter().find(|(column, _)| *column == wanted).map(|(_, cell)| *cell);
    let name_cell = cell(Column::Name);
    let name = name(name_cell, row.line, warnings);
    let type_words = cell(Column::Type).map(|cell| plain(&cell.text)).unwrap_or_default();
    let typed = types::read(&type_words);
    if !typed.known {
        warnings.add(Kind::UnknownType, row.line, format!("`{name}` has the type `{}`", short(&type_words)));
    }
    let mut field = Field {
        required: is_required(name_cell, cell(Column::Required), &name, row.line, warnings),
        name,
        line: row.line,
        kind: typed.kind,
        type_words,
        default: None,
        example: None,
        limits: Limits::default(),
        values: Vec::new(),
        scopes: Vec::new(),
        deprecated: false,
        prose: String::new(),
        fields: Vec::new(),
    };
    describe(&mut field, &cells, warnings);
    for (label, column) in [(Label::Example, Column::Example), (Label::Default, Column::Default)] {
        if let Some(cell) = cell(column) {
            part(&mut field, label, "", &cell.text, warnings);
        }
    }
    settle_default(&mut field);
    field
}

/// Words such as `none` are a default where they are one of the values, and say that there is no default elsewhere.
fn settle_default(field: &mut Field) {
    let Some(default) = field.default.as_mut().filter(|default| default.value.is_none()) else { return };
    let word = core(&default.words);
    if field.values.iter().any(|value| value.value == word) {
        default.value = values::value(word, &field.kind);
    }
}

/// Numbers with their meaning behind a blank, such as `0 none`.
fn split_numbers(field: &mut Field) {
    if *field.kind.innermost() != FieldType::Int {
        return;
    }
    for value in &mut field.values {
        let Some((number, meaning)) = value.value.split_once(' ') else { continue };
        if number.parse::<i64>().is_ok() {
            let words = format!("{} {}", meaning.trim(), value.prose);
            words.trim().clone_into(&mut value.prose);
            value.value = number.to_owned();
        }
    }
}

/// The name of a row: without marks of nesting, code and emphasis.
fn name(cell: Option<&Cell>, line: u32, warnings: &mut Warnings) -> String {
    let name = plain(tree::without_indent(cell.map_or("", |cell| &cell.text)));
    if name.is_empty() {
        warnings.add(Kind::NamelessRow, line, "the row names no field");
    } else if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')) {
        warnings.add(Kind::OddName, line, format!("`{}` is no plain name", short(&name)));
    }
    name
}

fn is_required(
    name: Option<&Cell>,
    cell: Option<&Cell>,
    field: &str,
    line: u32,
    warnings: &mut Warnings,
) -> Option<bool> {
    let marked = [name, cell].into_iter().flatten().any(|cell| cell.marks.contains(&Mark::Required));
    let Some(cell) = cell else { return marked.then_some(true) };
    let words = required(&cell.text);
    if words.is_none() && !marked && !matches!(plain(&cell.text).as_str(), "" | "-") {
        let message = format!("`{}` of `{}` says neither required nor optional", short(&cell.text), short(field));
        warnings.add(Kind::RequiredWords, line, message);
    }
    words.or_else(|| marked.then_some(true))
}

/// Reads the description of a row, which may be cut over several cells.
fn describe(field: &mut Field, cells: &[(Column, &Cell)], warnings: &mut Warnings) {
    let descriptions = cells.iter().filter(|(column, _)| matches!(column, Column::Description | Column::Other));
    for (_, cell) in descriptions {
        let Description { lead, parts } = cut(cell);
        add_prose(field, lead);
        field
            .values
            .extend(cell.values().map(|(key, prose)| EnumValue { value: key.to_owned(), prose: prose.to_owned() }));
        field.scopes.extend(scopes::marked(cell));
        for (label, words, value) in parts {
            part(field, label, words, value, warnings);
        }
        field.deprecated |= is_retired(&cell.text);
    }
    split_numbers(field);
    check_values(field, warnings);
}

/// Reads a labelled part of a description.
fn part(field: &mut Field, label: Label, words: &str, text: &str, warnings: &mut Warnings) {
    match label {
        Label::Example => {
            let (words, rest) = worded(text, &field.kind);
            add_prose(field, rest);
            field.example = example(words, field, warnings).or_else(|| field.example.take());
        }
        Label::Default => {
            let (words, rest) = worded(text, &field.kind);
            add_prose(field, rest);
            field.default = default(words, field, warnings).or_else(|| field.default.take());
        }
        Label::Values if field.values.is_empty() => {
            let (found, rest) = values::items(text);
            field.values = found;
            for line in rest {
                add_prose(field, line);
            }
        }
        Label::Rules => limits::read(words, text, &field.kind.clone(), field.line, &mut field.limits, warnings),
        Label::Scopes if field.scopes.is_empty() => {
            field.scopes = scopes::in_text(text);
            if field.scopes.is_empty() {
                warnings.add(
                    Kind::ScopeWords,
                    field.line,
                    format!("no scope for `{}` in `{}`", field.name, short(text)),
                );
                add_prose(field, text);
            }
        }
        Label::Fixed => {
            let (words, rest) = worded(text, &field.kind);
            add_prose(field, rest);
            field.values.push(EnumValue { value: plain(words).trim_matches('"').to_owned(), prose: String::new() });
        }
        Label::Values | Label::Scopes => add_prose(field, text),
    }
}

fn add_prose(field: &mut Field, text: &str) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    if !field.prose.is_empty() {
        field.prose.push('\n');
    }
    field.prose.push_str(text);
}

/// The words of a value at the start of a text, and what follows. A value ends with its line, unless it is JSON over several.
fn worded<'a>(text: &'a str, kind: &FieldType) -> (&'a str, &'a str) {
    const MOST_LINES: usize = 100;
    const LONGEST: usize = 20_000;
    let ends = text.match_indices('\n').map(|(at, _)| at).chain([text.len()]).take_while(|end| *end < LONGEST);
    if text.starts_with(['{', '[']) && !matches!(kind, FieldType::String) {
        for end in ends.take(MOST_LINES) {
            let words = text.get(..end).unwrap_or_default();
            if words.ends_with(['}', ']']) && values::json(words).is_some() {
                return (words, text.get(end..).unwrap_or_default());
            }
        }
    }
    text.split_once('\n').unwrap_or((text, ""))
}

fn example(words: &str, field: &Field, warnings: &mut Warnings) -> Option<Worded> {
    if values::is_nothing(words) {
        return None;
    }
    let value = values::value(words, &field.kind);
    if value.is_none() && field.kind != FieldType::File {
        let message = format!("`{}` is no {} for `{}`", short(words), short(&field.type_words), short(&field.name));
        warnings.add(Kind::ExampleWords, field.line, message);
    }
    Some(Worded { words: words.trim().to_owned(), value })
}

fn default(words: &str, field: &Field, warnings: &mut Warnings) -> Option<Worded> {
    let words = words.trim();
    if words.is_empty() {
        return None;
    }
    if values::is_nothing(words) {
        return Some(Worded { words: words.to_owned(), value: None });
    }
    let value = values::value(core(words), &field.kind);
    let fits = value.as_ref().is_some_and(|value| !value.as_str().is_some_and(|text| text.contains(['，', '。', '`'])));
    if !fits {
        let message = format!("`{}` is no {} for `{}`", short(words), short(&field.type_words), short(&field.name));
        warnings.add(Kind::DefaultWords, field.line, message);
    }
    Some(Worded { words: words.to_owned(), value: value.filter(|_| fits) })
}

/// The value that words start with: in code, or up to a stop.
fn core(words: &str) -> &str {
    if let Some((code, _)) = words.strip_prefix('`').and_then(|rest| rest.split_once('`')) {
        return code;
    }
    words.split(['，', '。', '（', '；']).next().unwrap_or(words).trim()
}

/// Warns of values that are empty, stand twice, or do not fit the type.
fn check_values(field: &Field, warnings: &mut Warnings) {
    let mut seen = std::collections::HashSet::new();
    let is_int = *field.kind.innermost() == FieldType::Int;
    for value in &field.values {
        let problem = if value.value.is_empty() {
            "is empty"
        } else if !seen.insert(value.value.as_str()) {
            "stands twice"
        } else if is_int && value.value.parse::<i64>().is_err() {
            "is no whole number"
        } else {
            continue;
        };
        let message = format!("the value `{}` of `{}` {problem}", short(&value.value), short(&field.name));
        warnings.add(Kind::EnumValue, field.line, message);
    }
}
