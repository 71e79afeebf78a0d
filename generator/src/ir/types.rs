//! Types: objects and enumerations, and references to them.

use super::{Field, Name};

/// Index of a type in [`Client::types`](super::Client::types).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Ty {
    /// Text.
    String,
    /// Text that is never shown.
    Secret,
    /// A whole number of 64 bits.
    Int,
    /// A double.
    Float,
    /// A flag.
    Bool,
    /// Any JSON.
    Any,
    /// A part of a multipart form.
    File,
    /// A list.
    List(Box<Ty>),
    /// A map with strings as keys.
    Map(Box<Ty>),
    /// An object or enumeration.
    Type(TypeId),
}

impl Ty {
    /// The type inside all lists and maps.
    pub fn innermost(&self) -> &Self {
        match self {
            Self::List(inner) | Self::Map(inner) => inner.innermost(),
            other => other,
        }
    }

    /// The object or enumeration inside all lists and maps.
    pub fn type_id(&self) -> Option<TypeId> {
        match self.innermost() {
            Self::Type(id) => Some(*id),
            _ => None,
        }
    }
}

/// An object or enumeration.
#[derive(Debug, Clone)]
pub struct Type {
    /// Name in the specs (of a type written in place: its field's) and in Rust.
    pub name: Name,
    /// Path of the module that defines it, below the crate.
    pub module: Vec<String>,
    /// Path of the module that also exports it, where its home is another: types that several services use.
    pub exported_from: Option<Vec<String>>,
    /// What it is.
    pub about: String,
    /// Lines of its documentation.
    pub doc: Vec<String>,
    /// Why it should no longer be used.
    pub deprecated: Option<String>,
    /// What it consists of.
    pub kind: TypeKind,
    /// Where it occurs.
    pub usage: Usage,
    /// What `new` takes, as indexes of its fields; `None` for what requests do not hold.
    pub constructor: Option<super::Constructor>,
}

/// The shape of a type.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// Fields in the order of the spec.
    Object(Vec<Field>),
    /// Values by wire text.
    TextEnum(Vec<Variant<String>>),
    /// Values by wire number.
    IntEnum(Vec<Variant<i64>>),
}

/// One value of an enumeration.
#[derive(Debug, Clone)]
pub struct Variant<T> {
    /// The value on the wire.
    pub wire: T,
    /// The variant.
    pub rust: String,
    /// What it means.
    pub about: String,
    /// Lines of its documentation.
    pub doc: Vec<String>,
    /// Why it should no longer be used.
    pub deprecated: Option<String>,
}

/// In which direction a type travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// Requests hold it.
    pub request: bool,
    /// Responses hold it.
    pub response: bool,
}
