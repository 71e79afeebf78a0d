//! How two texts differ, as `diff -u` shows it.

use std::fmt::Write as _;

use similar::TextDiff;

/// The first lines of what differs, with `…` where there are more.
pub(crate) fn lines(old: &str, new: &str, most: usize) -> String {
    let diff = TextDiff::from_lines(old, new);
    let all = diff.unified_diff().context_radius(1).to_string();
    let mut text = String::new();
    for line in all.lines().take(most) {
        let _ = writeln!(text, "{line}");
    }
    if all.lines().nth(most).is_some() {
        text.push_str("…\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn shows_what_differs_and_little_else() {
        assert_eq!(lines("a\nb\nc\nd\n", "a\nb\nx\nd\n", 9), "@@ -2,3 +2,3 @@\n b\n-c\n+x\n d\n");
    }

    #[test]
    fn stops_after_some_lines() {
        let shown = lines("", &"x\n".repeat(100), 14);
        assert!(shown.lines().count() == 15 && shown.ends_with("…\n"), "{shown}");
    }
}
