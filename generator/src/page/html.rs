//! A tree of the elements that pages use, from the tokens of an HTML tokenizer.
//!
//! The tokenizer decides what a tag is; everything between tags is taken from the page as it stands, so that nothing can get
//! lost. Tags that pages do not use (`<at>` in an example, `map<string>`) are text. Missing end tags are supplied where a table's
//! structure tells them. Knows nothing of what elements mean.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::lines::LineIndex;
use super::warning::{Kind, Warnings};

/// How deep elements may nest; real pages need a dozen levels. Deeper ones stay beside each other.
const DEEPEST: usize = 48;

/// The elements that pages use. Anything else that looks like a tag is text.
const KNOWN: &[&str] = &[
    "a", "b", "br", "code", "col", "colgroup", "div", "em", "font", "i", "img", "li", "md-alert", "md-app-support", "md-body",
    "md-code-json", "md-code-tab-group", "md-code-tab-panel", "md-code-tabs", "md-dt-table", "md-dt-tbody", "md-dt-td",
    "md-dt-th", "md-dt-thead", "md-dt-tr", "md-enum", "md-enum-item", "md-perm", "md-table", "md-tag", "md-tbody", "md-td",
    "md-text", "md-th", "md-thead", "md-tooltip", "md-tr", "ol", "p", "span", "strong", "table", "tbody", "td", "th", "thead",
    "tr", "ul",
];

/// Elements without end tag.
const VOID: &[&str] = &["br", "col", "img"];

/// What a tree consists of.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// Text as it stands on the page, entities included.
    Text(&'a str),
    /// An element.
    Element(Element<'a>),
}

/// An element.
#[derive(Debug)]
pub(super) struct Element<'a> {
    /// Its name.
    pub(super) name: &'static str,
    /// Its attributes.
    pub(super) attributes: Vec<(String, String)>,
    /// What it holds.
    pub(super) children: Vec<Node<'a>>,
    /// Line of its start tag, from one.
    pub(super) line: u32,
}

impl Element<'_> {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A tag or comment in the text.
#[derive(Debug)]
enum Tag {
    Start { name: &'static str, attributes: Vec<(String, String)>, closed: bool },
    End { name: &'static str },
    Comment,
}

/// A tag and where it stands.
#[derive(Debug)]
struct Token {
    tag: Tag,
    start: usize,
    end: usize,
}

/// Builds the tree of a part of a page. `offset` is where the part starts on the page.
pub(super) fn parse<'a>(text: &'a str, offset: usize, lines: &LineIndex, warnings: &mut Warnings) -> Vec<Node<'a>> {
    if !text.contains('<') {
        return if text.is_empty() { Vec::new() } else { vec![Node::Text(text)] };
    }
    let mut builder = Builder { text, offset, lines, warnings, at: 0, open: Vec::new(), done: Vec::new() };
    for token in tokens(text) {
        builder.add(token);
    }
    builder.finish()
}

/// All tags of elements that pages use, and comments, in order.
fn tokens(text: &str) -> Vec<Token> {
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
                    *last = lossy(value).trim_matches('"').to_owned();
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

/// Puts tags and text together.
struct Builder<'a, 'b> {
    text: &'a str,
    offset: usize,
    lines: &'b LineIndex,
    warnings: &'b mut Warnings,
    at: usize,
    open: Vec<Element<'a>>,
    done: Vec<Node<'a>>,
}

impl<'a> Builder<'a, '_> {
    fn add(&mut self, token: Token) {
        if token.start < self.at {
            return;
        }
        self.take_text(token.start);
        self.at = token.end;
        match token.tag {
            Tag::Comment => {}
            Tag::Start { name, attributes, closed } => self.start(name, attributes, closed, token.start),
            Tag::End { name } => self.end(name, token.start),
        }
    }

    /// Puts the text up to a place into the innermost open element.
    fn take_text(&mut self, end: usize) {
        if let Some(text) = self.text.get(self.at..end).filter(|text| !text.is_empty()) {
            self.push(Node::Text(text));
        }
    }

    fn push(&mut self, node: Node<'a>) {
        match self.open.last_mut() {
            Some(parent) => parent.children.push(node),
            None => self.done.push(node),
        }
    }

    fn line(&self, at: usize) -> u32 {
        self.lines.line(self.offset + at)
    }

    fn start(&mut self, name: &'static str, attributes: Vec<(String, String)>, closed: bool, at: usize) {
        self.close_implied(name);
        let line = self.line(at);
        let mut element = Element { name, attributes, children: Vec::new(), line };
        if name == "md-code-json" && !closed {
            self.take_code(&mut element, at);
            self.push(Node::Element(element));
        } else if closed {
            self.push(Node::Element(element));
        } else if self.open.len() >= DEEPEST {
            self.warnings.add(Kind::TooDeep, line, format!("`<{name}>` lies more than {DEEPEST} elements deep"));
            self.push(Node::Element(element));
        } else {
            self.open.push(element);
        }
    }

    /// Takes code up to its end tag as it stands: `<` in it starts no tags.
    fn take_code(&mut self, element: &mut Element<'a>, at: usize) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let (code, skip) = match rest.find("</md-code-json") {
            Some(end) => (end, rest[end..].find('>').map_or(rest.len(), |close| end + close + 1)),
            None => {
                self.warnings.add(Kind::UnclosedTag, self.line(at), "`<md-code-json>` is not closed");
                (rest.len(), rest.len())
            }
        };
        element.children.push(Node::Text(&rest[..code]));
        self.at += skip;
    }

    /// Closes cells and rows that a new cell or row ends.
    fn close_implied(&mut self, name: &str) {
        let Some((ends, within)) = implied(name) else { return };
        while let Some(at) = self.open.iter().rposition(|element| ends.contains(&element.name)) {
            if self.open.iter().skip(at).any(|element| within.contains(&element.name)) {
                return;
            }
            let line = self.open.get(at).map_or(1, |element| element.line);
            let name = self.open.get(at).map_or("", |element| element.name);
            self.warnings.add(Kind::UnclosedTag, line, format!("`<{name}>` is not closed"));
            self.close_to(at);
        }
    }

    fn end(&mut self, name: &'static str, at: usize) {
        if VOID.contains(&name) {
            return;
        }
        let found = self.open.iter().rposition(|element| element.name == name);
        let barrier = self.open.iter().rposition(|element| is_table(element.name)).unwrap_or(0);
        match found.filter(|found| *found >= barrier || is_table(name)) {
            Some(found) => self.close_to(found),
            None => self.warnings.add(Kind::StrayTag, self.line(at), format!("`</{name}>` closes nothing")),
        }
    }

    /// Closes the open element at a depth, and everything in it.
    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            if let Some(element) = self.open.pop() {
                self.push(Node::Element(element));
            }
        }
    }

    fn finish(mut self) -> Vec<Node<'a>> {
        if let Some(at) = self.broken_tag() {
            self.warnings.add(Kind::BrokenTag, self.line(at), "a tag or comment never ends");
        }
        self.take_text(self.text.len());
        for element in &self.open {
            if element.name.starts_with("md-") {
                self.warnings.add(Kind::UnclosedTag, element.line, format!("`<{}>` is not closed", element.name));
            }
        }
        self.close_to(0);
        self.done
    }

    /// Where a tag of a known element starts in the text after the last whole one.
    fn broken_tag(&self) -> Option<usize> {
        let rest = self.text.get(self.at..)?;
        let found = rest.find("<md-").or_else(|| rest.find("</md-")).or_else(|| rest.find("<!--"))?;
        Some(self.at + found)
    }
}

/// Which open elements a start tag ends, and which elements between keep them open.
fn implied(name: &str) -> Option<(&'static [&'static str], &'static [&'static str])> {
    const TABLES: &[&str] = &["md-dt-table", "md-table", "table"];
    match name {
        "md-dt-td" | "md-dt-th" => Some((&["md-dt-td", "md-dt-th"], TABLES)),
        "md-td" | "md-th" => Some((&["md-td", "md-th"], TABLES)),
        "td" | "th" => Some((&["td", "th"], TABLES)),
        "md-dt-tr" => Some((&["md-dt-tr"], TABLES)),
        "md-tr" => Some((&["md-tr"], TABLES)),
        "tr" => Some((&["tr"], TABLES)),
        "md-enum-item" => Some((&["md-enum-item"], &["md-enum"])),
        _ => None,
    }
}

/// Whether an element is a table.
pub(super) fn is_table(name: &str) -> bool {
    matches!(name, "md-dt-table" | "md-table" | "table")
}

/// The text with its entities resolved.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest.find(';').filter(|end| *end <= 10).and_then(|end| Some((end, entity(rest.get(1..end)?)?)));
        match entity {
            Some((end, char)) => {
                out.push(char);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The character of an entity that pages use.
fn entity(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        "emsp" => Some('\u{2003}'),
        "ensp" => Some('\u{2002}'),
        _ => {
            let digits = name.strip_prefix('#')?;
            let number = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(number)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, Node, decode, parse};
    use crate::page::lines::LineIndex;
    use crate::page::warning::{Kind, Warnings};

    /// The tree as text: `name(…)`, texts as they stand.
    fn show(nodes: &[Node<'_>]) -> String {
        let one = |node: &Node<'_>| match node {
            Node::Text(text) => (*text).to_owned(),
            Node::Element(element) => format!("{}({})", element.name, show(&element.children)),
        };
        nodes.iter().map(one).collect()
    }

    fn parsed(text: &str) -> (String, Vec<Kind>) {
        let mut warnings = Warnings::default();
        let tree = show(&parse(text, 0, &LineIndex::new(text), &mut warnings));
        (tree, warnings.into_sorted().into_iter().map(|warning| warning.kind).collect())
    }

    #[test]
    fn the_table_of_names_is_sorted() {
        assert!(KNOWN.is_sorted());
    }

    #[test]
    fn elements_that_pages_do_not_use_are_text() {
        let (tree, warnings) = parsed("<md-td>map<string, int> and <at user_id=\"x\">all</at> 0 < n <= 5</md-td>");
        assert_eq!(tree, "md-td(map<string, int> and <at user_id=\"x\">all</at> 0 < n <= 5)");
        assert_eq!(warnings, []);
    }

    #[test]
    fn missing_end_tags_of_cells_and_rows_are_supplied() {
        let (tree, warnings) = parsed("<md-table><md-tr><md-td>a<md-td>b<md-tr><md-td>c</md-td></md-table>z");
        assert_eq!(tree, "md-table(md-tr(md-td(a)md-td(b))md-tr(md-td(c)))z");
        assert_eq!(warnings, [Kind::UnclosedTag, Kind::UnclosedTag]);
    }

    #[test]
    fn a_cell_of_an_inner_table_does_not_close_the_outer_one() {
        let (tree, _) = parsed("<md-td>a<md-table><md-tr><md-td>b</md-td></md-tr></md-table>c</md-td>");
        assert_eq!(tree, "md-td(amd-table(md-tr(md-td(b)))c)");
    }

    #[test]
    fn nothing_is_lost_of_broken_tags() {
        let (tree, warnings) = parsed("<md-td>a</md-td></md-td><md-td name=\"b>c</md-td>");
        assert_eq!(tree, "md-td(a)<md-td name=\"b>c</md-td>");
        assert_eq!(warnings, [Kind::StrayTag, Kind::BrokenTag]);
    }

    #[test]
    fn code_is_taken_as_it_stands() {
        let (tree, _) = parsed("<md-code-json>{\"a\": \"<b>x</b> <!-- \"}</md-code-json>y");
        assert_eq!(tree, "md-code-json({\"a\": \"<b>x</b> <!-- \"})y");
    }

    #[test]
    fn comments_are_left_out() {
        assert_eq!(parsed("a<!-- <md-td> -->b").0, "ab");
        assert_eq!(parsed("a<!-- b").0, "a<!-- b");
    }

    #[test]
    fn nests_to_a_limit() {
        let (_, warnings) = parsed(&"<div>".repeat(100_000));
        assert!(warnings.contains(&Kind::TooDeep));
    }

    #[test]
    fn entities() {
        assert_eq!(decode("map&lt;string&gt; &amp;&#65;&#x42; &unknown; a&b &"), "map<string> &AB &unknown; a&b &");
    }
}
