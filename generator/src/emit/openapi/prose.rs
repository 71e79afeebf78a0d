//! Descriptions: what the specs say, and below it what readers of a rendered page would otherwise not see.

use std::fmt::{Display, Write as _};

use crate::ir::Variant;

/// A description, with why its subject should no longer be used.
pub(super) fn described(about: &str, deprecated: Option<&str>) -> String {
    match deprecated {
        Some(reason) => format!("{about}\n\nDeprecated: {reason}"),
        None => about.to_owned(),
    }
}

/// The description of an enumeration: after its own, a list of its values.
pub(super) fn with_values<T: Display>(about: String, values: &[Variant<T>]) -> String {
    let mut text = about;
    if !values.is_empty() {
        text.push_str("\n\nKnown values, to which others may be added:\n");
    }
    for value in values {
        // A text of several lines would end the list.
        let line = described(&value.about, value.deprecated.as_deref()).split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = write!(text, "\n- `{}`: {line}", value.wire);
    }
    text
}
