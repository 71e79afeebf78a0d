//! Named types: objects and enumerations.

use super::{Entries, Field};
use crate::source::{Span, Spanned};

/// A type under `types`.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDef {
    /// The whole mapping.
    pub span: Span,
    /// `about`.
    pub about: Option<Spanned<String>>,
    /// What it is.
    pub kind: TypeKind,
    /// `rust_name`.
    pub rust_name: Option<Spanned<String>>,
    /// `deprecated`.
    pub deprecated: Option<Spanned<String>>,
}

/// The shape of a named type.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeKind {
    /// `fields`: an object.
    Object(Entries<Field>),
    /// `enum`: values by wire text.
    Enum(Entries<EnumValue>),
    /// `enum_int`: values by wire number.
    EnumInt(Vec<(Spanned<i64>, EnumValue)>),
}

/// One value of an enumeration.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumValue {
    /// The whole mapping.
    pub span: Span,
    /// `name` in `snake_case`, where the wire value makes none.
    pub name: Option<Spanned<String>>,
    /// `about`.
    pub about: Option<Spanned<String>>,
    /// `deprecated`.
    pub deprecated: Option<Spanned<String>>,
}
