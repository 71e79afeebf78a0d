//! The head of a page: YAML between `---` lines, or an HTML comment; both are `key: value` lines.
//!
//! Read without a YAML crate: heads are machine-made, and titles hold what YAML would refuse.

use super::warning::{Kind, Warnings};

/// What the head of a page says.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// `title`.
    pub(super) title: Option<String>,
    /// Address below the documentation's root.
    pub(super) address: Option<String>,
    /// When the page was last changed, in milliseconds.
    pub(super) updated_ms: Option<i64>,
    /// Where the body starts.
    pub(super) body: usize,
}

/// What stands before an address in a `source_url`.
const ROOT: &str = "/document/";

/// Reads the head of a page.
pub(super) fn read(text: &str, warnings: &mut Warnings) -> FrontMatter {
    let start = text.len() - text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).len();
    let rest = &text[start..];
    let (open, close) = match rest {
        _ if rest.starts_with("---") => ("---", "\n---"),
        _ if rest.starts_with("<!--") => ("<!--", "-->"),
        _ => {
            warnings.add(Kind::FrontMatter, 1, "the page has no head with title and address");
            return FrontMatter::default();
        }
    };
    let inner = &rest[open.len()..];
    let Some(end) = inner.find(close) else {
        warnings.add(Kind::FrontMatter, 1, "the head of the page is not closed");
        return FrontMatter::default();
    };
    let body = start + open.len() + end + close.len();
    let mut front = FrontMatter { body, ..FrontMatter::default() };
    for line in inner[..end].lines() {
        if let Some((key, value)) = line.split_once(':') {
            front.take(key.trim(), &unquote(value.trim()));
        }
    }
    front.complain(warnings);
    front
}

impl FrontMatter {
    fn take(&mut self, key: &str, value: &str) {
        match key {
            "title" => self.title = Some(value.to_owned()),
            "fullPath" => self.address = Some(value.to_owned()).filter(|address| address.starts_with('/')),
            "source_url" => self.address = value.find(ROOT).map(|at| value[at + ROOT.len() - 1..].to_owned()),
            "updateTime" | "updatedAt" | "last_remote_update_timestamp" => self.updated_ms = value.parse().ok(),
            _ => {}
        }
    }

    fn complain(&self, warnings: &mut Warnings) {
        let lacks = [
            ("title", self.title.as_ref().is_none_or(String::is_empty)),
            ("address", self.address.is_none()),
            ("time of the last change", self.updated_ms.is_none()),
        ];
        for (what, _) in lacks.iter().filter(|(_, lacks)| *lacks) {
            warnings.add(Kind::FrontMatter, 1, format!("the head of the page has no {what} that can be read"));
        }
    }
}

/// The text inside double quotes, with its escapes resolved; other texts as they stand.
fn unquote(text: &str) -> String {
    serde_json::from_str(text).unwrap_or_else(|_| text.trim_matches(['"', '\'']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::page::warning::Warnings;

    #[test]
    fn reads_all_forms() {
        let forms = [
            "---\ntitle: \"Say \\\"hi\\\": now\"\nfullPath: \"/a/b\"\nupdateTime: \"12\"\n---\nrest",
            "---\ntitle: 'Say \"hi\": now'\nsource_url: https://x.test/document/a/b\nlast_remote_update: 1970-01-01\nlast_remote_update_timestamp: 12\n---\nrest",
            "<!--\ntitle: Say \"hi\": now\nid: 1\nfullPath: /a/b\nupdatedAt: 12\nsource: https://x.test/document/c\n-->\nrest",
        ];
        for form in forms {
            let mut warnings = Warnings::default();
            let front = read(form, &mut warnings);
            assert_eq!(front.title.as_deref(), Some("Say \"hi\": now"), "{form}");
            assert_eq!(front.address.as_deref(), Some("/a/b"), "{form}");
            assert_eq!(front.updated_ms, Some(12), "{form}");
            assert_eq!(form[front.body..].trim(), "rest");
            assert!(warnings.into_sorted().is_empty());
        }
    }

    #[test]
    fn says_what_is_missing() {
        for (text, count) in [("", 1), ("---\ntitle: x\n", 1), ("---\ntitle: x\n---\n", 2), ("text", 1)] {
            let mut warnings = Warnings::default();
            read(text, &mut warnings);
            assert_eq!(warnings.into_sorted().len(), count, "{text:?}");
        }
    }
}
