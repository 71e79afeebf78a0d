//! What can be said of a file before it is read as YAML: size, encoding, characters.

use super::problems::Problems;
use super::{PAGE_WORDS, UNWRITTEN};
use crate::diagnostic::Code;
use crate::source::Span;

/// The largest file that is read. The largest resource of the platform needs less than a tenth.
const MAX_BYTES: usize = 4 << 20;

/// What some editors put in front of a text.
pub(super) const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// Checks size and characters of a file, and tells whether it makes sense to go on.
pub(super) fn check(text: &str, problems: &mut Problems) -> bool {
    if text.len() > MAX_BYTES {
        let message = format!("the file has {} bytes; at most {MAX_BYTES} are read", text.len());
        let at = Span::start_of(problems.file());
        problems.error(Code::FileTooLarge, at, message, "write one file for each resource");
        return false;
    }
    if let Some(at) = text.find(char::REPLACEMENT_CHARACTER) {
        let span = problems.span(at, at + char::REPLACEMENT_CHARACTER.len_utf8());
        problems.error(Code::NotUtf8, span, format!("byte {at} is not UTF-8"), "save the file as UTF-8");
        return false;
    }
    check_characters(text, problems);
    true
}

fn check_characters(text: &str, problems: &mut Problems) {
    if let Some(at) = text.find(BYTE_ORDER_MARK) {
        let span = problems.span(at, at + BYTE_ORDER_MARK.len_utf8());
        // In the middle it cannot be seen, and parsers of YAML disagree on whether it is there.
        let message =
            if at == 0 { "the file starts with a byte order mark" } else { "the file holds a byte order mark" };
        problems.error(Code::ByteOrderMark, span, message, "save the file as UTF-8 without it");
    }
    if let Some((at, found)) = control_character(text) {
        let span = problems.span(at, at + found.len_utf8());
        let message = format!("the file holds the control character U+{:04X} at byte {at}", u32::from(found));
        let help = format!("leave it out, or write `\\u{:04X}` between double quotes", u32::from(found));
        problems.error(Code::ControlCharacter, span, message, help);
    }
    if let Some(at) = text.find('\t') {
        let help = r"indent with spaces; in a text write `\t` between double quotes";
        problems.error(Code::Tab, problems.span(at, at + 1), tab_message(text), help);
    }
}

/// Reports the words of a page that a draft brought along, once all its prose is written: until then the missing prose is reported,
/// and whoever writes it needs the words.
pub(super) fn check_page_words(text: &str, problems: &mut Problems) {
    if !text.contains(PAGE_WORDS) || text.lines().any(|line| line.contains(&format!(": {UNWRITTEN}"))) {
        return;
    }
    let mut comments = text.match_indices(PAGE_WORDS).filter(|(at, _)| is_comment(text, *at));
    let Some((at, _)) = comments.next() else { return };
    let count = 1 + comments.count();
    let message = match count {
        1 => "a comment holds words of the page that the draft was made from".to_owned(),
        count => format!("{count} comments hold words of the page that the draft was made from; this is the first one"),
    };
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    problems.error(
        Code::PageWords,
        problems.span(at, end),
        message,
        "remove what stands behind `#>`: the prose is written",
    );
}

/// Whether what starts at a place is a comment: nothing or a blank stands before it, and no text in double quotes is open.
fn is_comment(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    (line.is_empty() || line.ends_with(' ')) && line.matches('"').count().is_multiple_of(2)
}

/// The first character that has no place in a text file. A tab has a code of its own; a carriage return may end a line.
fn control_character(text: &str) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let ascii = bytes.iter().enumerate().position(|(at, byte)| match byte {
        b'\n' | b'\t' => false,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        byte => byte.is_ascii_control(),
    });
    let ascii = ascii.map(|at| (at, char::from(bytes[at])));
    // Line separators of Unicode would make line numbers differ between tools.
    let other = text.char_indices().find(|(_, c)| !c.is_ascii() && is_control(*c));
    ascii.into_iter().chain(other).min_by_key(|(at, _)| *at)
}

fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Whether a character cannot stand in a file as it is: in a text it needs double quotes and a backslash.
pub(crate) fn is_unwritable(c: char) -> bool {
    is_control(c) || matches!(c, BYTE_ORDER_MARK | char::REPLACEMENT_CHARACTER)
}

fn tab_message(text: &str) -> String {
    match text.bytes().filter(|byte| *byte == b'\t').count() {
        1 => "the file holds a tab".to_owned(),
        count => format!("the file holds {count} tabs; this is the first one"),
    }
}
