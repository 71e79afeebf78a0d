//! Checks of lists.

use std::collections::HashMap;

use super::{Checker, Site};
use crate::diagnostic::{Code, Diagnostic, Label, shorten};
use crate::load::grammar::{Emptiness, Shape};
use crate::load::node::{Kind, Node};
use crate::source::Span;

impl Checker<'_> {
    /// Checks that a value is a list of something, without repetitions.
    pub(super) fn list(&mut self, node: &Node, of: &'static Shape, emptiness: Emptiness, site: Site) {
        let Kind::Sequence(nodes) = &node.kind else {
            return self.wrong_type(node, "a list", site, "put it in brackets: `[…]`");
        };
        if nodes.is_empty() && emptiness == Emptiness::Refused {
            self.empty(node, site);
        }
        for node in nodes {
            self.value(node, of, Site { span: node.span, ..site });
        }
        self.repetitions(nodes, site);
    }

    /// Checks one value, or each of a list.
    pub(super) fn one_or_list(&mut self, node: &Node, of: &'static Shape, site: Site) {
        match node.kind {
            Kind::Sequence(_) => self.list(node, of, Emptiness::Refused, site),
            _ => self.value(node, of, site),
        }
    }

    fn repetitions(&mut self, nodes: &[Node], site: Site) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for node in nodes {
            if self.problems.is_full() {
                return;
            }
            let Kind::Scalar(scalar) = &node.kind else { continue };
            if let Some(first) = seen.get(&*scalar.text) {
                let message = format!("`{}` stands twice in {site}", shorten(&scalar.text));
                let diagnostic =
                    Diagnostic::error(Code::ElementTwice, message, Label::new(node.span, "the second one"));
                self.problems.push(diagnostic.with_secondary(*first, "the first one").with_help("keep one of them"));
            } else {
                seen.insert(&scalar.text, node.span);
            }
        }
    }
}
