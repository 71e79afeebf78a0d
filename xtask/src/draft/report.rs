//! What `draft` says it did. Decides nothing.

use std::fmt::Write as _;

use feishu_generator::draft::Draft;
use feishu_generator::source::SourceFile;

use crate::analysis::count;
use crate::specs::Root;

/// What was done, what is uncertain, and what is left to a person.
pub(super) fn text(draft: &Draft, home: &Root, own: &[SourceFile]) -> String {
    let mut out = String::new();
    for path in draft.files.keys() {
        let there = own.iter().any(|file| file.path == *path);
        let what = if there { "changed" } else { "new" };
        let _ = writeln!(out, "{what:<10} {}/{path}", home.display);
    }
    for (name, page) in &draft.added {
        let _ = writeln!(out, "added      {name}  {page}");
    }
    for (name, facts) in &draft.updated {
        let _ = writeln!(out, "updated    {name}  {}", count(*facts, "fact"));
    }
    for (name, page) in &draft.untouched {
        let _ = writeln!(out, "untouched  {name}  {page}");
    }
    for doubt in &draft.doubts {
        let _ = writeln!(out, "doubt      {}:{}: {}", doubt.page, doubt.line, doubt.text);
    }
    let left = draft.left;
    if left.texts > 0 {
        let _ = writeln!(
            out,
            "\n{} to write: see `TODO`, with the page's words behind `#>`; {} that only a person can choose. Then `cargo xtask check`.",
            count(left.texts, "text"),
            count(left.names, "name"),
        );
    }
    out
}

/// The files, each below its path where there are several.
pub(super) fn files(draft: &Draft, home: &Root) -> String {
    let mut out = String::new();
    for (path, text) in &draft.files {
        if draft.files.len() > 1 {
            let _ = writeln!(out, "{}==> {}/{path}", if out.is_empty() { "" } else { "\n" }, home.display);
        }
        out.push_str(text);
    }
    out
}
