//! The first lines in which files differ, as `diff -u` shows them.

use std::fmt::Write as _;

use crate::tree::{Change, Plan, Snapshot};
use similar::TextDiff;

/// How many files are shown.
const FILES: usize = 3;

/// How many lines of each are shown.
const LINES: usize = 14;

/// The first differing lines of the first changed files.
pub(crate) fn of(plan: &Plan<'_>, before: &Snapshot) -> String {
    let mut text = String::new();
    let changed = plan.changes.iter().filter_map(|(path, change)| match change {
        Change::Changed(wanted) => before.get(path).map(|old| (path, old, wanted)),
        _ => None,
    });
    for (path, old, wanted) in changed.take(FILES) {
        let _ = writeln!(text, "\n--- {path} (there)\n+++ {path} (generated)");
        text.push_str(&lines(&String::from_utf8_lossy(&old.bytes), wanted));
    }
    text
}

fn lines(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let all = diff.unified_diff().context_radius(1).to_string();
    let mut text = String::new();
    for line in all.lines().take(LINES) {
        let _ = writeln!(text, "{line}");
    }
    if all.lines().nth(LINES).is_some() {
        text.push_str("…\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn shows_what_differs_and_little_else() {
        assert_eq!(lines("a\nb\nc\nd\n", "a\nb\nx\nd\n"), "@@ -2,3 +2,3 @@\n b\n-c\n+x\n d\n");
    }

    #[test]
    fn stops_after_some_lines() {
        let shown = lines("", &"x\n".repeat(100));
        assert!(shown.lines().count() == 15 && shown.ends_with("…\n"), "{shown}");
    }
}
