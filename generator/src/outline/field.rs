//! One field.

use serde_json::Value;

use super::fields::{Part, list, rows_of};
use super::fit::fits;
use super::model::{Doubts, Field};
use super::samples::is_secret;
use super::{formats, kinds, limits, scopes, values};
use crate::diagnostic::shorten;
use crate::load::grammar::is_wire_name;
use crate::page::facts::{self, Worded};
use crate::spec::TypeExpr;

/// The outline of a field; `None` where it has no name that a field can have.
pub(super) fn of(row: &facts::Field, part: Part, doubts: &mut Doubts) -> Option<Field> {
    let Some(name) = name(row, doubts) else {
        let text = format!("`{}` cannot be the name of a field; the row is left out", shorten(&row.name));
        doubts.add_rows(row.line, text, rows_of(row));
        return None;
    };
    let mut field = Field {
        name,
        type_name: kinds::name_of(&row.kind),
        deprecated: row.deprecated,
        prose: row.prose.clone(),
        fields: list(row.fields.iter().collect(), part.inside(), doubts),
        ..kinds::bare(row.line, kinds::of(&row.kind))
    };
    kinds::settle_fields(&mut field, doubts);
    kinds::settle_place(&mut field, part, doubts);
    values::settle(&mut field, &row.values, doubts);
    limits::settle(&mut field, &row.limits, doubts);
    settle_example(&mut field, row.example.as_ref(), doubts);
    settle_need(&mut field, row, part, doubts);
    settle_scopes(&mut field, row, part, doubts);
    Some(field)
}

/// The name of a row. One that is broken over the line, or has a blank in it, is mended where that is certain.
fn name(row: &facts::Field, doubts: &mut Doubts) -> Option<String> {
    if is_name(&row.name) {
        return Some(row.name.clone());
    }
    let first = row.name.lines().next().unwrap_or_default();
    let joined: String = first.chars().filter(|char| !char.is_whitespace()).collect();
    if !is_name(&joined) || !joined.is_ascii() {
        return None;
    }
    doubts.add(row.line, format!("the name `{}` became `{joined}`", shorten(&row.name)));
    Some(joined)
}

fn is_name(name: &str) -> bool {
    let separator = |char: char| matches!(char, '、' | '，' | ',' | '/' | '∟' | '└');
    is_wire_name(name) && !name.contains(separator) && name.chars().count() <= 128
}

/// The example, and the format that it has to agree with.
fn settle_example(field: &mut Field, example: Option<&Worded>, doubts: &mut Doubts) {
    let shown = *field.kind.innermost() != TypeExpr::File && !is_secret(&field.name);
    let Some(example) = example.filter(|_| shown) else {
        field.format = field.format.or_else(|| formats::of(field));
        return;
    };
    let format = field.format.take();
    field.example = example.value.clone().filter(|value| is_short(value) && fits(value, field));
    field.format = format.or_else(|| formats::of(field));
    let kept = field.example.as_ref().is_some_and(|value| fits(value, field));
    if !kept {
        field.example = None;
        let words = shorten(&example.words);
        doubts
            .add(field.line, format!("the example `{words}` does not fit `{}`, and is left out", shorten(&field.name)));
    }
}

/// Whether a value is short enough to stand in a spec.
fn is_short(value: &Value) -> bool {
    const LONGEST: usize = 4000;
    value.to_string().len() <= LONGEST
}

/// Whether it must be given, and what holds if not.
fn settle_need(field: &mut Field, row: &facts::Field, part: Part, doubts: &mut Doubts) {
    if part == Part::Answer {
        return;
    }
    field.required = part != Part::Params && row.required == Some(true);
    let Some(default) = &row.default else { return };
    // No value: words such as "empty", or words that the reader warned of.
    let Some(value) = &default.value else { return };
    let why = if part == Part::Params || field.required {
        "what is required has no default"
    } else if !fits(value, field) {
        "it does not fit"
    } else {
        field.default = Some(value.clone());
        return;
    };
    let words = shorten(&default.words);
    doubts.add(field.line, format!("the default `{words}` of `{}` is left out: {why}", shorten(&field.name)));
}

/// The scopes that make the server return it; what a request says of scopes is settled with those of the operation.
fn settle_scopes(field: &mut Field, row: &facts::Field, part: Part, doubts: &mut Doubts) {
    if part == Part::Answer {
        field.scopes = scopes::names(&row.scopes, row.line, doubts);
    }
}
