//! Saved pages of the documentation.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The folder of the pages, where there is one.
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/docs");
    folder.is_dir().then_some(folder)
}

/// The example of an answer that a page gives.
pub(crate) fn answer(folder: &Path, page: &str) -> Value {
    let text = fs::read_to_string(folder.join(page)).unwrap_or_else(|error| panic!("{page}: {error}"));
    let (_, rest) = text.split_once("### 响应体示例").unwrap_or_else(|| panic!("{page}: no example of an answer"));
    let json = code(rest).unwrap_or_else(|| panic!("{page}: no code after the heading"));
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{page}: the example is no JSON: {error}"))
}

/// The first code block, in either of the notations that pages use.
fn code(text: &str) -> Option<&str> {
    let fences = [("<md-code-json>", "</md-code-json>"), ("```json", "```")];
    let begins = fences.iter().filter_map(|(begin, end)| Some((text.find(begin)? + begin.len(), *end)));
    let (at, end) = begins.min()?;
    text[at..].split_once(end).map(|(json, _)| json)
}
