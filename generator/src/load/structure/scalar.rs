//! Checks of single values.

use std::fmt::Write as _;

use super::{Checker, Site};
use crate::diagnostic::{Code, nearest, shorten};
use crate::load::grammar::Notation;
use crate::load::node::{Kind, Node};
use crate::load::scalar::{Resolved, resolve};

/// A scalar as YAML reads it; lists and mappings are not text, nor anything else that is asked for here.
fn read(node: &Node) -> Option<Resolved> {
    if let Kind::Scalar(scalar) = &node.kind { Some(resolve(scalar)) } else { None }
}

/// The text of a scalar, whatever it is.
fn written<'n>(node: &'n Node<'_>) -> &'n str {
    if let Kind::Scalar(scalar) = &node.kind { &scalar.text } else { "" }
}

impl Checker<'_> {
    /// Checks that a value is text in some notation.
    pub(super) fn text(&mut self, node: &Node, notation: &'static Notation, site: Site) {
        let text = written(node);
        match read(node) {
            Some(Resolved::Text) if text.trim().is_empty() => self.empty(node, site),
            Some(Resolved::Text) => {
                if let Some(refusal) = notation.refuse(text) {
                    self.bad_notation(node, Code::BadNotation, &refusal, notation);
                }
            }
            Some(_) if notation.refuse(text).is_none() => {
                self.wrong_type(node, "a text", site, format!("put it in quotes: \"{}\"", shorten(text)));
            }
            _ => self.wrong_type(node, "a text", site, examples(notation)),
        }
    }

    /// Reports a text that does not follow its notation. The refusal may say what to do, behind a semicolon.
    pub(super) fn bad_notation(&mut self, node: &Node, code: Code, refusal: &str, notation: &'static Notation) {
        let text = written(node);
        let refusal = refusal.replace(text, &shorten(text));
        let (message, help) = refusal.split_once("; ").unwrap_or((&refusal, ""));
        let help = if help.is_empty() { examples(notation) } else { help.to_owned() };
        self.problems.error(code, node.span, message, help);
    }

    /// Checks that a value is `true` or `false`.
    pub(super) fn flag(&mut self, node: &Node, site: Site) {
        match read(node) {
            Some(Resolved::Bool(_)) => {}
            Some(Resolved::Ambiguous(Some(clear))) => self.ambiguous(node, Some(&clear), false, site),
            _ => self.wrong_type(node, "`true` or `false`", site, "write `true` or `false`, without quotes"),
        }
    }

    /// Checks that a value is a whole number within bounds.
    pub(super) fn int(&mut self, node: &Node, min: i64, max: i64, site: Site) {
        let help = match (min, max) {
            (i64::MIN, i64::MAX) => "write a whole number of at most 64 bits, without quotes".to_owned(),
            _ => format!("write a whole number from {min} to {max}, without quotes"),
        };
        match read(node) {
            Some(Resolved::Number(number)) => match number.as_i64() {
                Some(number) if (min..=max).contains(&number) => {}
                None if number.is_f64() => self.wrong_type(node, "a whole number", site, help),
                _ => self.number_range(node, site, &help),
            },
            Some(Resolved::HugeNumber) => self.number_range(node, site, &help),
            Some(Resolved::Ambiguous(clear)) => self.ambiguous(node, clear.as_deref(), false, site),
            _ => self.wrong_type(node, "a whole number", site, help),
        }
    }

    /// Checks that a value is a number.
    pub(super) fn number(&mut self, node: &Node, site: Site) {
        let help = "write a number of at most 64 bits, without quotes";
        match read(node) {
            Some(Resolved::Number(_)) => {}
            Some(Resolved::HugeNumber) => self.number_range(node, site, help),
            Some(Resolved::Ambiguous(clear)) => self.ambiguous(node, clear.as_deref(), false, site),
            _ => self.wrong_type(node, "a number", site, help),
        }
    }

    /// Checks that a value means the same in JSON.
    pub(super) fn json(&mut self, node: &Node, site: Site) {
        match &node.kind {
            _ if self.problems.is_full() => {}
            Kind::Hole => {}
            Kind::Mapping { pairs, .. } => {
                self.duplicate_keys(pairs);
                for pair in pairs {
                    self.json(&pair.value, Site::of(&pair.key));
                }
            }
            Kind::Sequence(nodes) => {
                for node in nodes {
                    self.json(node, Site { span: node.span, ..site });
                }
            }
            Kind::Scalar(scalar) => match resolve(scalar) {
                Resolved::Text | Resolved::Bool(_) | Resolved::Number(_) => {}
                Resolved::Null => self.no_value(node, &scalar.text, site),
                Resolved::HugeNumber => {
                    self.number_range(node, site, "put it in quotes if it is a text, such as an ID");
                }
                Resolved::Ambiguous(clear) => self.ambiguous(node, clear.as_deref(), true, site),
            },
        }
    }

    /// Checks that a value is one of some words.
    pub(super) fn word(&mut self, node: &Node, words: &'static [(&'static str, &'static str)], site: Site) {
        let names = || words.iter().map(|(word, _)| *word);
        let text = written(node);
        let known = names().any(|name| name == text);
        match read(node) {
            Some(Resolved::Text) if known => {}
            Some(Resolved::Text) => {
                let message = format!("`{}` is not a word that {site} knows", shorten(text));
                self.problems.error(Code::UnknownWord, node.span, message, meant(text, names()));
            }
            _ => self.wrong_type(node, "a word", site, one_of(names())),
        }
    }

    /// Reports a value that YAML readers read differently.
    fn ambiguous(&mut self, node: &Node, clear: Option<&str>, quoted: bool, site: Site) {
        let text = shorten(written(node));
        let message = format!("`{text}` under {site} is read differently by different YAML readers");
        let mut help = match clear {
            Some(clear) => format!("write `{}`", shorten(clear)),
            None => "write it as a plain decimal number".to_owned(),
        };
        if quoted {
            let _ = write!(help, ", or \"{text}\" in quotes if it is a text");
        }
        self.problems.error(Code::AmbiguousScalar, node.span, message, help);
    }

    fn number_range(&mut self, node: &Node, site: Site, help: &str) {
        let message = format!("`{}` is out of range for {site}", shorten(written(node)));
        self.problems.error(Code::NumberRange, node.span, message, help);
    }
}

/// How to write a notation.
fn examples(notation: &Notation) -> String {
    match notation.examples {
        [] => "write a text".to_owned(),
        examples => format!("write it like {}", quoted(examples.iter().copied())),
    }
}

/// The word that is meant, or all there are.
pub(super) fn meant<'w>(text: &str, words: impl Iterator<Item = &'w str> + Clone) -> String {
    match nearest(text, words.clone()) {
        Some(word) => format!("did you mean `{word}`?"),
        None => one_of(words),
    }
}

fn one_of<'w>(words: impl Iterator<Item = &'w str>) -> String {
    format!("write one of {}", quoted(words))
}

/// Words in backticks with commas between them.
pub(super) fn quoted<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
