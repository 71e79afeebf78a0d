//! Error codes.

use super::model::{Doubts, ErrorCode};
use crate::page::facts;

/// What stands instead of a text of codes that only older versions of the server had.
const REMARKS: &[&str] = &["历史错误码，不再使用", "historical error code, no longer in use"];

/// The error codes of a page, each once, with every text that it has there.
pub(super) fn of(rows: &[facts::ErrorCode], doubts: &mut Doubts) -> Vec<ErrorCode> {
    let mut out: Vec<ErrorCode> = Vec::with_capacity(rows.len());
    for row in rows {
        if row.code == 0 {
            doubts.add(row.line, "0 stands among the error codes, but means success; it is left out");
        } else if let Some(known) = out.iter_mut().find(|known| known.code == row.code) {
            join(known, row);
        } else {
            let (http, messages, prose) = (Vec::new(), Vec::new(), String::new());
            let mut new = ErrorCode { line: row.line, code: row.code, http, messages, prose };
            join(&mut new, row);
            out.push(new);
        }
    }
    out
}

fn join(known: &mut ErrorCode, row: &facts::ErrorCode) {
    let text = message(&row.message);
    if REMARKS.contains(&text.as_str()) {
        add_prose(known, &text);
    } else if !is_blank(&text) && !known.messages.contains(&text) {
        known.messages.push(text);
    }
    add_http(known, row);
    add_prose(known, &row.prose);
}

/// Whether nothing stands where the server's text should be.
fn is_blank(text: &str) -> bool {
    text.chars().all(|char| matches!(char, '-' | '—' | '/' | ' '))
}

fn add_prose(known: &mut ErrorCode, words: &str) {
    if known.prose.contains(words) {
        return;
    }
    if !known.prose.is_empty() {
        known.prose.push('\n');
    }
    known.prose.push_str(words);
}

fn add_http(code: &mut ErrorCode, row: &facts::ErrorCode) {
    code.http.extend(&row.http);
    code.http.sort_unstable();
    code.http.dedup();
}

/// The server's text on one line, without the escapes that Markdown needs.
fn message(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut chars = words.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\\' if chars.peek().is_some_and(|next| next.is_ascii_punctuation() && !matches!(next, '"' | '\\')) => {}
            _ => out.push(char),
        }
    }
    let words: Vec<&str> =
        out.split(|char: char| char.is_whitespace() || char.is_control()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{facts, message, of};
    use crate::outline::model::Doubts;

    #[test]
    fn texts_are_one_line_without_escapes_of_markdown() {
        assert_eq!(message(" a\\_b\\[0\\]\n  c "), "a_b[0] c");
        assert_eq!(message("say \\\"hi\\\" C:\\dir"), "say \\\"hi\\\" C:\\dir");
        assert_eq!(message(" \u{0} "), "");
    }

    #[test]
    fn codes_without_a_text_stay_and_remarks_are_none() {
        let row = |code, message: &str, prose: &str| facts::ErrorCode {
            line: 1,
            code,
            http: Vec::new(),
            message: message.to_owned(),
            prose: prose.to_owned(),
        };
        let rows = [
            row(7, "", "Check the type."),
            row(8, "--", "-"),
            row(9, "历史错误码，不再使用", ""),
            row(9, "historical error code, no longer in use", ""),
            row(9, "out of order", ""),
            row(0, "success", ""),
        ];
        let mut doubts = Doubts::default();
        let codes = of(&rows, &mut doubts);
        let said: Vec<_> = codes.iter().map(|code| (code.code, code.messages.join("|"), code.prose.as_str())).collect();
        let remarks = "历史错误码，不再使用\nhistorical error code, no longer in use";
        let expected =
            [(7, String::new(), "Check the type."), (8, String::new(), "-"), (9, "out of order".to_owned(), remarks)];
        assert_eq!(said, expected);
        assert_eq!(doubts.into_sorted().len(), 1, "only of 0, which is no error");
    }
}
