//! Values of enumerations.

use std::fmt::Write as _;

use super::model::{Doubts, EnumValue, Field, Values};
use crate::diagnostic::shorten;
use crate::page::facts;
use crate::spec::TypeExpr;

/// The longest value that is one, in characters.
const LONGEST: usize = 80;

/// Takes the values of a field. Those of a flag say in words what `true` and `false` mean, and belong to its prose.
pub(super) fn settle(field: &mut Field, values: &[facts::EnumValue], doubts: &mut Doubts) {
    if values.is_empty() {
        return;
    }
    match field.kind.innermost() {
        TypeExpr::String => field.values = strings(field, values, doubts),
        TypeExpr::Int => field.values = ints(field, values, doubts),
        TypeExpr::Bool => add_to_prose(field, values),
        _ => {
            doubts.add(
                field.line,
                format!("`{}` has values, but is no string and no whole number", shorten(&field.name)),
            );
            add_to_prose(field, values);
        }
    }
    if field.values.is_none() && matches!(field.kind.innermost(), TypeExpr::String | TypeExpr::Int) {
        add_to_prose(field, values);
    }
}

fn add_to_prose(field: &mut Field, values: &[facts::EnumValue]) {
    for value in values {
        let _ = write!(field.prose, "\n- {}: {}", value.value, value.prose);
    }
}

fn strings(field: &Field, values: &[facts::EnumValue], doubts: &mut Doubts) -> Option<Values> {
    let mut out: Vec<EnumValue<String>> = Vec::with_capacity(values.len());
    for value in values {
        let text = value.value.trim().trim_matches('*');
        if !is_value(text) {
            doubts.add(
                field.line,
                format!("`{}` is no enumeration: `{}` is no value", shorten(&field.name), shorten(text)),
            );
            return None;
        }
        push(&mut out, text.to_owned(), value.prose.clone(), field, doubts);
    }
    Some(Values::Strings(out))
}

/// Whether a text can be a value, rather than a remark among values.
fn is_value(text: &str) -> bool {
    let odd = |char: char| char.is_control() || matches!(char, '`' | '。' | '，' | '{' | '}' | '（' | '(');
    !text.is_empty() && text.chars().count() <= LONGEST && !text.contains(odd) && text.split(' ').count() <= 3
}

fn ints(field: &Field, values: &[facts::EnumValue], doubts: &mut Doubts) -> Option<Values> {
    let mut out: Vec<EnumValue<i64>> = Vec::with_capacity(values.len());
    for value in values {
        let text = value.value.trim().trim_matches('*');
        let (digits, rest) = text.split_once(' ').unwrap_or((text, ""));
        let Ok(number) = digits.parse() else {
            doubts.add(
                field.line,
                format!("`{}` is no enumeration: `{}` is no whole number", shorten(&field.name), shorten(text)),
            );
            return None;
        };
        let prose = format!("{rest} {}", value.prose).trim().to_owned();
        push(&mut out, number, prose, field, doubts);
    }
    Some(Values::Ints(out))
}

fn push<T: PartialEq + std::fmt::Display>(
    out: &mut Vec<EnumValue<T>>,
    value: T,
    prose: String,
    field: &Field,
    doubts: &mut Doubts,
) {
    match out.iter_mut().find(|known| known.value == value) {
        Some(known) => {
            doubts.add(
                field.line,
                format!("the value `{}` of `{}` stands twice", shorten(&value.to_string()), shorten(&field.name)),
            );
            known.prose.push('\n');
            known.prose.push_str(&prose);
        }
        None => out.push(EnumValue { value, prose }),
    }
}
