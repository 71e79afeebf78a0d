//! Holds the tree of a file against the grammar, and reports everything that does not fit.
//!
//! Goes by the tables of [`super::grammar`] alone: nothing here knows a key by its name.

mod entries;
mod list;
mod object;
mod scalar;

use std::fmt;

use super::grammar::{Object, Shape};
use super::node::{Kind, Node};
use super::problems::Problems;
use super::scalar::{Resolved, resolve};
use crate::diagnostic::{Code, shorten};
use crate::source::Span;

/// Reports everything in a file that does not fit its grammar.
pub(super) fn check(root: &Node, object: &'static Object, problems: &mut Problems) {
    let site = Site { key: "", span: Span::start_of(problems.file()) };
    Checker { problems }.object(root, object, site);
}

/// What a value stands under: the key, and where that is. In a list, the list's key and the place of the element; at the top of a
/// file no key.
#[derive(Debug, Clone, Copy)]
struct Site<'n> {
    key: &'n str,
    span: Span,
}

impl Site<'_> {
    /// Whether this is the top of a file.
    fn is_file(&self) -> bool {
        self.span.end == 0
    }
}

impl fmt::Display for Site<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_file() { f.write_str("the file") } else { write!(f, "`{}`", shorten(self.key)) }
    }
}

/// Walks through a tree.
struct Checker<'p> {
    problems: &'p mut Problems,
}

impl Checker<'_> {
    /// Checks a value against a shape.
    fn value(&mut self, node: &Node, shape: &'static Shape, site: Site) {
        if self.problems.is_full() {
            return;
        }
        match shape {
            Shape::Text(notation) => self.text(node, notation, site),
            Shape::Flag => self.flag(node, site),
            Shape::Int(min, max) => self.int(node, *min, *max, site),
            Shape::Number => self.number(node, site),
            Shape::Json => self.json(node, site),
            Shape::Word(words) => self.word(node, words, site),
            Shape::List(of, emptiness) => self.list(node, of, *emptiness, site),
            Shape::OneOrList(of) => self.one_or_list(node, of, site),
            Shape::Object(object) => self.object(node, object, site),
            Shape::Entries(names, of, emptiness) => self.entries(node, names, of, *emptiness, site),
        }
    }

    /// Reports a value of another type than the one asked for.
    fn wrong_type(&mut self, node: &Node, wanted: &str, site: Site, help: impl Into<String>) {
        if let Some(found) = self.found(node, site) {
            let message = format!("{site} takes {wanted}, not {found}");
            self.problems.error(Code::WrongType, node.span, message, help);
        }
    }

    /// What a value is, in words; `None` where there is nothing, which is reported, or where something was reported before.
    fn found(&mut self, node: &Node, site: Site) -> Option<String> {
        let scalar = match &node.kind {
            Kind::Hole => return None,
            Kind::Mapping { .. } => return Some("a mapping".to_owned()),
            Kind::Sequence(_) => return Some("a list".to_owned()),
            Kind::Scalar(scalar) => scalar,
        };
        let text = shorten(&scalar.text);
        match resolve(scalar) {
            Resolved::Null => {
                self.no_value(node, &text, site);
                None
            }
            Resolved::Text => Some(format!("the text `{text}`")),
            Resolved::Bool(_) => Some(format!("`{text}`")),
            Resolved::Number(_) | Resolved::HugeNumber => Some(format!("the number `{text}`")),
            Resolved::Ambiguous(_) => Some(format!("`{text}`, which YAML does not read as a text")),
        }
    }

    /// Reports that nothing stands where something should.
    fn no_value(&mut self, node: &Node, text: &str, site: Site) {
        if text.is_empty() {
            let message = format!("{site} has no value");
            self.problems.error(Code::NoValue, site.span, message, "write one, or leave the key out");
        } else {
            let message = format!("{site} is `{text}`, which YAML reads as no value at all");
            let help = format!("leave the key out, or put the text in quotes: \"{text}\"");
            self.problems.error(Code::NoValue, node.span, message, help);
        }
    }

    /// Reports something empty that has to hold something.
    fn empty(&mut self, node: &Node, site: Site) {
        self.problems.error(Code::Empty, node.span, format!("{site} is empty"), "fill it in, or leave the key out");
    }
}
