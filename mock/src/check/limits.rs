//! Documented limits of texts and numbers. Must not know types.

use std::cmp::Ordering;

use feishu_generator::ir::Facts;
use serde_json::Number;

use super::Checker;

impl Checker<'_> {
    /// The first limit that a text does not keep.
    pub(super) fn text_limits(&self, text: &str, facts: &Facts) -> Option<String> {
        let count = text.chars().count();
        if let Some(len) = facts.len.filter(|len| !len.contains(count as u64)) {
            return Some(format!("has {count} characters, allowed are {len}"));
        }
        let pattern = facts.pattern.as_ref()?;
        (!self.patterns.matches(pattern, text)).then(|| "does not match the pattern".to_owned())
    }
}

/// The bound that a number does not keep.
pub(super) fn number(number: &Number, facts: &Facts) -> Option<String> {
    let below = facts.min.as_ref().filter(|min| compare(number, min) == Ordering::Less);
    let above = facts.max.as_ref().filter(|max| compare(number, max) == Ordering::Greater);
    let below = below.map(|min| format!("is less than {min}"));
    below.or_else(|| above.map(|max| format!("is greater than {max}")))
}

/// Compares exactly where both are whole.
fn compare(a: &Number, b: &Number) -> Ordering {
    match (a.as_i128(), b.as_i128()) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => a.as_f64().partial_cmp(&b.as_f64()).unwrap_or(Ordering::Equal),
    }
}
