//! A set of identifiers that must differ, which reports both places of a clash.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Label};
use crate::source::Span;

/// Identifiers of one kind in one place: the fields of a structure, the types of a module.
#[derive(Debug)]
pub struct NameScope {
    /// What the scope holds, for messages: `fields`, `types of this module`.
    what: &'static str,
    taken: HashMap<String, (String, Span)>,
}

impl NameScope {
    /// An empty scope.
    pub fn new(what: &'static str) -> Self {
        Self { what, taken: HashMap::new() }
    }

    /// Takes an identifier for a wire name; `key` is the one that gives it another name, where there is such a key.
    ///
    /// # Errors
    ///
    /// When another wire name has it already.
    pub fn take(&mut self, rust: &str, wire: &str, span: Span, key: Option<&str>) -> Result<(), Box<Diagnostic>> {
        let Some((other, first)) = self.taken.get(rust) else {
            self.taken.insert(rust.to_owned(), (wire.to_owned(), span));
            return Ok(());
        };
        let message = format!("two {} would both be called `{rust}` in Rust: `{other}` and `{wire}`", self.what);
        let label = Label::new(span, format!("becomes `{rust}`"));
        let clash = Diagnostic::error(Code::NameClash, message, label)
            .with_secondary(*first, format!("also becomes `{rust}`"))
            .with_help(match key {
                Some(key) => format!("give one of them another name with `{key}`"),
                None => "give one of them another name".to_owned(),
            });
        Err(Box::new(clash))
    }
}
