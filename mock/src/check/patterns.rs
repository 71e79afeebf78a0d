//! The regular expressions of the specs, made once. Must not know what they are for.

use std::collections::HashMap;

use feishu_generator::ir::{Client, Facts, TypeKind};
use regex_lite::Regex;

/// Regular expressions by their text.
#[derive(Debug, Default)]
pub(crate) struct Patterns(HashMap<String, Regex>);

impl Patterns {
    /// Those of requests, types included.
    pub(crate) fn new(client: &Client) -> Self {
        let parameters = client.operations().flat_map(|operation| &operation.parameters);
        let fields = client.types.iter().flat_map(|ty| match &ty.kind {
            TypeKind::Object(fields) => fields.as_slice(),
            TypeKind::TextEnum(_) | TypeKind::IntEnum(_) => &[],
        });
        let facts = parameters.map(|parameter| &parameter.field.facts).chain(fields.map(|field| &field.facts));
        Self(facts.filter_map(compile).collect())
    }

    /// Whether a text matches; yes where the expression is none.
    pub(super) fn matches(&self, pattern: &str, text: &str) -> bool {
        self.0.get(pattern).is_none_or(|regex| regex.is_match(text))
    }
}

fn compile(facts: &Facts) -> Option<(String, Regex)> {
    let pattern = facts.pattern.as_ref()?;
    Some((pattern.clone(), Regex::new(pattern).ok()?))
}
