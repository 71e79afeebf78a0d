//! Why a value does not fit a field: its type, its enumeration, its limits.
//!
//! Answers the question for one value; which values are asked about is for the caller to say.

use std::cmp::Ordering;

use regex_lite::Regex;
use serde_json::{Number, Value};

use super::formats;
use super::text::{listed, names};
use crate::diagnostic::{nearest, shorten};
use crate::source::{Span, Spanned};
use crate::spec::{Effective, Entries, EnumValue, Field, Place, TypeDef, TypeExpr, TypeKind};

/// Why a value does not fit.
#[derive(Debug)]
pub(super) struct Misfit {
    /// The part of the value that does not fit, such as `[0].name`; empty where it is all of it.
    pub(super) part: String,
    /// The reason, as the end of a sentence that starts with the value's name.
    pub(super) reason: String,
    /// The limit that it does not keep, if it is one.
    pub(super) limit: Option<Span>,
    /// What to do.
    pub(super) help: String,
}

/// The first reason why a value does not fit a field, if there is one.
pub(super) fn misfit(value: &Value, field: &Effective) -> Option<Misfit> {
    let (ty, place) = field.ty()?;
    of_type(value, &ty.value, place, field).or_else(|| of_items(value, field))
}

fn of_type(value: &Value, ty: &TypeExpr, place: Place, field: &Effective) -> Option<Misfit> {
    match (ty, value) {
        (TypeExpr::Any, _) | (TypeExpr::Bool, Value::Bool(_)) => None,
        (TypeExpr::String, Value::String(text)) => of_text(text, field),
        (TypeExpr::Int, Value::Number(number)) if number.is_i64() => of_number(number, field),
        (TypeExpr::Float, Value::Number(number)) => of_number(number, field),
        (TypeExpr::List(inner), Value::Array(values)) => {
            let mut misfits =
                values.iter().enumerate().filter_map(|(at, value)| Some((at, of_type(value, inner, place, field)?)));
            misfits.next().map(|(at, misfit)| within(&format!("[{at}]"), misfit))
        }
        (TypeExpr::Map(inner), Value::Object(values)) => {
            let mut misfits =
                values.iter().filter_map(|(key, value)| Some((key, of_type(value, inner, place, field)?)));
            misfits.next().map(|(key, misfit)| within(&format!(".{}", shorten(key)), misfit))
        }
        (TypeExpr::Object, Value::Object(values)) => {
            field.fields().and_then(|(fields, place)| of_fields(values, fields, place))
        }
        (TypeExpr::Named(path), _) => {
            place.type_def(path).and_then(|found| of_named(value, &found.entry.value, found.place))
        }
        _ => Some(wrong_type(value, ty)),
    }
}

/// A misfit of a part of the value.
fn within(part: &str, misfit: Misfit) -> Misfit {
    Misfit { part: format!("{part}{}", misfit.part), ..misfit }
}

fn wrong_type(value: &Value, ty: &TypeExpr) -> Misfit {
    let help = match (ty, value) {
        (TypeExpr::String, Value::Number(_) | Value::Bool(_)) => format!("put it between quotes: `\"{value}\"`"),
        (TypeExpr::Int | TypeExpr::Float, Value::String(text)) if text.parse::<f64>().is_ok() => {
            "leave the quotes out, or make the type `string` if the page does".to_owned()
        }
        (TypeExpr::List(_), _) => "put it between brackets: `[…]`".to_owned(),
        (TypeExpr::File, _) => "leave it out; files have no value that could be written here".to_owned(),
        _ => "correct the value or the type".to_owned(),
    };
    Misfit { part: String::new(), reason: format!("is {}, not of type `{ty}`", described(value)), limit: None, help }
}

/// What a value is, for messages.
fn described(value: &Value) -> String {
    match value {
        Value::Null => "`null`".to_owned(),
        Value::Bool(_) => format!("the boolean `{value}`"),
        Value::Number(_) => format!("the number `{value}`"),
        Value::String(text) => format!("the string `{}`", shorten(text)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn of_text(text: &str, field: &Effective) -> Option<Misfit> {
    if let Some(values) = field.enum_() {
        return of_enum(text, values);
    }
    let too_long = || {
        let len = field.len()?;
        let count = text.chars().count();
        let reason = format!("has {count} characters, not `{}`", len.value);
        (!len.value.contains(count as u64)).then(|| broken(reason, len))
    };
    let unmatched = || {
        let pattern = field.pattern()?;
        let regex = Regex::new(pattern).ok()?;
        (!regex.is_match(text)).then(|| broken("does not match the pattern".to_owned(), pattern))
    };
    let other_format = || {
        let format = field.format()?;
        let expected = formats::mismatch(text, format.value)?;
        Some(broken(format!("is not {expected}"), format))
    };
    too_long().or_else(unmatched).or_else(other_format)
}

fn broken<T>(reason: String, limit: &Spanned<T>) -> Misfit {
    Misfit { part: String::new(), reason, limit: Some(limit.span), help: "correct the value or the limit".to_owned() }
}

fn of_number(number: &Number, field: &Effective) -> Option<Misfit> {
    if let Some(values) = field.enum_int() {
        return of_enum_int(number, values);
    }
    let below = field.min().filter(|min| compare(number, min) == Ordering::Less);
    let above = field.max().filter(|max| compare(number, max) == Ordering::Greater);
    let below = below.map(|min| broken(format!("is less than {}", min.value), min));
    below.or_else(|| above.map(|max| broken(format!("is greater than {}", max.value), max)))
}

/// Compares exactly where both are whole.
pub(crate) fn compare(a: &Number, b: &Number) -> Ordering {
    match (a.as_i128(), b.as_i128()) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => a.as_f64().partial_cmp(&b.as_f64()).unwrap_or(Ordering::Equal),
    }
}

/// The number of elements of a list.
fn of_items(value: &Value, field: &Effective) -> Option<Misfit> {
    let (items, values) = (field.items()?, value.as_array()?);
    let reason = format!("has {} elements, not `{}`", values.len(), items.value);
    (!items.value.contains(values.len() as u64)).then(|| broken(reason, items))
}

fn of_named(value: &Value, ty: &TypeDef, place: Place) -> Option<Misfit> {
    match (&ty.kind, value) {
        (TypeKind::Object(fields), Value::Object(values)) => of_fields(values, fields, place),
        (TypeKind::Object(_), _) => Some(wrong_type(value, &TypeExpr::Object)),
        (TypeKind::Enum(values), Value::String(text)) => of_enum(text, values),
        (TypeKind::Enum(_), _) => Some(wrong_type(value, &TypeExpr::String)),
        (TypeKind::EnumInt(values), Value::Number(number)) => of_enum_int(number, values),
        (TypeKind::EnumInt(_), _) => Some(wrong_type(value, &TypeExpr::Int)),
    }
}

fn of_fields(values: &serde_json::Map<String, Value>, fields: &Entries<Field>, place: Place) -> Option<Misfit> {
    values.iter().find_map(|(key, value)| match fields.get(key) {
        Some(field) => {
            misfit(value, &Effective::new(field, place)).map(|misfit| within(&format!(".{}", shorten(key)), misfit))
        }
        None => Some(Misfit {
            part: String::new(),
            reason: format!("has a field `{}` that its type does not know", shorten(key)),
            limit: None,
            help: meant(nearest(key, names(fields)), "remove it from the value, or add it to the type"),
        }),
    })
}

fn of_enum(text: &str, values: &Entries<EnumValue>) -> Option<Misfit> {
    if values.get(text).is_some() {
        return None;
    }
    let known = listed(names(values).take(SHOWN));
    let help =
        meant(nearest(text, names(values)), &format!("write one of {known}, or add the value to the enumeration"));
    Some(Misfit {
        part: String::new(),
        reason: format!("is `{}`, which the enumeration does not have", shorten(text)),
        limit: None,
        help,
    })
}

fn of_enum_int(number: &Number, values: &[(Spanned<i64>, EnumValue)]) -> Option<Misfit> {
    if values.iter().any(|(known, _)| number.as_i64() == Some(known.value)) {
        return None;
    }
    let known: Vec<String> = values.iter().take(SHOWN).map(|(value, _)| value.to_string()).collect();
    let help =
        format!("write one of {}, or add the value to the enumeration", listed(known.iter().map(String::as_str)));
    Some(Misfit {
        part: String::new(),
        reason: format!("is `{number}`, which the enumeration does not have"),
        limit: None,
        help,
    })
}

/// How many values of an enumeration a message lists.
const SHOWN: usize = 12;

fn meant(nearest: Option<&str>, otherwise: &str) -> String {
    super::text::did_you_mean(nearest, || otherwise.to_owned())
}
