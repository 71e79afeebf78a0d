//! The small notations of single values: names, dates, ranges, rates, types, addresses.
//!
//! Each has a pattern for the JSON Schema and a function for the loader. A pattern may accept a little more than the function,
//! where a regular expression cannot say it; tests hold the two together.

use crate::load::UNWRITTEN;
use crate::spec::{Range, TypeExpr, Window};

/// A form that a text must have.
pub(crate) struct Notation {
    /// What such a text is, with its article.
    pub(crate) what: &'static str,
    /// A regular expression as JSON Schema has them; empty where any text will do.
    pub(crate) pattern: &'static str,
    /// How to write it.
    pub(crate) examples: &'static [&'static str],
    /// Whether a text has the form.
    pub(crate) check: Check,
}

/// How the loader checks a notation.
pub(crate) enum Check {
    /// Says yes or no.
    Holds(fn(&str) -> bool),
    /// Says what is wrong.
    Parses(fn(&str) -> Result<(), String>),
}

impl Notation {
    /// What is wrong with a text, or `None` where nothing is.
    pub(crate) fn refuse(&self, text: &str) -> Option<String> {
        match self.check {
            Check::Holds(holds) if holds(text) => None,
            Check::Holds(_) => Some(format!("`{text}` is not {}", self.what)),
            Check::Parses(parses) => parses(text).err(),
        }
    }
}

impl std::fmt::Debug for Notation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.what)
    }
}

/// Defines notations that say yes or no.
macro_rules! notations {
    ($($(#[$doc:meta])* $name:ident = $what:literal, $pattern:literal, [$($example:literal),*], $check:expr;)*) => {$(
        $(#[$doc])*
        pub(super) static $name: Notation =
            Notation { what: $what, pattern: $pattern, examples: &[$($example),*], check: $check };
    )*};
}

notations! {
    /// Text for people.
    PROSE = "a text", r"\S", [], Check::Holds(|text| !text.trim().is_empty());
    /// One line that says what an operation does.
    SUMMARY = "one line that ends with a full stop", r"^(\S[^\r\n]*\.|TODO)$", ["Delete a message."], Check::Holds(is_summary);
    /// Names of operations, error codes and the like.
    SNAKE = "a name of lower-case letters, digits and `_` that starts with a letter", r"^[a-z][a-z0-9_]*$",
        ["batch_del"], Check::Holds(is_snake);
    /// Names of groups of operations.
    GROUP = "a group: names of lower-case letters, digits and `_`, with dots between them",
        r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$", ["im.message"], Check::Holds(|text| text.split('.').all(is_snake));
    /// Names of types.
    CAMEL = "a name of letters and digits that starts with an upper-case letter", r"^[A-Z][A-Za-z0-9]*$",
        ["MessageBody"], Check::Holds(is_camel);
    /// Names of fields as they stand in JSON or in a URL.
    WIRE_NAME = "a field's name: it cannot be empty or hold spaces", r"^\S+$", ["user_id"], Check::Holds(is_wire_name);
    /// Names of fields, and ways to fields inside objects.
    FIELD_PATH = "a field's name: it cannot be empty or hold spaces, and dots lead into objects",
        r"^[^\s.]+(\.[^\s.]+)*$", ["page_token", "page_response.page_token"], Check::Holds(is_field_path);
    /// Names of scopes.
    SCOPE = "a scope: letters, digits, `_`, `.` and `-`, with colons between its parts",
        r"^[A-Za-z0-9_.-]+(:[A-Za-z0-9_.-]+)*$", ["im:message:readonly"], Check::Holds(is_scope);
    /// Days.
    DATE = "a date; write `yyyy-mm-dd`", r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        ["2024-01-09"], Check::Holds(is_date);
    /// Addresses of documentation pages.
    PAGE = "an address; write the page's path with its `/`, or all of it with `https://`",
        r"^(/|https://)[^\s?#]+$", ["/acs-v1/visitor/delete"], Check::Holds(is_page);
    /// Addresses of hosts and of the documentation.
    ORIGIN = "an address; write `https://`, the host, and no `/` at the end", r"^https://[^\s?#]*[^\s?#/]$",
        ["https://open.feishu.cn"], Check::Holds(is_origin);
    /// Templates of paths.
    PATH = "a path; write `/open-apis/…` with `:name` for a parameter, and parameters behind `?` under `query`",
        r"^(/(:[A-Za-z][A-Za-z0-9_]*|[A-Za-z0-9_.~-]+))+/?$", ["/open-apis/im/v1/messages/:message_id"], Check::Holds(is_path);
    /// Regular expressions.
    REGEX = "a regular expression", r"\S", ["^[0-9]+$"], Check::Holds(|text| !text.trim().is_empty());
    /// Ranges of counts.
    RANGE = "a range", r"^([0-9]+\.\.[0-9]*|\.\.[0-9]+)$", ["1..50", "..50", "1.."],
        Check::Parses(|text| text.parse::<Range>().map(drop));
    /// Rate limits, one window.
    RATE = "a rate", r"^(special|0*[1-9][0-9]*/(s|min|day))$", ["10/s", "1000/min", "10000/day", "special"],
        Check::Parses(|text| if text == "special" { Ok(()) } else { text.parse::<Window>().map(drop) });
    /// Types.
    TYPE = "a type",
        r"^(list<|map<)*(string|int|float|bool|any|file|object|([a-z][a-z0-9_]*\.){2,3}[A-Z][A-Za-z0-9]*|[A-Z][A-Za-z0-9]*)>*$",
        ["string", "int", "float", "bool", "any", "file", "object", "list<string>", "map<string>", "list<object>"],
        Check::Parses(|text| text.parse::<TypeExpr>().map(drop));
}

fn is_summary(text: &str) -> bool {
    let ends = text.ends_with('.') && text.len() > 1 || text == UNWRITTEN;
    ends && !text.starts_with(char::is_whitespace) && !text.contains(['\n', '\r'])
}

/// Whether a text can be the name of a service, version, resource or operation.
pub(crate) fn is_snake(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn is_camel(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

pub(crate) fn is_wire_name(text: &str) -> bool {
    // Regular expressions count the byte order mark among the spaces.
    !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}')
}

fn is_field_path(text: &str) -> bool {
    text.split('.').all(is_wire_name)
}

pub(crate) fn is_scope(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
    };
    text.split(':').all(part)
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().unwrap_or(0_u32))
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=12).contains(&month) && (1..=last).contains(&day)
}

fn is_address(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c == '?' || c == '#')
}

pub(crate) fn is_page(text: &str) -> bool {
    text.strip_prefix('/').or_else(|| text.strip_prefix("https://")).is_some_and(is_address)
}

fn is_origin(text: &str) -> bool {
    text.strip_prefix("https://").is_some_and(is_address) && !text.ends_with('/')
}

pub(crate) fn is_path(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('/') else { return false };
    rest.strip_suffix('/').unwrap_or(rest).split('/').all(is_path_segment)
}

/// One part of a path: `:name`, or what stands there as it is.
fn is_path_segment(segment: &str) -> bool {
    if let Some(name) = segment.strip_prefix(':') {
        let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
        return starts && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'~' | b'-');
    !segment.is_empty() && segment.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use jsonschema::Validator;
    use proptest::prelude::*;
    use proptest::sample::select;
    use serde_json::json;

    use super::*;

    /// Notations whose pattern says all that their function says.
    static EXACT: [&Notation; 11] =
        [&PROSE, &SUMMARY, &SNAKE, &GROUP, &CAMEL, &WIRE_NAME, &SCOPE, &PAGE, &ORIGIN, &PATH, &REGEX];

    /// Notations whose pattern lets a little more through: order of the ends, size of numbers, length of months, brackets.
    static LOOSE: [&Notation; 4] = [&DATE, &RANGE, &RATE, &TYPE];

    fn validator(notation: &Notation) -> Validator {
        jsonschema::validator_for(&json!({"pattern": notation.pattern})).expect("a pattern")
    }

    /// Texts made of what the notations are made of.
    fn texts() -> impl Strategy<Value = String> {
        let parts = select(vec![
            "a", "b_c", "Name", "Z", "0", "1", "50", "2024", "02", "29", "30", "12", "-", "_", ".", "..", ":", "/",
            "//", "https://", "?", "#", " ", "\n", "+", "s", "min", "day", "special", "list<", "map<", ">", "string",
            "int", "object", "~", "测", "\u{a0}",
        ]);
        proptest::collection::vec(parts, 0..7).prop_map(|parts| parts.concat())
    }

    #[test]
    fn examples_are_accepted() {
        for notation in EXACT.iter().chain(&LOOSE) {
            for example in notation.examples {
                assert_eq!(notation.refuse(example), None);
                assert!(validator(notation).is_valid(&json!(example)), "{example} is {}", notation.what);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn patterns_and_functions_agree(texts in proptest::collection::vec(texts(), 200)) {
            for notation in EXACT.iter().chain(&LOOSE) {
                let validator = validator(notation);
                let exact = EXACT.iter().any(|exact| std::ptr::eq(*exact, *notation));
                for text in &texts {
                    let (accepted, matches) = (notation.refuse(text).is_none(), validator.is_valid(&json!(text)));
                    prop_assert!(matches || !accepted, "the pattern refuses `{}` as {}", text, notation.what);
                    prop_assert!(accepted || !matches || !exact, "the function refuses `{}` as {}", text, notation.what);
                }
            }
        }
    }
}
