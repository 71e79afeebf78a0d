//! Checks of mappings from free names.

use std::collections::HashMap;

use super::scalar::meant;
use super::{Checker, Site};
use crate::diagnostic::{Code, Diagnostic, Label, shorten};
use crate::load::grammar::{Emptiness, Names, Shape};
use crate::load::node::{Key, Kind, Node, Pair};
use crate::load::scalar::{Resolved, resolve};
use crate::source::Span;

impl<'n> Site<'n> {
    /// The site of what stands under a key.
    pub(super) fn of(key: &'n Key<'_>) -> Self {
        Self { key: &key.scalar.text, span: key.span }
    }
}

impl Checker<'_> {
    /// Checks a mapping from free names.
    pub(super) fn entries(
        &mut self,
        node: &Node,
        names: &'static Names,
        of: &'static Shape,
        emptiness: Emptiness,
        site: Site,
    ) {
        let Kind::Mapping { pairs, complete } = &node.kind else {
            return self.wrong_type(node, "a mapping", site, "write `name: …` for each entry, indented below the key");
        };
        if pairs.is_empty() && *complete && emptiness == Emptiness::Refused {
            self.empty(node, site);
        }
        self.duplicate_keys(pairs);
        for pair in pairs {
            if self.problems.is_full() {
                return;
            }
            self.name(&pair.key, names, site);
            self.value(&pair.value, of, Site::of(&pair.key));
        }
    }

    /// Reports keys that stand twice.
    pub(super) fn duplicate_keys(&mut self, pairs: &[Pair]) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for Pair { key, .. } in pairs {
            if self.problems.is_full() {
                return;
            }
            if let Some(first) = seen.get(&*key.scalar.text) {
                let message = format!("the key `{}` stands twice", shorten(&key.scalar.text));
                let diagnostic = Diagnostic::error(Code::DuplicateKey, message, Label::new(key.span, "the second one"));
                self.problems.push(diagnostic.with_secondary(*first, "the first one").with_help("keep one of them"));
            } else {
                seen.insert(&key.scalar.text, key.span);
            }
        }
    }

    /// Checks the form of a name.
    fn name(&mut self, key: &Key, names: &'static Names, site: Site) {
        let text = &*key.scalar.text;
        if text.is_empty() && key.scalar.plain {
            return self.problems.error(Code::NoValue, key.span, "a name is missing before the colon", "write one");
        }
        match names {
            Names::Any => {}
            Names::Text(notation) => {
                if notation.refuse(text).is_some() {
                    let message = format!("`{}` cannot be a name in {site}", shorten(text));
                    let help = format!("write {}", notation.what.split("; ").next().unwrap_or_default());
                    self.problems.error(Code::BadName, key.span, message, help);
                }
            }
            Names::Integers => {
                let whole = matches!(resolve(&key.scalar), Resolved::Number(number) if number.is_i64());
                if !whole {
                    let message = format!("`{}` cannot be a name in {site}", shorten(text));
                    let help = "write a whole number of at most 64 bits, without quotes";
                    self.problems.error(Code::BadName, key.span, message, help);
                }
            }
            Names::Words(words) => {
                let names = words.iter().map(|(word, _)| *word);
                if !names.clone().any(|name| name == text) {
                    let message = format!("`{}` is not a word that {site} knows", shorten(text));
                    self.problems.error(Code::UnknownWord, key.span, message, meant(text, names));
                }
            }
        }
    }
}
