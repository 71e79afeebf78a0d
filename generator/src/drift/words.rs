//! Differences in words.

use std::fmt;

use serde_json::Value;

use super::difference::{Change, Difference};
use super::fields::kind_of;
use crate::spec::Fact;

/// The most values that are listed; of more, their number is told.
const MOST: usize = 12;

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = || self.place.rsplit('.').next().unwrap_or_default();
        match &self.change {
            Change::NewField(field) => {
                let required = if field.required { ", required" } else { "" };
                write!(f, "{}: only the page has this field (`{}`{required})", self.place, kind_of(field))
            }
            Change::GoneField => write!(f, "{}: only the spec has this field", self.place),
            Change::NewCode(found) => {
                let texts: Vec<_> = found.messages.iter().map(|text| quoted(text)).collect();
                let texts = if texts.is_empty() { "without a text".to_owned() } else { texts.join(", ") };
                write!(f, "error code {}: only the page lists it ({texts})", code())
            }
            Change::GoneCode => write!(f, "error code {}: only the spec lists it", code()),
            Change::Fact { fact, page, spec } => {
                if !self.place.is_empty() {
                    write!(f, "{}: ", self.place)?;
                }
                write!(f, "{}: ", fact.word())?;
                sides(f, *fact, page.as_ref(), spec.as_ref())
            }
        }
    }
}

fn sides(f: &mut fmt::Formatter<'_>, fact: Fact, page: Option<&Value>, spec: Option<&Value>) -> fmt::Result {
    if let (Some(Value::Array(page)), Some(Value::Array(spec))) = (page, spec)
        && !matches!(fact, Fact::Default | Fact::RateLimit)
    {
        return lists(f, page, spec);
    }
    let said = |side: Option<&Value>| match side {
        Some(said) => format!("says {}", value(said)),
        None => "says nothing".to_owned(),
    };
    write!(f, "the page {}, the spec {}", said(page), said(spec))
}

/// What one list has and the other lacks.
fn lists(f: &mut fmt::Formatter<'_>, page: &[Value], spec: &[Value]) -> fmt::Result {
    let only =
        |one: &[Value], other: &[Value]| one.iter().filter(|value| !other.contains(value)).cloned().collect::<Vec<_>>();
    let parts = [("page", only(page, spec)), ("spec", only(spec, page))];
    let parts = parts.iter().filter(|(_, values)| !values.is_empty());
    let parts: Vec<_> = parts.map(|(side, values)| format!("only the {side} has {}", listed(values))).collect();
    f.write_str(&parts.join(", "))
}

/// A value as people read it.
pub fn value(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(values) if values.is_empty() => "none".to_owned(),
        Value::Array(values) => listed(values),
        other => quoted(&other.to_string()),
    }
}

fn listed(values: &[Value]) -> String {
    let mut texts: Vec<String> = values.iter().take(MOST).map(value).collect();
    if values.len() > MOST {
        texts.push(format!("{} more", values.len() - MOST));
    }
    texts.join(", ")
}

/// A text in code marks, on one line and not too long.
fn quoted(text: &str) -> String {
    format!("`{}`", crate::diagnostic::shorten(text).replace('`', "'"))
}

/// The quirk that would say that a difference is meant, as a line of `quirks`, but for its reason.
pub fn suggestion(difference: &Difference) -> String {
    let text = |text: &str| Value::from(text).to_string();
    let mut parts = Vec::new();
    if !difference.place.is_empty() {
        parts.push(format!("at: {}", plain(&difference.place).unwrap_or_else(|| text(&difference.place))));
    }
    parts.extend(difference.fact().map(|fact| format!("fact: {}", fact.word())));
    parts.extend(difference.page().map(|page| format!("page: {page}")));
    parts.push("reason: …".to_owned());
    format!("- {{{}}}", parts.join(", "))
}

/// A text that YAML reads as it stands.
fn plain(text: &str) -> Option<String> {
    let sound = text.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '.' | '_' | '-'));
    sound.then(|| text.to_owned())
}
