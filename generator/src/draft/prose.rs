//! Prose that is still to be written: the word that the checks refuse, and the page's words in a comment beside it.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::said::Said;
use crate::document::{Entry, Line, Mapping, Notes, Value};
use crate::load::{PAGE_WORDS, UNWRITTEN};

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
    put(entry, &lines(words));
}

/// Puts all that pages say of a thing beside its entry, or before it.
pub(super) fn quote_all(entry: &mut Entry, said: &Said) {
    quote_each(entry, said.wordings());
}

/// Puts several words of pages beside an entry, or before it.
pub(super) fn quote_each(entry: &mut Entry, words: impl IntoIterator<Item = String>) {
    let lines: Vec<String> = words.into_iter().flat_map(|words| lines(&words)).collect();
    put(entry, &lines);
}

fn put(entry: &mut Entry, lines: &[String]) {
    match lines {
        [] => {}
        [one] if one.width() <= WIDTH / 3 => entry.notes.beside = Some(comment(one)),
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
            let (head, tail) = rest.split_at(end_of_line(rest));
            left = left.saturating_sub(head.chars().count());
            out.push(head.to_owned());
            rest = tail.trim_start();
        }
    }
    if left == 0 {
        out.push("…".to_owned());
    }
    out
}

/// Where a line ends that is not too wide: behind a blank near its end, else wherever it is full.
fn end_of_line(text: &str) -> usize {
    let mut width = 0;
    let mut blank = 0;
    for (at, char) in text.char_indices() {
        width += char.width().unwrap_or(0);
        if width > WIDTH {
            return if blank > at / 2 { blank } else { at };
        }
        if char == ' ' {
            blank = at + 1;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{end_of_line, lines};

    #[test]
    fn lines_are_as_wide_as_they_may_be() {
        assert_eq!(end_of_line("short"), 5);
        assert_eq!(end_of_line(&"字".repeat(100)), "字".len() * 55);
        let words = "word ".repeat(30);
        assert_eq!(end_of_line(&words), 110);
        let text = format!("{words}\n\u{7}{}", "字".repeat(2000));
        let lines = lines(&text);
        assert_eq!(lines.concat().replace(' ', "").chars().filter(|char| *char == 'w').count(), 30);
        assert_eq!(lines.last().map(String::as_str), Some("…"), "long words are cut");
    }
}
