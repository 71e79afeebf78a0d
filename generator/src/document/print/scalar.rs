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
    let breaks_line = context == Context::Line && text.contains([',', '[', ']', '{', '}']);
    starts_well && ends_well && !is_dash && !splits && !breaks_line && is_text(text)
}

/// Whether every reader of YAML takes a plain scalar for a text: by the rules of its version 1.1, too.
fn is_text(text: &str) -> bool {
    let is_word =
        ["yes", "no", "on", "off", "true", "false", "null"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && text.contains(['_', ':'])
        && text.chars().all(|c| c.is_ascii_digit() || "+-.:_ TZ".contains(c));
    let is_binary =
        text.strip_prefix("0b").is_some_and(|bits| bits.bytes().all(|bit| matches!(bit, b'0' | b'1' | b'_')));
    let is_special = matches!(text, "" | "<<" | "=");
    !is_word && !is_number && !is_binary && !is_special && resolve_plain(text) == Resolved::Text
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
