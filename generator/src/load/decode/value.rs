//! Single values, lists and mappings of free names.

use std::borrow::Cow;
use std::collections::HashSet;
use std::str::FromStr;

use serde_json::{Map, Number, Value};

use crate::load::node::{Kind, Node};
use crate::load::scalar::{Resolved, resolve};
use crate::source::Spanned;
use crate::spec::Entries;

/// The text of a scalar that is text.
pub(super) fn text_of<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match &node.kind {
        Kind::Scalar(scalar) if resolve(scalar) == Resolved::Text && !scalar.text.trim().is_empty() => {
            Some(&scalar.text)
        }
        _ => None,
    }
}

pub(super) fn text(node: &Node) -> Option<Spanned<String>> {
    text_of(node).map(|text| Spanned::new(text.to_owned(), node.span))
}

/// A value in a small notation, or one of some words.
pub(super) fn parsed<T: FromStr>(node: &Node) -> Option<Spanned<T>> {
    word(node, |text| text.parse().ok())
}

/// A value that a function makes of a text.
pub(super) fn word<T>(node: &Node, read: impl Fn(&str) -> Option<T>) -> Option<Spanned<T>> {
    read(text_of(node)?).map(|value| Spanned::new(value, node.span))
}

pub(super) fn flag(node: &Node) -> Option<Spanned<bool>> {
    match &node.kind {
        Kind::Scalar(scalar) => match resolve(scalar) {
            Resolved::Bool(value) => Some(Spanned::new(value, node.span)),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn number(node: &Node) -> Option<Spanned<Number>> {
    match &node.kind {
        Kind::Scalar(scalar) => match resolve(scalar) {
            Resolved::Number(value) => Some(Spanned::new(value, node.span)),
            _ => None,
        },
        _ => None,
    }
}

/// A whole number that fits a type.
pub(super) fn int<T: TryFrom<i64>>(node: &Node) -> Option<Spanned<T>> {
    let number = number(node)?;
    let value = T::try_from(number.as_i64()?).ok()?;
    Some(Spanned::new(value, node.span))
}

pub(super) fn json(node: &Node) -> Option<Spanned<Value>> {
    json_value(node).map(|value| Spanned::new(value, node.span))
}

fn json_value(node: &Node) -> Option<Value> {
    match &node.kind {
        Kind::Hole => None,
        Kind::Sequence(nodes) => nodes.iter().map(json_value).collect::<Option<_>>().map(Value::Array),
        Kind::Mapping { pairs, .. } => {
            let entries =
                pairs.iter().map(|pair| Some((pair.key.scalar.text.clone().into_owned(), json_value(&pair.value)?)));
            entries.collect::<Option<Map<_, _>>>().map(Value::Object)
        }
        Kind::Scalar(scalar) => match resolve(scalar) {
            Resolved::Text => Some(Value::String(scalar.text.clone().into_owned())),
            Resolved::Bool(value) => Some(Value::Bool(value)),
            Resolved::Number(value) => Some(Value::Number(value)),
            Resolved::Null | Resolved::HugeNumber | Resolved::Ambiguous(_) => None,
        },
    }
}

/// The sound elements of a list.
pub(super) fn list<T>(node: &Node, read: impl Fn(&Node) -> Option<T>) -> Vec<T> {
    match &node.kind {
        Kind::Sequence(nodes) => nodes.iter().filter_map(read).collect(),
        _ => Vec::new(),
    }
}

/// The sound elements of a list, or the value itself.
pub(super) fn one_or_list<T>(node: &Node, read: impl Fn(&Node) -> Option<T>) -> Vec<T> {
    match &node.kind {
        Kind::Sequence(_) => list(node, read),
        _ => read(node).into_iter().collect(),
    }
}

/// The sound entries of a mapping; the first of several with the same name.
pub(super) fn entries<T>(node: &Node, read: impl Fn(&Node) -> Option<T>) -> Entries<T> {
    let mut seen: HashSet<&Cow<str>> = HashSet::new();
    let mut entries = Entries::default();
    for pair in node.pairs() {
        if seen.insert(&pair.key.scalar.text)
            && let Some(value) = read(&pair.value)
        {
            entries.push(pair.key.to_spanned(), value);
        }
    }
    entries
}

/// The sound entries of a mapping from numbers.
pub(super) fn int_entries<T>(node: &Node, read: impl Fn(&Node) -> Option<T>) -> Vec<(Spanned<i64>, T)> {
    let mut seen = HashSet::new();
    let entry = |pair: &crate::load::node::Pair| {
        let Resolved::Number(number) = resolve(&pair.key.scalar) else { return None };
        let key = number.as_i64().filter(|key| seen.insert(*key))?;
        Some((Spanned::new(key, pair.key.span), read(&pair.value)?))
    };
    node.pairs().iter().filter_map(entry).collect()
}

/// Whether a node is a mapping; everything that is decoded from a mapping needs one.
pub(super) fn is_mapping(node: &Node) -> bool {
    matches!(node.kind, Kind::Mapping { .. })
}
