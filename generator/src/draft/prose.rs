//! Prose that is still to be written: the word that the checks refuse, and the page's words in a comment beside it.

use crate::document::{Entry, Line, Mapping, Notes, Value};
use crate::load::PAGE_WORDS;

/// What stands where prose is to be written.
pub(crate) const UNWRITTEN: &str = "TODO";

/// Columns that a comment may have.
const WIDTH: usize = 110;
/// Words that are longer are cut: the page has them whole.
const LONGEST: usize = 1200;

/// Adds a key whose prose is to be written.
pub(super) fn unwritten(mapping: &mut Mapping, key: &str) {
    mapping.push(key, Value::Text(UNWRITTEN.to_owned()));
}

/// Puts the page's words beside an entry, or before it where they are long.
pub(super) fn quote(entry: &mut Entry, words: &str) {
    let lines = lines(words);
    match lines.as_slice() {
        [] => {}
        [one] if one.chars().count() <= WIDTH / 3 => entry.notes.beside = Some(comment(one)),
        lines => before(&mut entry.notes, lines),
    }
}

fn before(notes: &mut Notes, lines: &[String]) {
    notes.before.extend(lines.iter().map(|line| Line::Comment(comment(line))));
}

fn comment(line: &str) -> String {
    format!("{PAGE_WORDS} {line}")
}

/// Words as lines of a comment.
fn lines(words: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut left = LONGEST;
    for line in words.lines() {
        let clean: String =
            line.chars().map(|char| if crate::load::is_unwritable(char) { ' ' } else { char }).collect();
        let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut rest = clean.as_str();
        while !rest.is_empty() && left > 0 {
            let end = rest.char_indices().nth(WIDTH.min(left)).map_or(rest.len(), |(at, _)| at);
            let (head, tail) = rest.split_at(end);
            left = left.saturating_sub(head.chars().count());
            out.push(head.to_owned());
            rest = tail;
        }
    }
    if left == 0 {
        out.push("…".to_owned());
    }
    out
}
