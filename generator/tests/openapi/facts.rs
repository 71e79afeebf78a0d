//! A ledger of facts, each with its subject, and the forms in which both sides write them.

use std::collections::BTreeMap;

use serde_json::Value;

/// Facts by subject and name.
#[derive(Default)]
pub(crate) struct Ledger(pub(crate) BTreeMap<String, Value>);

impl Ledger {
    /// Notes a fact, which must be new.
    pub(crate) fn note(&mut self, subject: &str, fact: &str, value: impl Into<Value>) {
        let before = self.0.insert(format!("{subject} | {fact}"), value.into());
        assert!(before.is_none(), "{subject} has two facts `{fact}`");
    }

    /// Notes what is there.
    pub(crate) fn some(&mut self, subject: &str, fact: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.note(subject, fact, value);
        }
    }

    /// Notes what is true.
    pub(crate) fn flag(&mut self, subject: &str, fact: &str, value: bool) {
        self.some(subject, fact, value.then_some(true));
    }

    /// Notes a list that holds something.
    pub(crate) fn list<T: Into<Value>>(&mut self, subject: &str, fact: &str, values: impl IntoIterator<Item = T>) {
        let values: Vec<Value> = values.into_iter().map(Into::into).collect();
        self.some(subject, fact, Some(values).filter(|values| !values.is_empty()));
    }
}

/// What is left of prose when Markdown's own characters are taken out, with which one and the same text can be written in
/// several ways: blanks, escapes, brackets, backticks, and lines that begin or end a block of code.
pub(crate) fn skeleton(prose: &str) -> String {
    let lines = prose
        .lines()
        .filter(|line| !line.trim_start().starts_with("```") || line.trim().trim_matches('`').contains('`'));
    let chars = lines.flat_map(str::chars);
    chars.filter(|c| !is_invisible(*c) && !matches!(c, '\\' | '<' | '>' | '`')).collect()
}

fn is_invisible(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
