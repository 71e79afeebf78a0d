//! Numbers with what they count, as commands and pages say them.

/// `1 field`, `2 fields`.
pub fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
