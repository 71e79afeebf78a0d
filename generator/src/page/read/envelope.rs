//! What surrounds the fields of a response.

use serde_json::Value;

use super::super::facts::{Example, Field, FieldType};
use super::sections::{Role, Section, Sections};
use crate::spec::Envelope;

/// The envelope, and whether the table of fields leaves it out. The table decides; where it lists no `code`, the example does.
pub(super) fn of(sections: &Sections<'_>, root: &[Field], examples: &[Example]) -> (Envelope, bool) {
    let has = |name: &str| root.iter().any(|field| field.name == name);
    if root.iter().any(|field| field.kind == FieldType::File) {
        return (Envelope::File, false);
    }
    if has("code") {
        let others =
            root.iter().any(|field| !matches!(field.name.as_str(), "code" | "msg" | "data" | "message" | "error"));
        return if !has("data") && others { (Envelope::Flat, false) } else { (Envelope::Data, false) };
    }
    match examples.iter().find_map(|example| example.body.as_ref().ok()?.as_object()) {
        Some(body) if body.contains_key("code") && body.contains_key("data") => (Envelope::Data, !has("data")),
        Some(body) if body.contains_key("code") && !root.is_empty() => (Envelope::Flat, false),
        Some(body) if body.contains_key("code") => (flat_or_data(body), true),
        Some(_) => (Envelope::None, false),
        None if root.is_empty() && speaks_of_bytes(sections) => (Envelope::File, false),
        None => (Envelope::Data, !has("data")),
    }
}

/// Without a table: whether the example has fields beside `code` and `msg`.
fn flat_or_data(body: &serde_json::Map<String, Value>) -> Envelope {
    let others = body.keys().any(|key| !matches!(key.as_str(), "code" | "msg" | "message" | "error"));
    if others { Envelope::Flat } else { Envelope::Data }
}

/// Whether the text on the response says that it is a stream of bytes.
fn speaks_of_bytes(sections: &Sections<'_>) -> bool {
    let texts = [Role::Response, Role::ResponseExample].into_iter().flat_map(|role| sections.role(role));
    let texts = texts.flat_map(Section::paragraphs).map(|cell| cell.text.as_str());
    let mut codes = sections.role(Role::ResponseExample).flat_map(Section::codes);
    let words = ["二进制", "文件流", "文件内容", "HTTP 状态码", "Content-Type"];
    let mut texts = texts;
    texts.any(|text| words.iter().any(|word| text.contains(word))) || codes.any(|code| code.text.contains("HTTP/"))
}
