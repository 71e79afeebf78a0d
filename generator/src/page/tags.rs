//! The tags of the elements that pages use, from the tokens of an HTML tokenizer, with their places.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// The elements that pages use. Anything else that looks like a tag is text.
const KNOWN: &[&str] = &[
    "a",
    "b",
    "br",
    "code",
    "col",
    "colgroup",
    "div",
    "em",
    "font",
    "i",
    "img",
    "li",
    "md-alert",
    "md-app-support",
    "md-body",
    "md-code-json",
    "md-code-tab-group",
    "md-code-tab-panel",
    "md-code-tabs",
    "md-dt-table",
    "md-dt-tbody",
    "md-dt-td",
    "md-dt-th",
    "md-dt-thead",
    "md-dt-tr",
    "md-enum",
    "md-enum-item",
    "md-perm",
    "md-table",
    "md-tag",
    "md-tbody",
    "md-td",
    "md-text",
    "md-th",
    "md-thead",
    "md-tooltip",
    "md-tr",
    "ol",
    "p",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements without end tag.
pub(super) const VOID: &[&str] = &["br", "col", "img"];

/// A tag or comment in the text.
#[derive(Debug)]
pub(super) enum Tag {
    Start { name: &'static str, attributes: Vec<(String, String)>, closed: bool },
    End { name: &'static str },
    Comment,
}

/// A tag and where it stands.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) tag: Tag,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// All tags of elements that pages use, and comments, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut collector = Collector::default();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| collector.see(&event, span, text));
    for _ in Tokenizer::new_with_emitter(text, emitter) {}
    collector.tokens
}

/// Puts the tokenizer's events together.
#[derive(Debug, Default)]
struct Collector {
    tokens: Vec<Token>,
    name: Option<&'static str>,
    start: usize,
    attributes: Vec<(String, String)>,
}

impl Collector {
    fn see(&mut self, event: &CallbackEvent<'_>, span: Span<usize>, text: &str) -> Option<std::convert::Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.name = known(name);
                self.start = span.start;
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } if self.name.is_some() => {
                self.attributes.push((lossy(name), String::new()));
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, last)) = self.attributes.last_mut() {
                    lossy(value).trim_matches('"').clone_into(last);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(name) = self.name.take() {
                    let closed = *self_closing || VOID.contains(&name);
                    let attributes = std::mem::take(&mut self.attributes);
                    self.push(Tag::Start { name, attributes, closed }, self.start, text);
                }
            }
            CallbackEvent::EndTag { name } => {
                if let Some(name) = known(name) {
                    self.push(Tag::End { name }, span.start, text);
                }
            }
            CallbackEvent::Comment { .. } => self.push(Tag::Comment, span.start, text),
            _ => {}
        }
        None
    }

    /// Adds a tag. Its end is looked for in the text, because the tokenizer's spans of tags are exact only at their start.
    fn push(&mut self, tag: Tag, start: usize, text: &str) {
        let Some(rest) = text.get(start..).filter(|rest| rest.starts_with('<')) else { return };
        let end = match tag {
            Tag::Comment => rest.starts_with("<!--").then(|| rest.find("-->").map(|at| at + 3)).flatten(),
            _ => tag_end(rest),
        };
        if let Some(end) = end {
            self.tokens.push(Token { tag, start, end: start + end });
        }
    }
}

/// Where a tag that starts the text ends: after the first `>` outside of quotes that follow a `=`.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    let mut value = false;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if value => (quote, value) = (Some(byte), false),
            (None, b'>') => return Some(at + 1),
            (None, b'=') => value = true,
            (None, byte) => value &= byte.is_ascii_whitespace(),
        }
    }
    None
}

/// The name of an element that pages use.
fn known(name: &[u8]) -> Option<&'static str> {
    KNOWN.binary_search_by(|known| known.as_bytes().cmp(name)).ok().and_then(|at| KNOWN.get(at)).copied()
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::KNOWN;

    #[test]
    fn the_table_of_names_is_sorted() {
        assert!(KNOWN.is_sorted());
    }
}
