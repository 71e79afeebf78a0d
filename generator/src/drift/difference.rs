//! One difference between a page and a spec, with both sides.

use serde_json::Value;

use crate::outline::{ErrorCode, Field};
use crate::source::Span;
use crate::spec::Fact;

/// One difference. [`Display`](std::fmt::Display) says it in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The field or error code, such as `response.items.name` or `error_codes.1220001`; empty for the operation itself.
    pub place: String,
    /// What differs.
    pub change: Change,
    /// Line of the page that says otherwise; of the object around where the page lacks a field.
    pub line: u32,
    /// Where the spec says otherwise; the thing around where the spec says nothing.
    pub span: Span,
}

/// What differs.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A fact, as the notation writes it; `None` where a side says nothing.
    Fact {
        /// Which.
        fact: Fact,
        /// The page's side.
        page: Option<Value>,
        /// The spec's side.
        spec: Option<Value>,
    },
    /// The page has a field that the spec lacks.
    NewField(Box<Field>),
    /// The spec has a field that the page lacks.
    GoneField,
    /// The page has an error code that the operation does not list.
    NewCode(Box<ErrorCode>),
    /// The operation lists an error code that the page lacks.
    GoneCode,
}

impl Difference {
    /// The fact that differs; `None` where it is the field or code as a whole.
    pub fn fact(&self) -> Option<Fact> {
        match &self.change {
            Change::Fact { fact, .. } => Some(*fact),
            _ => None,
        }
    }

    /// What tells it from others, but for the place: fields of one type differ wherever the type stands.
    pub(super) fn sameness(&self) -> (Span, String) {
        let name = self.place.rfind('.').map_or("", |at| &self.place[at..]);
        (self.span, Self { place: name.to_owned(), ..self.clone() }.to_string())
    }

    /// What the page says, as a quirk writes it: of a new field its type, of a new error code the server's texts.
    pub fn page(&self) -> Option<Value> {
        match &self.change {
            Change::Fact { page, .. } => page.clone(),
            Change::NewField(field) => Some(Value::String(super::fields::kind_of(field))),
            Change::NewCode(code) if !code.messages.is_empty() => {
                Some(code.messages.iter().map(String::as_str).collect())
            }
            Change::NewCode(_) | Change::GoneField | Change::GoneCode => None,
        }
    }
}
