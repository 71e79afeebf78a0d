//! Fields of objects and requests.

use serde_json::{Number, Value};

use super::{Name, Ty};
use crate::spec::{Format, Range};

/// A field with its types and names settled.
#[derive(Debug, Clone)]
pub struct Field {
    /// Wire name and Rust name.
    pub name: Name,
    /// Method that sets it.
    pub setter: String,
    /// Type of the value itself.
    pub ty: Ty,
    /// Whether and how the value can be absent.
    pub presence: Presence,
    /// Whether the value is boxed, because its type contains itself.
    pub boxed: bool,
    /// Lines of its documentation.
    pub doc: Vec<String>,
    /// What the documentation says of it.
    pub facts: Facts,
}

/// Whether and how a value can be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always there: `T`.
    Required,
    /// Perhaps there: `Option<T>`.
    Optional,
    /// Empty when absent: lists and maps that only responses hold.
    Empty,
}

/// What the documentation says of a field.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// What it is.
    pub about: String,
    /// Whether the caller must give it.
    pub required: bool,
    /// The file field, by its wire name, whose length this is.
    pub size_of: Option<String>,
    /// What the server assumes when it is left out.
    pub default: Option<Value>,
    /// The documentation's example.
    pub example: Option<Value>,
    /// Characters of a string.
    pub len: Option<Range>,
    /// Elements of a list.
    pub items: Option<Range>,
    /// Least number.
    pub min: Option<Number>,
    /// Greatest number.
    pub max: Option<Number>,
    /// Regular expression of a string.
    pub pattern: Option<String>,
    /// How it is to be read.
    pub format: Option<Format>,
    /// Scopes of which any one makes the server return it.
    pub scopes: Vec<String>,
    /// Why it should no longer be used.
    pub deprecated: Option<String>,
}

/// A field of a request.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Where it travels.
    pub location: Location,
    /// The field.
    pub field: Field,
}

/// Where a value of a request travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In the body: a field of its JSON or its form, or all of it.
    Body,
}
