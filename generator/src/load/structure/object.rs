//! Checks of mappings with fixed keys.

use std::fmt::Write as _;

use super::scalar::quoted;
use super::{Checker, Site};
use crate::diagnostic::{Code, Diagnostic, Label, nearest, shorten};
use crate::load::grammar::{Need, Object, Rule};
use crate::load::node::{Key, Kind, Node, Pair};

impl Checker<'_> {
    /// Checks a mapping with fixed keys.
    pub(super) fn object(&mut self, node: &Node, object: &'static Object, site: Site) {
        let Kind::Mapping { pairs, complete } = &node.kind else {
            let help = format!("its keys are {}", quoted(key_names(object)));
            return self.wrong_type(node, "a mapping", site, help);
        };
        self.duplicate_keys(pairs);
        let mut meant = Vec::new();
        for pair in pairs {
            if self.problems.is_full() {
                return;
            }
            match object.keys.iter().find(|key| key.name == pair.key.scalar.text) {
                Some(key) => self.value(&pair.value, &key.shape, Site::of(&pair.key)),
                None => meant.extend(self.unknown_key(&pair.key, object)),
            }
        }
        if *complete {
            self.missing_keys(pairs, &meant, object, site);
        }
        for rule in object.rules {
            self.rule(rule, pairs, object, site);
        }
    }

    /// Reports a key that the notation does not know, and tells which one is probably meant.
    fn unknown_key(&mut self, key: &Key, object: &'static Object) -> Option<&'static str> {
        let text = &*key.scalar.text;
        let meant = nearest(text, key_names(object));
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the keys of {} are {}", with_article(object), quoted(key_names(object))),
        };
        let message = format!("{} has no key `{}`", with_article(object), shorten(text));
        self.problems.error(Code::UnknownKey, key.span, message, help);
        meant
    }

    /// Reports the required keys that do not stand, except those that were probably mistyped.
    fn missing_keys(&mut self, pairs: &[Pair], meant: &[&str], object: &'static Object, site: Site) {
        let stands = |name: &str| pairs.iter().any(|pair| pair.key.scalar.text == name) || meant.contains(&name);
        let missing = object.keys.iter().filter(|key| match key.need {
            Need::Optional => false,
            Need::Required => !stands(key.name),
            Need::Unless(other) => !stands(key.name) && !stands(other),
        });
        let missing: Vec<_> = missing.collect();
        if missing.is_empty() {
            return;
        }
        let mut help = "add".to_owned();
        for key in &missing {
            let _ = write!(help, "\n`{}`: {}", key.name, key.about);
        }
        let names = quoted(missing.iter().map(|key| key.name));
        self.problems.error(Code::MissingKey, site.span, format!("{} lacks {names}", subject(object, site)), help);
    }

    /// Checks what holds between the keys of a mapping.
    fn rule(&mut self, rule: &Rule, pairs: &[Pair], object: &'static Object, site: Site) {
        let (Rule::AtMostOne(names) | Rule::ExactlyOne(names)) = rule;
        let mut standing = pairs.iter().map(|pair| &pair.key).filter(|key| names.contains(&&*key.scalar.text));
        let Some(first) = standing.next() else {
            if let Rule::ExactlyOne(names) = rule {
                let message = format!("{} lacks one of {}", subject(object, site), quoted(names.iter().copied()));
                self.problems.error(Code::ConflictingKeys, site.span, message, "add one of them");
            }
            return;
        };
        for other in standing.filter(|other| other.scalar.text != first.scalar.text) {
            let message = format!("`{}` and `{}` exclude each other", first.scalar.text, other.scalar.text);
            let diagnostic = Diagnostic::error(Code::ConflictingKeys, message, Label::new(other.span, ""));
            self.problems.push(diagnostic.with_secondary(first.span, "stands already").with_help("keep one of them"));
        }
    }
}

fn key_names(object: &'static Object) -> impl Iterator<Item = &'static str> {
    object.keys.iter().map(|key| key.name)
}

fn with_article(object: &Object) -> String {
    let article = if object.name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {}", object.name)
}

/// What a mapping is called: its kind, and its name if it has one.
fn subject(object: &Object, site: Site) -> String {
    if site.is_file() { format!("the {}", object.name) } else { format!("the {} {site}", object.name) }
}
