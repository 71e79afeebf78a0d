//! Descriptions: what the specs say, and below it what readers of a rendered page would otherwise not see.
//!
//! Prose is made safe as Markdown by the rules that hold for the client's documentation too: what only looks like a link or a tag
//! is none.

use std::fmt::Display;

use crate::ir::Variant;
use crate::lower::{code, rustdoc, rustdoc_line};

/// A description.
pub(super) fn markdown(about: &str) -> String {
    rustdoc(about).join("\n")
}

/// A description, with why its subject should no longer be used.
pub(super) fn described(about: &str, deprecated: Option<&str>) -> String {
    let paragraphs = [markdown(about), deprecated.map(deprecation).unwrap_or_default()];
    paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The description of an enumeration: after its own, a list of its values.
pub(super) fn with_values<T: Display>(about: String, values: &[Variant<T>]) -> String {
    if values.is_empty() {
        return about;
    }
    let line = |value: &Variant<T>| {
        let reason =
            value.deprecated.as_deref().map(|reason| format!(" {}", rustdoc_line(&format!("Deprecated: {reason}"))));
        let wire = code(&value.wire.to_string());
        format!("- {wire}: {}{}", rustdoc_line(&value.about), reason.unwrap_or_default())
    };
    let lines: Vec<String> = values.iter().map(line).collect();
    format!("{about}\n\nKnown values, to which others may be added:\n\n{}", lines.join("\n"))
}

fn deprecation(reason: &str) -> String {
    markdown(&format!("Deprecated: {reason}"))
}
