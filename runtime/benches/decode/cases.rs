//! What is measured: each text with the two ways to decode it.

use std::hint::black_box;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::inputs;
use crate::shapes::{derived, ours};

/// A text, and how each form decodes it.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) text: Vec<u8>,
    pub(crate) ours: fn(&[u8]),
    pub(crate) derived: fn(&[u8]),
}

impl Case {
    /// The decoder of a form by its name.
    pub(crate) fn form(&self, name: &str) -> fn(&[u8]) {
        if name == "ours" { self.ours } else { self.derived }
    }
}

/// Every case.
pub(crate) fn cases() -> Vec<Case> {
    [
        variants("users", &inputs::users(), decode::<ours::Page>, decode::<derived::Page>),
        variants("document", &inputs::document(), decode::<ours::Document>, decode::<derived::Document>),
        variants("small", &inputs::small(), decode::<ours::Small>, decode::<derived::Small>),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn variants(name: &str, value: &Value, ours: fn(&[u8]), derived: fn(&[u8])) -> Vec<Case> {
    let forms =
        [("documented", value.clone()), ("shuffled", inputs::shuffled(value)), ("sparse", inputs::sparse(value))];
    let case = |(variant, value): (&str, Value)| Case {
        name: format!("{name}/{variant}"),
        text: value.to_string().into_bytes(),
        ours,
        derived,
    };
    forms.map(case).into()
}

fn decode<T: DeserializeOwned>(text: &[u8]) {
    let value: T = serde_json::from_slice(black_box(text)).expect("the text fits the type");
    drop(black_box(value));
}
