//! Multipart forms (RFC 7578, with the escaping that the WHATWG gives). Knows nothing of operations.

mod body;

use std::fmt;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use self::body::{Encoding, Piece};
use crate::{Body, File};

/// A multipart form: text parts, then file parts, each group in the order of its calls.
///
/// Two forms are equal when their parts are; the boundary is chosen anew each time a form is written.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Form {
    texts: Vec<(&'static str, String)>,
    files: Vec<(&'static str, File)>,
}

impl Form {
    /// Adds a text part.
    pub fn text(&mut self, name: &'static str, value: &str) {
        self.texts.push((name, value.to_owned()));
    }

    /// Adds a file part.
    pub fn file(&mut self, name: &'static str, file: File) {
        self.files.push((name, file));
    }

    /// The text parts, name and value.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// The file parts, name and file.
    pub fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(name, file)| (*name, file))
    }

    /// Whether the form can be written, again if it was written before: false when a file of it is a reader or stream that
    /// was begun.
    pub fn is_replayable(&self) -> bool {
        self.files.iter().all(|(_, file)| file.is_replayable())
    }

    /// The content type with its boundary, and the body. File contents are shared or read while the body is sent, not copied.
    ///
    /// Where all lengths are known, that of the body is.
    pub(crate) fn encode(&self) -> (String, Body) {
        let boundary = boundary();
        let mut pieces = Vec::with_capacity(self.texts.len() + self.files.len() * 3 + 1);
        pieces.extend(self.texts.iter().map(|(name, value)| Piece::from(text_part(&boundary, name, value))));
        for (name, file) in &self.files {
            pieces.push(file_head(&boundary, name, file).into());
            pieces.push(Piece::Content(file.source().clone()));
            pieces.push("\r\n".to_owned().into());
        }
        pieces.push(format!("--{boundary}--\r\n").into());
        (format!("multipart/form-data; boundary={boundary}"), Encoding::new(pieces).into_body())
    }
}

impl fmt::Debug for Form {
    /// Shows the names of text parts, not their values, which can be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<_> = self.texts.iter().map(|(name, _)| *name).collect();
        f.debug_struct("Form").field("texts", &texts).field("files", &self.files).finish()
    }
}

fn text_part(boundary: &str, name: &str, value: &str) -> String {
    let name = escape(name);
    format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
}

fn file_head(boundary: &str, name: &str, file: &File) -> String {
    // The server takes a part without a file name for text.
    let file_name = if file.name().is_empty() { "file" } else { file.name() };
    format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n",
        escape(name),
        escape(file_name),
        file.media_type(),
    )
}

/// Escapes as browsers do: only what could end the quoted string or the line.
fn escape(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '"' => escaped.push_str("%22"),
            '\r' => escaped.push_str("%0D"),
            '\n' => escaped.push_str("%0A"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// 128 bits from a keyed hash whose keys the operating system drew: whoever supplies content cannot guess them, and
/// content that holds them by chance is out of the question. Streams cannot be searched beforehand, so nothing is.
fn boundary() -> String {
    let draw = || RandomState::new().build_hasher().finish();
    format!("feishu-{:016x}{:016x}", draw(), draw())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(form: &Form) -> (String, String) {
        let (kind, body) = form.encode();
        let boundary = kind.strip_prefix("multipart/form-data; boundary=").expect("a boundary").to_owned();
        let bytes = body.to_bytes().expect("in memory");
        (boundary, String::from_utf8(bytes.to_vec()).expect("text"))
    }

    #[test]
    fn texts_come_before_files() {
        let mut form = Form::default();
        form.file("file", File::from_bytes("a.txt", "hello").content_type("text/plain"));
        form.text("size", "5");
        let (b, text) = written(&form);
        assert_eq!(
            text,
            format!(
                "--{b}\r\nContent-Disposition: form-data; name=\"size\"\r\n\r\n5\r\n\
                 --{b}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\
                 Content-Type: text/plain\r\n\r\nhello\r\n--{b}--\r\n"
            )
        );
    }

    #[test]
    fn names_cannot_break_out() {
        let mut form = Form::default();
        let evil = File::from_bytes("a\"\r\nX: y\r\n\r\n.txt", "x").content_type("text/plain\r\nX: y");
        form.file("f", evil);
        let (_, text) = written(&form);
        assert!(text.contains("filename=\"a%22%0D%0AX: y%0D%0A%0D%0A.txt\""), "{text}");
        assert!(!text.contains("\nX: y"), "{text}");
    }

    #[test]
    fn a_file_always_has_a_name_and_boundaries_differ() {
        let mut form = Form::default();
        form.file("f", File::from_bytes("", "x"));
        let (first, text) = written(&form);
        let (second, _) = written(&form);
        assert!(text.contains("filename=\"file\""));
        assert_ne!(first, second);
    }
}
