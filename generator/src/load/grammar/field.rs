//! The keys of fields and of enumeration values.

use super::notation::{CAMEL, PROSE, RANGE, REGEX, SCOPE, SNAKE, TYPE, WIRE_NAME};
use super::{Emptiness, Key, Layout, Names, Need, Object, Rule, Shape};
use crate::spec::Format;

/// Fields by name.
pub(super) const FIELDS: Shape = Shape::Entries(Names::Text(&WIRE_NAME), &Shape::Object(&FIELD), Emptiness::Refused);

/// The fields of an object, of which the platform knows some without any.
pub(super) const OBJECT_FIELDS: Shape =
    Shape::Entries(Names::Text(&WIRE_NAME), &Shape::Object(&FIELD), Emptiness::Allowed);

/// Fields for `use`, by the name they are used with.
pub(super) const COMMON_FIELDS: Shape = Shape::Entries(Names::Text(&SNAKE), &Shape::Object(&FIELD), Emptiness::Refused);

/// The values of an enumeration of texts.
pub(super) const ENUM: Shape = Shape::Entries(Names::Any, &Shape::Object(&ENUM_VALUE), Emptiness::Refused);

/// The values of an enumeration of numbers.
pub(super) const ENUM_INT: Shape = Shape::Entries(Names::Integers, &Shape::Object(&ENUM_INT_VALUE), Emptiness::Refused);

/// Scopes by name.
pub(super) const SCOPE_LIST: Shape = Shape::List(&Shape::Text(&SCOPE), Emptiness::Refused);

/// Why something should not be used any more.
pub(super) const DEPRECATED: Key =
    optional!("deprecated", Shape::Text(&PROSE), "Why it should not be used, and what to use instead.");

/// The names of formats, each with a sentence on it.
static FORMATS: [(&str, &str); Format::ALL.len()] = {
    let mut words = [("", ""); Format::ALL.len()];
    let mut at = 0;
    while at < words.len() {
        words[at] = (Format::ALL[at].1, Format::ALL[at].2);
        at += 1;
    }
    words
};

pub(super) static FIELD: Object = Object {
    name: "field",
    about: "One field: a parameter, a header, a member of a body or of an object.",
    keys: &[
        Key {
            name: "type",
            need: Need::Unless("use"),
            shape: Shape::Text(&TYPE),
            about: "`string`, `int` (64 bits), `float`, `bool`, `any`, `file`, `object` (with `fields` in place), `list<T>`, `map<T>`, \
                    the name of a type, or `service.version.Name` for a type of another place.",
        },
        optional!(
            "type_name",
            Shape::Text(&CAMEL),
            "The name of the Rust type of an object or enumeration written in place."
        ),
        optional!(
            "rust_name",
            Shape::Text(&SNAKE),
            "The name of the Rust field, where the derived one clashes or reads badly."
        ),
        optional!(
            "use",
            Shape::Text(&SNAKE),
            "The name of a common field: what it says holds here, except for the keys beside `use`."
        ),
        optional!(
            "size_of",
            Shape::Text(&WIRE_NAME),
            "The field of the same form whose file's length in bytes this is; the client computes it."
        ),
        optional!("required", Shape::Flag, "`true` where the caller must give it; never in a response."),
        optional!("format", Shape::Word(&FORMATS), "How the string or number is to be read."),
        optional!(
            "len",
            Shape::Text(&RANGE),
            "Documented length of a string in characters, such as `1..50`, `..50` or `1..`."
        ),
        optional!(
            "items",
            Shape::Text(&RANGE),
            "Documented number of elements of a list, such as `1..50`, `..50` or `1..`."
        ),
        optional!("min", Shape::Number, "Least number that is allowed."),
        optional!("max", Shape::Number, "Greatest number that is allowed."),
        optional!("pattern", Shape::Text(&REGEX), "A regular expression that the string matches."),
        optional!("default", Shape::Json, "What the server assumes when it is left out."),
        Key {
            name: "about",
            need: Need::Unless("use"),
            shape: Shape::Text(&PROSE),
            about: "What it is, its unit, where its value comes from; in your own words.",
        },
        optional!("scopes", SCOPE_LIST, "Field-level scopes of which any one makes the server return it."),
        optional!("sensitive", Shape::Flag, "`true` for secrets and tokens: never shown in `Debug` or logs."),
        optional!("example", Shape::Json, "The page's example value; the mock server answers with it."),
        DEPRECATED,
        // Not `OBJECT_FIELDS`: a constant that points back here could not be evaluated.
        optional!(
            "fields",
            Shape::Entries(Names::Text(&WIRE_NAME), &Shape::Object(&FIELD), Emptiness::Allowed),
            "The fields of an object written in place."
        ),
        optional!("enum", ENUM, "The values of an enumeration of strings written in place."),
        optional!("enum_int", ENUM_INT, "The values of an enumeration of numbers written in place."),
    ],
    rules: &[Rule::AtMostOne(&["fields", "enum", "enum_int"])],
    layout: Layout::Line,
};

static ENUM_VALUE: Object = Object {
    name: "enum value",
    about: "One value of an enumeration of strings.",
    keys: &[
        optional!("name", Shape::Text(&SNAKE), "A name for it, where the value itself makes no good one."),
        required!("about", Shape::Text(&PROSE), "What the value means."),
        DEPRECATED,
    ],
    rules: &[],
    layout: Layout::Line,
};

static ENUM_INT_VALUE: Object = Object {
    name: "numeric enum value",
    about: "One value of an enumeration of numbers.",
    keys: &[
        required!("name", Shape::Text(&SNAKE), "A name for it."),
        required!("about", Shape::Text(&PROSE), "What the value means."),
        DEPRECATED,
    ],
    rules: &[],
    layout: Layout::Line,
};
