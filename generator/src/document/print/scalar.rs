//! Scalars on one line: without quotes where nothing reads them as anything else, in quotes otherwise.

use std::fmt::Write as _;

use crate::load::{Resolved, is_unwritable, resolve_plain};

/// Where a scalar stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// Behind a colon or a dash, or as a key of its own line.
    Block,
    /// Between braces or brackets.
    Line,
}

/// A text as a scalar on one line.
pub(super) fn printed(text: &str, context: Context) -> String {
    if is_plain(text, context) {
        text.to_owned()
    } else if text.contains(['"', '\\']) && !text.contains('\'') && !text.contains(needs_escape) {
        format!("'{text}'")
    } else {
        in_double_quotes(text)
    }
}

/// Whether a text can stand without quotes.
fn is_plain(text: &str, context: Context) -> bool {
    let starts_well = !text.starts_with(|c: char| c.is_whitespace() || ",[]{}#&*!|>'\"%@`?:".contains(c));
    let is_dash = text == "-" || text.starts_with("- ") || text.starts_with("--") || text.starts_with("...");
    let ends_well = !text.ends_with(|c: char| c.is_whitespace() || c == ':');
    let splits = text.contains(": ") || text.contains(" #") || text.contains(needs_escape);
    let breaks_line = context == Context::Line && text.contains([',', '?', '[', ']', '{', '}']);
    starts_well && ends_well && !is_dash && !splits && !breaks_line && is_text(text)
}

/// Whether every reader of YAML takes a plain scalar for a text: by the rules of its version 1.1, too.
fn is_text(text: &str) -> bool {
    let is_word =
        ["yes", "no", "on", "off", "true", "false", "null"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && text.contains(['_', ':'])
        && text.chars().all(|c| c.is_ascii_digit() || "+-.:_ TZeE".contains(c));
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_binary =
        unsigned.strip_prefix("0b").is_some_and(|bits| bits.bytes().all(|bit| matches!(bit, b'0' | b'1' | b'_')));
    let is_hex = unsigned.strip_prefix("0x").is_some_and(|hex| hex.chars().all(|c| c.is_ascii_hexdigit() || c == '_'));
    let is_special = matches!(text, "" | "<<" | "=");
    !is_word
        && !is_number
        && !is_binary
        && !is_hex
        && !is_special
        && !is_no_day(text)
        && resolve_plain(text) == Resolved::Text
}

/// Whether a text has the form of a date, but is none: some readers refuse it. A date that is one is read as its text, or as a date.
fn is_no_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let number = |part: &str, digits: usize| {
        let right = part.len() == digits && part.bytes().all(|digit| digit.is_ascii_digit());
        right.then(|| part.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    year == 0 || !(1..=12).contains(&month) || !(1..=last).contains(&day)
}

/// Whether a character can only be written with a backslash.
pub(super) fn needs_escape(c: char) -> bool {
    is_unwritable(c) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

fn in_double_quotes(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if needs_escape(c) => drop(write!(quoted, "\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
