//! Mappings and lists on one line.

use super::super::tree::{List, Mapping, Notes, Value};
use super::LONG_KEY;
use super::order::{Rules, element};
use super::scalar::{self, Context};
use crate::load::grammar::Shape;

/// A mapping or list on one line; `None` where it does not go there, whatever its length.
pub(super) fn printed(value: &Value, shape: Option<&'static Shape>) -> Option<String> {
    match value {
        Value::Text(text) => Some(scalar::printed(text, Context::Line)),
        Value::Plain(text) => Some(text.clone()),
        Value::Mapping(mapping) => printed_mapping(mapping, shape),
        Value::List(list) => printed_list(list, shape),
    }
}

fn printed_mapping(mapping: &Mapping, shape: Option<&'static Shape>) -> Option<String> {
    let rules = Rules::of(shape);
    if mapping.entries.is_empty() {
        return Some("{}".to_owned());
    }
    if !rules.may_be_a_line() || !mapping.foot.is_empty() {
        return None;
    }
    let is_json = matches!(rules, Rules::Free);
    let mut parts = Vec::new();
    for entry in &mapping.entries {
        if has_comments(&entry.notes) || !(is_json || is_simple(&entry.value)) {
            return None;
        }
        let key = rules.key(&entry.key, Context::Line);
        if key.len() >= LONG_KEY {
            return None;
        }
        parts.push(format!("{key}: {}", printed(&entry.value, rules.shape(&entry.key))?));
    }
    Some(format!("{{{}}}", parts.join(", ")))
}

fn printed_list(list: &List, shape: Option<&'static Shape>) -> Option<String> {
    if list.items.is_empty() {
        return Some("[]".to_owned());
    }
    let of = element(shape);
    if matches!(of, Some(Shape::Object(_))) || !list.foot.is_empty() {
        return None;
    }
    let is_noted = list.items.iter().any(|item| has_comments(&item.notes));
    let parts = (!is_noted).then(|| list.items.iter().map(|item| printed(&item.value, of)))?;
    Some(format!("[{}]", parts.collect::<Option<Vec<_>>>()?.join(", ")))
}

/// Whether a value goes on the line of a mapping with fixed keys: a text without line breaks, a number, a list of such.
fn is_simple(value: &Value) -> bool {
    match value {
        Value::Text(text) => !text.contains('\n'),
        Value::Plain(_) => true,
        Value::List(list) => {
            list.items.iter().all(|item| !matches!(item.value, Value::List(_)) && is_simple(&item.value))
        }
        Value::Mapping(mapping) => mapping.entries.is_empty(),
    }
}

fn has_comments(notes: &Notes) -> bool {
    notes.beside.is_some() || notes.before.iter().any(|line| *line != super::super::tree::Line::Blank)
}
