//! A tree of the elements that pages use, from the tokens of an HTML tokenizer.
//!
//! The tokenizer decides what a tag is; everything between tags is taken from the page as it stands, so that nothing can get
//! lost. Tags that pages do not use (`<at>` in an example, `map<string>`) are text. Missing end tags are supplied where a table's
//! structure tells them. Knows nothing of what elements mean.

use super::lines::LineIndex;
use super::tags::{Tag, Token, VOID, tokens};
use super::warning::{Kind, Warnings};

/// How deep elements may nest; real pages need a dozen levels. Deeper ones stay beside each other.
const DEEPEST: usize = 48;

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
            Tag::Comment => {
                if self.text.get(token.start..token.end).is_some_and(|comment| comment.contains("<md-")) {
                    self.warnings.add(
                        Kind::HiddenPart,
                        self.line(token.start),
                        "a comment hides elements, which are not read",
                    );
                }
            }
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
        let (code, skip) = if let Some(end) = rest.find("</md-code-json") {
            (end, rest[end..].find('>').map_or(rest.len(), |close| end + close + 1))
        } else {
            self.warnings.add(Kind::UnclosedTag, self.line(at), "`<md-code-json>` is not closed");
            (rest.len(), rest.len())
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

#[cfg(test)]
mod tests {
    use super::{Node, parse};
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
        assert_eq!(parsed("a<!-- <md-td> -->b"), ("ab".to_owned(), vec![Kind::HiddenPart]));
        assert_eq!(parsed("a<!-- b").0, "a<!-- b");
    }

    #[test]
    fn nests_to_a_limit() {
        let (_, warnings) = parsed(&"<div>".repeat(100_000));
        assert!(warnings.contains(&Kind::TooDeep));
    }
}
