//! The keys that several kinds of files have: types, common fields, error codes.

use super::field::{COMMON_FIELDS, DEPRECATED, ENUM, ENUM_INT, OBJECT_FIELDS};
use super::notation::{CAMEL, PROSE, SNAKE};
use super::{Emptiness, Key, Layout, Names, Object, Rule, Shape};

pub(super) const COMMON: Key = optional!("common_fields", COMMON_FIELDS, "Fields by name, for `use`.");

pub(super) const TYPES: Key = optional!(
    "types",
    Shape::Entries(Names::Text(&CAMEL), &Shape::Object(&TYPE_DEF), Emptiness::Refused),
    "Named types.",
);

pub(super) const ERROR_CODES: Key = optional!(
    "error_codes",
    Shape::Entries(Names::Text(&SNAKE), &Shape::Object(&ERROR_CODE), Emptiness::Refused),
    "Error codes by name.",
);

static TYPE_DEF: Object = Object {
    name: "type",
    about: "A named type: an object, or an enumeration of strings or numbers.",
    keys: &[
        required!("about", Shape::Text(&PROSE), "What it is."),
        optional!(
            "rust_name",
            Shape::Text(&CAMEL),
            "The name of the Rust type, where the derived one clashes or reads badly."
        ),
        DEPRECATED,
        optional!("fields", OBJECT_FIELDS, "The fields of an object."),
        optional!("enum", ENUM, "The values of an enumeration of strings."),
        optional!("enum_int", ENUM_INT, "The values of an enumeration of numbers."),
    ],
    rules: &[Rule::ExactlyOne(&["fields", "enum", "enum_int"])],
    layout: Layout::Apart,
};

static ERROR_CODE: Object = Object {
    name: "error code",
    about: "An error code of the platform.",
    keys: &[
        required!("code", Shape::Int(i64::MIN, i64::MAX), "The number in the envelope."),
        optional!("http", Shape::OneOrList(&Shape::Int(100, 599)), "The HTTP status it comes with, or a list of them."),
        optional!(
            "message",
            Shape::OneOrList(&Shape::Text(&PROSE)),
            "The server's own text, or a list where pages differ; left out where they give none."
        ),
        required!("about", Shape::Text(&PROSE), "What went wrong and what to do, in your own words."),
        optional!("retry", Shape::Flag, "`true`: it passes by itself, so that the same call may succeed later."),
    ],
    rules: &[],
    layout: Layout::Line,
};
