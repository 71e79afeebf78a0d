//! The first line of a file, by which editors find its JSON Schema.
//!
//! Knows how the line is written, and nothing of what a schema says.

use super::layout::{FileKind, kind_of};
use super::problems::Problems;
use super::text::BYTE_ORDER_MARK;
use crate::diagnostic::{Code, shorten};
use crate::source::SourceFile;

const COMMENT: &str = "# yaml-language-server:";

/// Where a file says that its JSON Schema is, as a path relative to the file, if that is not the usual place: the folder
/// `schema` of its spec root. Whoever read the file from a disk can tell whether the schema is there.
pub fn schema_elsewhere<'t>(path: &str, bytes: &'t [u8]) -> Option<&'t str> {
    let first = bytes.split(|byte| *byte == b'\n').next().and_then(|line| str::from_utf8(line).ok())?;
    let usual = kind_of(path).ok()?.schema_path();
    copy_of(&usual, named_by(first)?).filter(|named| *named != usual)
}

/// The first line of a file that has its JSON Schema at the usual place.
pub(crate) fn usual(kind: &FileKind) -> String {
    format!("{COMMENT} $schema={}", kind.schema_path())
}

/// Checks that the first line names the JSON Schema.
pub(super) fn check(source: &SourceFile, kind: &FileKind, problems: &mut Problems) {
    let text = &source.text;
    let start = text.strip_prefix(BYTE_ORDER_MARK).map_or(0, |_| BYTE_ORDER_MARK.len_utf8());
    let first = text[start..].lines().next().unwrap_or_default();
    let usual = kind.schema_path();
    let copy = named_by(first).and_then(|named| copy_of(&usual, named));
    if text[start..].trim().is_empty() || (copy.is_some() && !source.lacks_schema) {
        return;
    }
    let (message, end) = match copy {
        Some(named) => (format!("there is no JSON Schema `{}`", shorten(named)), start + first.len()),
        None if first.starts_with(COMMENT) => {
            (format!("the first line names another JSON Schema: `{}`", shorten(first)), start + first.len())
        }
        None => ("the first line does not name the JSON Schema".to_owned(), start),
    };
    let mut help = format!("the first line has to be\n{}", self::usual(kind));
    if copy.is_some() {
        help.push_str("\nor the like with the path of a copy, which `cargo xtask schema --out DIR` writes");
    }
    problems.error(Code::SchemaLine, problems.span(start, end), message, help);
}

/// What a first line names.
fn named_by(first: &str) -> Option<&str> {
    first.trim_end().strip_prefix(COMMENT)?.strip_prefix(" $schema=")
}

/// The path, if it is a relative one of a file with the same name as the usual schema.
fn copy_of<'t>(usual: &str, named: &'t str) -> Option<&'t str> {
    let is_relative = !named.starts_with('/') && !named.contains([':', '\\', '#', '?', '%']);
    let is_plain = !named.contains(|c: char| c.is_whitespace() || c.is_control());
    let has_name = named.rsplit('/').next() == usual.rsplit('/').next();
    (is_relative && is_plain && has_name).then_some(named)
}

#[cfg(test)]
mod tests {
    use super::schema_elsewhere;

    fn elsewhere(first: &str) -> Option<&str> {
        schema_elsewhere("im/v1/message.yaml", first.as_bytes())
    }

    #[test]
    fn a_copy_is_a_relative_path_with_the_right_name() {
        assert_eq!(
            elsewhere("# yaml-language-server: $schema=../../../x/resource.json\nabout: A."),
            Some("../../../x/resource.json")
        );
        assert_eq!(elsewhere("# yaml-language-server: $schema=resource.json \r\n"), Some("resource.json"));
        assert_eq!(elsewhere("# yaml-language-server: $schema=../../schema/resource.json"), None);
        for path in ["/x/resource.json", "https://x.example/resource.json", "C:/resource.json", "..\\resource.json"] {
            assert_eq!(elsewhere(&format!("# yaml-language-server: $schema={path}")), None, "{path}");
        }
        for path in ["", "../shared.json", "a b/resource.json", "resource.json/", "xresource.json", "resource.json#x"] {
            assert_eq!(elsewhere(&format!("# yaml-language-server: $schema={path}")), None, "{path}");
        }
        assert_eq!(elsewhere(""), None);
        assert_eq!(schema_elsewhere("nothing.txt", b"# yaml-language-server: $schema=resource.json"), None);
        assert_eq!(schema_elsewhere("scopes.yaml", b"\xff\n# yaml-language-server: $schema=resource.json"), None);
    }
}
