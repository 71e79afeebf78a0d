//! Whether a value fits a field.

use regex_lite::Regex;
use serde_json::{Number, Value};

use super::model::{Field, Values};
use crate::check::formats::mismatch;
use crate::check::misfit::compare;
use crate::spec::TypeExpr;

/// Whether a value could be the default or the example of a field. Values with `null` in them cannot be written.
pub(crate) fn fits(value: &Value, field: &Field) -> bool {
    let items = match (field.items, value) {
        (Some(items), Value::Array(values)) => items.contains(values.len() as u64),
        _ => true,
    };
    items && of_type(value, &field.kind, field)
}

fn of_type(value: &Value, kind: &TypeExpr, field: &Field) -> bool {
    match (kind, value) {
        (TypeExpr::Any, _) => has_no_null(value),
        (TypeExpr::Bool, Value::Bool(_)) => true,
        (TypeExpr::String, Value::String(text)) => of_text(text, field),
        (TypeExpr::Int, Value::Number(number)) => number.is_i64() && of_number(number, field),
        (TypeExpr::Float, Value::Number(number)) => of_number(number, field),
        (TypeExpr::List(inner), Value::Array(values)) => values.iter().all(|value| of_type(value, inner, field)),
        (TypeExpr::Map(inner), Value::Object(values)) => values.values().all(|value| of_type(value, inner, field)),
        (TypeExpr::Object, Value::Object(values)) => values.iter().all(|(name, value)| {
            field.fields.iter().find(|inner| inner.name == *name).is_some_and(|inner| fits(value, inner))
        }),
        _ => false,
    }
}

fn has_no_null(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(values) => values.iter().all(has_no_null),
        Value::Object(values) => values.values().all(has_no_null),
        _ => true,
    }
}

fn of_text(text: &str, field: &Field) -> bool {
    if let Some(Values::Strings(values)) = &field.values {
        return values.iter().any(|known| known.value == text);
    }
    let count = text.chars().count() as u64;
    field.len.is_none_or(|len| len.contains(count))
        && field.pattern.as_ref().is_none_or(|pattern| Regex::new(pattern).is_ok_and(|regex| regex.is_match(text)))
        && field.format.is_none_or(|format| mismatch(text, format).is_none())
}

fn of_number(number: &Number, field: &Field) -> bool {
    if let Some(Values::Ints(values)) = &field.values {
        return values.iter().any(|known| number.as_i64() == Some(known.value));
    }
    field.min.as_ref().is_none_or(|min| compare(number, min).is_ge())
        && field.max.as_ref().is_none_or(|max| compare(number, max).is_le())
}
