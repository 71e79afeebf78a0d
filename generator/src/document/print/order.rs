//! What the notation's tables say about printing: the order of fixed keys, and what is kept apart.

use super::super::tree::{Entry, Mapping, Value};
use super::scalar::{self, Context};
use crate::load::FileKind;
use crate::load::grammar::{Layout, Names, Object, Shape};

/// How the entries of a mapping are printed.
pub(super) enum Rules {
    /// Keys with a fixed order.
    Fixed(&'static Object),
    /// Free names.
    Entries(&'static Names, &'static Shape),
    /// Any value of JSON.
    Free,
}

impl Rules {
    /// The rules of the top of a file.
    pub(super) fn of_file(kind: &FileKind) -> Self {
        Self::Fixed(kind.grammar())
    }

    /// The rules of a mapping of some shape.
    pub(super) fn of(shape: Option<&'static Shape>) -> Self {
        match shape {
            Some(Shape::Object(object)) => Self::Fixed(object),
            Some(Shape::Entries(names, of, _)) => Self::Entries(names, of),
            _ => Self::Free,
        }
    }

    /// Puts fixed keys into their order.
    pub(super) fn sort(&self, mapping: &mut Mapping) {
        if let Self::Fixed(object) = self {
            let place = |name: &str| object.keys.iter().position(|key| key.name == name).unwrap_or(usize::MAX);
            mapping.entries.sort_by_key(|entry| place(&entry.key));
        }
    }

    /// The shape of what stands under a key.
    pub(super) fn shape(&self, key: &str) -> Option<&'static Shape> {
        match self {
            Self::Fixed(object) => object.keys.iter().find(|known| known.name == key).map(|known| &known.shape),
            Self::Entries(_, of) => Some(of),
            Self::Free => None,
        }
    }

    /// A key as it is printed.
    pub(super) fn key(&self, key: &str, context: Context) -> String {
        match self {
            Self::Entries(Names::Integers, _) => key.to_owned(),
            _ => scalar::printed(key, context),
        }
    }

    /// Whether an entry has a blank line before and behind it.
    pub(super) fn is_apart(&self, entry: &Entry) -> bool {
        match self {
            Self::Fixed(object) if object.layout == Layout::File => is_collection(&entry.value),
            Self::Entries(_, Shape::Object(object)) => object.layout == Layout::Apart,
            _ => false,
        }
    }

    /// Whether blank lines between entries are kept.
    pub(super) fn keeps_blanks(&self) -> bool {
        match self {
            Self::Fixed(object) => object.layout != Layout::Line,
            Self::Entries(..) => true,
            Self::Free => false,
        }
    }

    /// Whether a mapping may go on one line.
    pub(super) fn may_be_a_line(&self) -> bool {
        match self {
            Self::Fixed(object) => object.layout == Layout::Line,
            Self::Entries(..) => false,
            Self::Free => true,
        }
    }
}

/// The shape of the elements of a list.
pub(super) fn element(shape: Option<&'static Shape>) -> Option<&'static Shape> {
    match shape {
        Some(Shape::List(of, _) | Shape::OneOrList(of)) => Some(of),
        _ => None,
    }
}

fn is_collection(value: &Value) -> bool {
    match value {
        Value::Mapping(mapping) => !mapping.entries.is_empty(),
        Value::List(list) => !list.items.is_empty(),
        Value::Text(_) | Value::Plain(_) => false,
    }
}
