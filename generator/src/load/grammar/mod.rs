//! The notation as data: which keys a mapping may have, what stands under them, and a sentence on each.
//!
//! One set of tables for the structural checks and for the JSON Schema, so that neither can drift from the other.
//! Knows no YAML and makes no diagnostics.

/// A key that may be left out. A macro, because a constant function could not borrow what it is given for ever.
macro_rules! optional {
    ($name:literal, $shape:expr, $about:literal $(,)?) => {
        crate::load::grammar::Key {
            name: $name,
            need: crate::load::grammar::Need::Optional,
            shape: $shape,
            about: $about,
        }
    };
}

/// A key that must stand.
macro_rules! required {
    ($name:literal, $shape:expr, $about:literal $(,)?) => {
        crate::load::grammar::Key {
            name: $name,
            need: crate::load::grammar::Need::Required,
            shape: $shape,
            about: $about,
        }
    };
}

mod chunked;
mod field;
mod file;
mod notation;
mod operation;
mod shared;

pub(crate) use file::{PLATFORM, RESOURCE, SCOPES, SHARED};
pub(crate) use notation::{Notation, is_page, is_path, is_scope, is_snake, is_wire_name};

/// A kind of mapping with fixed keys.
#[derive(Debug)]
pub(crate) struct Object {
    /// What it is called in messages, and in the JSON Schema.
    pub(crate) name: &'static str,
    /// What it is, in a sentence.
    pub(crate) about: &'static str,
    /// Its keys, in the order they should be written in.
    pub(crate) keys: &'static [Key],
    /// What holds between its keys.
    pub(crate) rules: &'static [Rule],
    /// How it is laid out.
    pub(crate) layout: Layout,
}

/// How a mapping with fixed keys is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// A whole file: a key on each line, blank lines around what has several.
    File,
    /// A key on each line, and a blank line between neighbours.
    Apart,
    /// A key on each line.
    Block,
    /// On one line where it fits and holds nothing but scalars and short lists.
    Line,
}

/// A key of a mapping.
#[derive(Debug)]
pub(crate) struct Key {
    /// The key itself.
    pub(crate) name: &'static str,
    /// Whether it must stand.
    pub(crate) need: Need,
    /// What stands under it.
    pub(crate) shape: Shape,
    /// What it means, in a sentence.
    pub(crate) about: &'static str,
}

/// Whether a key must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// It may be left out.
    Optional,
    /// It must stand.
    Required,
    /// It must stand unless another key does.
    Unless(&'static str),
}

/// What stands under a key.
#[derive(Debug)]
pub(crate) enum Shape {
    /// Text in some notation.
    Text(&'static Notation),
    /// `true` or `false`.
    Flag,
    /// A whole number within bounds.
    Int(i64, i64),
    /// Any number.
    Number,
    /// Any value that JSON can express, except `null`.
    Json,
    /// One of some words, each with a sentence on it.
    Word(&'static [(&'static str, &'static str)]),
    /// A list without repetitions.
    List(&'static Shape, Emptiness),
    /// One value, or a list of several.
    OneOrList(&'static Shape),
    /// A mapping with fixed keys.
    Object(&'static Object),
    /// A mapping from free names.
    Entries(Names, &'static Shape, Emptiness),
}

/// Whether a list or mapping may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Emptiness {
    /// An empty one says something.
    Allowed,
    /// An empty one says no more than leaving the key out.
    Refused,
}

/// Which names a mapping may have.
#[derive(Debug)]
pub(crate) enum Names {
    /// Text in some notation.
    Text(&'static Notation),
    /// Any text, even the empty one in quotes.
    Any,
    /// Whole numbers.
    Integers,
    /// Some words, each with a sentence on it.
    Words(&'static [(&'static str, &'static str)]),
}

/// What holds between the keys of a mapping.
#[derive(Debug)]
pub(crate) enum Rule {
    /// At most one of these keys stands.
    AtMostOne(&'static [&'static str]),
    /// Exactly one of these keys stands.
    ExactlyOne(&'static [&'static str]),
}
