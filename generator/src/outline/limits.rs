//! Limits.

use regex_lite::Regex;
use serde_json::Number;

use super::model::{Doubts, Field};
use crate::check::misfit::compare;
use crate::diagnostic::shorten;
use crate::page::facts::{Bounds, Limits};
use crate::spec::{Range, TypeExpr};

/// Takes the limits of a field that go with its type and can be kept. Of an enumeration they say nothing, and none are taken.
pub(super) fn settle(field: &mut Field, limits: &Limits, doubts: &mut Doubts) {
    for words in &limits.other {
        field.prose.push_str("\n- ");
        field.prose.push_str(words);
    }
    let plain = field.values.is_none();
    let number = plain && matches!(field.kind, TypeExpr::Int | TypeExpr::Float);
    if let Some(len) = limits.len.as_ref().filter(|_| plain) {
        field.len =
            range(len).filter(|_| field.kind == TypeExpr::String).or_else(|| refuse(field, "length", len, doubts));
    }
    if let Some(items) = &limits.items {
        let list = matches!(field.kind, TypeExpr::List(_));
        field.items = range(items).filter(|_| list).or_else(|| refuse(field, "number of elements", items, doubts));
    }
    if let Some(value) = limits.value.as_ref().filter(|_| plain) {
        match bounds(value, &field.kind).filter(|_| number) {
            Some((min, max)) => (field.min, field.max) = (min, max),
            None => drop(refuse::<()>(field, "range", value, doubts)),
        }
    }
    if let Some(pattern) = limits.pattern.as_ref().filter(|_| plain) {
        match pattern_of(pattern).filter(|_| field.kind == TypeExpr::String) {
            Some(pattern) => field.pattern = Some(pattern),
            None => doubts.add(
                field.line,
                format!("the pattern `{}` of `{}` is left out", shorten(pattern), shorten(&field.name)),
            ),
        }
    }
}

fn refuse<T>(field: &Field, what: &str, bounds: &Bounds, doubts: &mut Doubts) -> Option<T> {
    let end = |end: &Option<String>| end.as_deref().map(shorten).unwrap_or_default();
    let words = format!("{}..{}", end(&bounds.min), end(&bounds.max));
    doubts.add(
        field.line,
        format!("the {what} `{words}` of `{}`, a `{}`, is left out", shorten(&field.name), field.kind),
    );
    None
}

fn range(bounds: &Bounds) -> Option<Range> {
    let end = |end: &Option<String>| end.as_ref().map(|digits| digits.parse::<u64>()).transpose().ok();
    let range = Range { min: end(&bounds.min)?, max: end(&bounds.max)? };
    range.to_string().parse().ok()
}

/// Least and greatest number; numbers that are whole are written so.
fn bounds(bounds: &Bounds, kind: &TypeExpr) -> Option<(Option<Number>, Option<Number>)> {
    let end = |end: &Option<String>| end.as_ref().map(|digits| number(digits, kind).ok_or(())).transpose().ok();
    let (min, max) = (end(&bounds.min)?, end(&bounds.max)?);
    let empty = min.as_ref().zip(max.as_ref()).is_some_and(|(min, max)| compare(min, max).is_gt());
    (!empty && (min.is_some() || max.is_some())).then_some((min, max))
}

fn number(digits: &str, kind: &TypeExpr) -> Option<Number> {
    let whole = digits
        .split_once('.')
        .map_or(digits, |(whole, rest)| if rest.bytes().all(|byte| byte == b'0') { whole } else { digits });
    let number: Number = whole.parse::<i64>().map(Number::from).ok().or_else(|| digits.parse().ok())?;
    let fits = number.is_i64() || (*kind == TypeExpr::Float && number.as_f64().is_some_and(f64::is_finite));
    fits.then_some(number)
}

/// A pattern that can be checked.
fn pattern_of(words: &str) -> Option<String> {
    let words = words.trim();
    let on_one_line = !words.is_empty() && !words.contains(char::is_control);
    (on_one_line && Regex::new(words).is_ok()).then(|| words.to_owned())
}
