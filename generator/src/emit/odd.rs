//! Characters that no document and no terminal gets: they would steer it, or show other texts than there are.

/// Whether a character controls what shows it, turns the text around, or is none by Unicode's own word.
pub(super) fn is_odd(c: char) -> bool {
    match c {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FDD0}'..='\u{FDEF}' => true,
        c => c.is_control() || u32::from(c) & 0xFFFE == 0xFFFE,
    }
}
