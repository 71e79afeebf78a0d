//! Pages as a browser sees them: their tags by the WHATWG's rules, and what is wrong with them.

use std::collections::BTreeSet;

use html5gum::{Token, Tokenizer};

/// Elements that have no end.
const VOID: &[&str] = &["meta", "link", "input", "br", "hr", "wbr"];

/// Every element that a page may have: ours, and those of Markdown.
const ELEMENTS: &[&str] = &[
    "a",
    "article",
    "aside",
    "body",
    "blockquote",
    "br",
    "button",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "hr",
    "html",
    "input",
    "kbd",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "span",
    "strong",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "var",
    "wbr",
];

/// What a page holds.
#[derive(Debug, Default)]
pub(crate) struct Html {
    /// Where its links lead.
    pub(crate) links: Vec<String>,
    /// Its places.
    pub(crate) ids: BTreeSet<String>,
    /// What a browser loads with it.
    pub(crate) loaded: Vec<String>,
    /// What is wrong with it.
    pub(crate) problems: Vec<String>,
}

impl Html {
    /// Reads a page.
    pub(crate) fn read(text: &str) -> Self {
        let (mut page, mut open) = (Self::default(), Vec::new());
        for token in Tokenizer::new(text).flatten() {
            match token {
                Token::StartTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    for (key, value) in &tag.attributes {
                        let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
                        page.attribute(&name, &key, &value);
                    }
                    page.start(&name, &mut open);
                }
                Token::EndTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    let expected = open.pop();
                    if expected.as_ref() != Some(&name) {
                        page.problems.push(format!("</{name}> where {expected:?} is open"));
                    }
                }
                Token::Error(error) => page.problems.push(format!("{error:?}")),
                Token::String(_) | Token::Comment(_) | Token::Doctype(_) => {}
            }
        }
        page.problems.extend(open.into_iter().map(|name| format!("<{name}> has no end")));
        page
    }

    fn start(&mut self, name: &str, open: &mut Vec<String>) {
        if !ELEMENTS.contains(&name) {
            self.problems.push(format!("<{name}> has no place here"));
        }
        // A paragraph holds no blocks: a browser would end it.
        let block = matches!(
            name,
            "p" | "ul" | "ol" | "div" | "table" | "section" | "details" | "pre" | "h1" | "h2" | "h3" | "h4" | "dl"
        );
        let around = open.last().map(String::as_str);
        if block && matches!(around, Some("p" | "span" | "code" | "summary" | "h1" | "h2" | "h3" | "h4")) {
            self.problems.push(format!("<{name}> in <{}>", around.unwrap_or_default()));
        }
        if !VOID.contains(&name) {
            open.push(name.to_owned());
        }
    }

    fn attribute(&mut self, element: &str, key: &str, value: &str) {
        match (element, key) {
            ("a", "href") => self.links.push(value.to_owned()),
            ("link", "href") | (_, "src") => self.loaded.push(value.to_owned()),
            (_, "id") => {
                let sound =
                    !value.is_empty() && !value.contains(char::is_whitespace) && self.ids.insert(value.to_owned());
                if !sound {
                    self.problems.push(format!("the id {value:?} stands twice or is none"));
                }
            }
            (_, key) if key.starts_with("on") || key == "style" => self.problems.push(format!("the attribute {key}")),
            _ => {}
        }
    }
}
