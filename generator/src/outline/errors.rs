//! Error codes.

use super::model::{Doubts, ErrorCode};
use crate::page::facts;

/// The error codes of a page, each once, with every text that it has there.
pub(super) fn of(rows: &[facts::ErrorCode], doubts: &mut Doubts) -> Vec<ErrorCode> {
    let mut out: Vec<ErrorCode> = Vec::with_capacity(rows.len());
    for row in rows {
        let message = message(&row.message);
        if row.code == 0 {
            doubts.add(row.line, "0 stands among the error codes, but means success; it is left out");
        } else if message.is_empty() {
            doubts.add(row.line, format!("error code {} has no text of the server, and is left out", row.code));
        } else {
            match out.iter_mut().find(|known| known.code == row.code) {
                Some(known) => join(known, row, message),
                None => out.push(new(row, message)),
            }
        }
    }
    out
}

fn new(row: &facts::ErrorCode, message: String) -> ErrorCode {
    let mut code = ErrorCode {
        line: row.line,
        code: row.code,
        http: Vec::new(),
        messages: vec![message],
        prose: row.prose.clone(),
    };
    add_http(&mut code, row);
    code
}

fn join(known: &mut ErrorCode, row: &facts::ErrorCode, message: String) {
    if !known.messages.contains(&message) {
        known.messages.push(message);
    }
    add_http(known, row);
    if !known.prose.contains(&row.prose) {
        known.prose.push('\n');
        known.prose.push_str(&row.prose);
    }
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
    use super::message;

    #[test]
    fn texts_are_one_line_without_escapes_of_markdown() {
        assert_eq!(message(" a\\_b\\[0\\]\n  c "), "a_b[0] c");
        assert_eq!(message("say \\\"hi\\\" C:\\dir"), "say \\\"hi\\\" C:\\dir");
        assert_eq!(message(" \u{0} "), "");
    }
}
