//! Documentation lines of fields, types and operations.

use serde_json::Value;

use super::markdown::{cell, code, rustdoc, rustdoc_line};
use crate::ir::{
    AppKind, ErrorCode, Facts, Operation, Paging, PagingBy, Period, RateLimit, Target, TargetLimit, TokenKind,
};
use crate::naming::{Container, camel, camel_after, singular};
use crate::spec::{Effective, Range, TypeExpr};

/// An example longer than this is left out: it would drown the sentence before it.
const LONGEST_EXAMPLE: usize = 80;

/// Lines of a type or a value.
pub(super) fn type_doc(about: &str) -> Vec<String> {
    rustdoc(about)
}

/// The name of a type written in place: the field's, in the singular inside a list or map.
pub(super) fn type_name(wire: &str, field: &Effective<'_>, prefix: &str) -> Option<String> {
    let many = matches!(field.ty().map(|(ty, _)| &ty.value), Some(TypeExpr::List(_) | TypeExpr::Map(_)));
    let wire = field.rust_name().map_or(wire, |given| &given.value);
    let snake = crate::naming::snake(wire, Container::Field)?;
    let name = if many { singular(&snake) } else { snake };
    if prefix.is_empty() {
        return camel(&name, Container::Type);
    }
    camel_after(prefix, &name)
}

/// Lines of a field: what it is, then its facts.
pub(super) fn field_doc(facts: &Facts) -> Vec<String> {
    let mut lines = rustdoc(&facts.about);
    let notes = field_notes(facts);
    if !notes.is_empty() {
        lines.extend([String::new(), notes.join(" ")]);
    }
    if let Some(note) = &facts.deprecated {
        lines.push(String::new());
        lines.extend(rustdoc(&format!("Deprecated: {note}")));
    }
    lines
}

/// What a field holds, as sentences of Markdown: its form, its limits, its default, an example.
pub(crate) fn field_notes(facts: &Facts) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(facts.size_of.as_ref().map(|file| format!("Computed from {} unless set.", code(file))));
    notes.extend(facts.format.map(|format| format.meaning().to_owned()));
    notes.extend(facts.len.map(|range| counted(range, "character")));
    notes.extend(facts.items.map(|range| counted(range, "element")));
    match (&facts.min, &facts.max) {
        (Some(min), Some(max)) => notes.push(format!("From {min} to {max}.")),
        (Some(min), None) => notes.push(format!("At least {min}.")),
        (None, Some(max)) => notes.push(format!("At most {max}.")),
        (None, None) => {}
    }
    notes.extend(facts.pattern.as_ref().map(|pattern| format!("Matches {}.", code(pattern))));
    notes.extend(facts.default.as_ref().map(|value| format!("Default: {}.", code(&literal(value)))));
    if !facts.scopes.is_empty() {
        notes.push(format!("Needs the scope {}.", any_of(&facts.scopes)));
    }
    let example = facts.example.as_ref().map(literal);
    let short = example.filter(|text| text.chars().count() <= LONGEST_EXAMPLE && !text.contains(char::is_control));
    notes.extend(short.map(|text| format!("Example: {}.", code(&text))));
    notes
}

/// A literal as a reader expects it: a text without quotes, all else as JSON.
fn literal(value: &Value) -> String {
    match value {
        Value::String(text) if text.is_empty() => "\"\"".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn counted(range: Range, what: &str) -> String {
    let plural = |count: u64| if count == 1 { what.to_owned() } else { format!("{what}s") };
    match (range.min, range.max) {
        (Some(min), Some(max)) if min == max => format!("Exactly {min} {}.", plural(min)),
        (Some(min), Some(max)) => format!("From {min} to {max} {}.", plural(max)),
        (Some(min), None) => format!("At least {min} {}.", plural(min)),
        (None, Some(max)) => format!("At most {max} {}.", plural(max)),
        (None, None) => String::new(),
    }
}

fn any_of(scopes: &[String]) -> String {
    let mut codes: Vec<String> = scopes.iter().map(|scope| code(scope)).collect();
    let last = codes.pop().unwrap_or_default();
    if codes.is_empty() { last } else { format!("{} or {last}", codes.join(", ")) }
}

/// Lines of an operation: what it does, what it needs, and what can go wrong.
pub(super) fn operation_doc(operation: &Operation) -> Vec<String> {
    let mut lines = rustdoc(&operation.summary);
    if let Some(details) = &operation.details {
        lines.push(String::new());
        lines.extend(rustdoc(details));
    }
    lines.extend([String::new(), "| | |".to_owned(), "|---|---|".to_owned()]);
    lines.extend(policy_rows(operation).into_iter().map(|(what, value)| format!("| {what} | {} |", cell(&value))));
    if !operation.error_codes.is_empty() {
        lines.extend(["", "# Errors", "", "| Code | Variant | Meaning |", "|---|---|---|"].map(str::to_owned));
        lines.extend(operation.error_codes.iter().map(|code| error_row(operation, code)));
    }
    lines
}

fn policy_rows(operation: &Operation) -> Vec<(&'static str, String)> {
    let mut rows = vec![("Call", code(&format!("{} {}", operation.method.word(), operation.path)))];
    rows.push(("Token", tokens(&operation.tokens)));
    rows.push(("Apps", list(operation.apps.iter().map(|app| app_name(*app)))));
    rows.extend(operation.rate_limit.as_ref().map(|limit| ("Rate limit", rate_limit(limit))));
    rows.extend(operation.targets.iter().map(|target| ("Per target", target_limit(target))));
    match operation.scopes.as_slice() {
        [] => {}
        [scope] => rows.push(("Scope", code(scope))),
        scopes => rows.push(("Scopes", format!("any of {}", list(scopes.iter().map(|scope| code(scope)))))),
    }
    if !operation.all_scopes.is_empty() {
        rows.push(("Also", format!("every one of {}", list(operation.all_scopes.iter().map(|scope| code(scope))))));
    }
    if !operation.field_scopes.is_empty() {
        rows.push(("For some fields", list(operation.field_scopes.iter().map(|scope| code(scope)))));
    }
    rows.extend(operation.paging.as_ref().map(|paging| ("Paging", paging_row(paging))));
    if operation.ranges {
        rows.push(("Ranges", "with [`Call::range`](crate::Call::range)".to_owned()));
    }
    if let Some(chunked) = &operation.chunked {
        let how = "in parts, with [`Client::upload`](crate::Client::upload)";
        rows.push(("Larger files", format!("above {} bytes {how}", chunked.above)));
    }
    if let Some(docs) = &operation.docs {
        let updated = operation.updated.as_ref().map(|day| format!(", as of {day}")).unwrap_or_default();
        rows.push(("Page", format!("{}{updated}", link(docs))));
    }
    rows
}

/// What names its pages, what goes through them, and how long they are.
fn paging_row(paging: &Paging) -> String {
    let by = match paging.by {
        PagingBy::Token => "by token",
        PagingBy::Offset => "by offset",
        PagingBy::Page { .. } => "by page number",
    };
    let client = |method: &str| format!("[`Client::{method}`](crate::Client::{method})");
    let pages = client("pages");
    let through = match &paging.items {
        Some(items) => {
            let items = code(&items.to_string());
            format!("{} goes through {items}, {pages} through whole answers", client("items"))
        }
        None => format!("{pages} goes through whole answers"),
    };
    let size = match (paging.default_size, paging.max_size) {
        (Some(default), Some(max)) => Some(format!("{default} items a page unless asked otherwise, at most {max}")),
        (Some(default), None) => Some(format!("{default} items a page unless asked otherwise")),
        (None, Some(max)) => Some(format!("at most {max} items a page")),
        (None, None) => None,
    };
    [Some(by.to_owned()), Some(through), size].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// An address as a link, or as it is where it cannot be one.
fn link(address: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-._~:/%@!$&'*+,;=()".contains(c);
    if address.chars().all(fits) { format!("<{address}>") } else { code(address) }
}

fn tokens(tokens: &[TokenKind]) -> String {
    let names = tokens.iter().map(|token| match token {
        TokenKind::Tenant => "tenant",
        TokenKind::User => "user",
        TokenKind::App => "app",
    });
    if tokens.is_empty() { "none".to_owned() } else { list(names) }
}

fn app_name(app: AppKind) -> &'static str {
    match app {
        AppKind::Custom => "custom",
        AppKind::Store => "store",
    }
}

fn list<T: AsRef<str>>(words: impl Iterator<Item = T>) -> String {
    words.map(|word| word.as_ref().to_owned()).collect::<Vec<_>>().join(", ")
}

/// `1000 per minute, 50 per second`.
pub(crate) fn rate_limit(limit: &RateLimit) -> String {
    let windows = limit.windows.iter().map(|window| {
        let period = match window.period {
            Period::Second => "second",
            Period::Minute => "minute",
            Period::Day => "day",
        };
        format!("{} per {period}", window.count)
    });
    let words = limit.special.then(|| "special".to_owned()).into_iter().chain(windows);
    list(words)
}

/// `5 per second for each`, the field that names the target, and the group, as Markdown.
pub(crate) fn target_limit(target: &Target) -> String {
    let limit = match &target.limit {
        TargetLimit::Rate(limit) => rate_limit(limit),
        TargetLimit::Serial => "one call after the other".to_owned(),
    };
    let each = target.key.as_ref().map(|key| format!(" for each {}", code(&key.wire))).unwrap_or_default();
    format!("{limit}{each}, as {}", code(&target.group))
}

fn error_row(operation: &Operation, error: &ErrorCode) -> String {
    let module = if error.platform { String::new() } else { format!("{}::", operation.service) };
    let passes = if error.retryable { " Passes by itself: try again later." } else { "" };
    let meaning = format!("{}{passes}", rustdoc_line(&error.about));
    format!(
        "| {} | [`{}`](crate::{module}ErrorCode::{}) | {} |",
        error.code,
        error.name.rust,
        error.name.rust,
        cell(&meaning)
    )
}
