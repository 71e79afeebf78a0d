//! The first lines in which files differ, as `diff -u` shows them.

use std::fmt::Write as _;

use crate::difference;
use crate::tree::{Change, Plan, Snapshot};

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
        text.push_str(&difference::lines(&String::from_utf8_lossy(&old.bytes), wanted, LINES));
    }
    text
}
