//! What a field holds once all names are followed: one level at a time, because types may hold themselves.

use super::{Effective, Entries, Entry, EnumValue, Field, Operation, Place, TypeExpr, TypeKind};
use crate::source::{Span, Spanned};

/// What a field, or a body as a whole, holds.
#[derive(Debug, Clone)]
pub struct Inside<'a> {
    /// The type, with what a named one stands for: `object`, `string` or `int`.
    pub kind: TypeExpr,
    /// Where the type is written.
    pub span: Span,
    /// The fields of the object inside all lists and maps.
    pub fields: Option<Members<'a>>,
    /// The values of the enumeration inside all lists and maps.
    pub values: Option<Values<'a>>,
}

/// Fields with the place their names are looked up from.
#[derive(Debug, Clone, Copy)]
pub struct Members<'a> {
    /// The fields.
    pub entries: &'a Entries<Field>,
    /// The place.
    pub place: Place<'a>,
    /// The name of the type that they are of; `None` where they are written in place.
    pub name: Option<&'a Spanned<String>>,
}

/// The values of an enumeration.
#[derive(Debug, Clone, Copy)]
pub enum Values<'a> {
    /// `enum`.
    Texts(&'a Entries<EnumValue>),
    /// `enum_int`.
    Numbers(&'a [(Spanned<i64>, EnumValue)]),
}

impl<'a> Inside<'a> {
    /// What a field holds; `None` where its type is missing.
    pub fn of(field: &Effective<'a>) -> Option<Self> {
        let (ty, place) = field.ty()?;
        let mut inside = Self::of_type(ty, place);
        match ty.value.innermost() {
            TypeExpr::Object => {
                inside.fields = field.fields().map(|(entries, place)| Members { entries, place, name: None });
            }
            TypeExpr::String => inside.values = field.enum_().map(Values::Texts),
            TypeExpr::Int => inside.values = field.enum_int().map(Values::Numbers),
            _ => {}
        }
        Some(inside)
    }

    /// What a type stands for.
    pub fn of_type(ty: &'a Spanned<TypeExpr>, place: Place<'a>) -> Self {
        let bare = Self { kind: ty.value.clone(), span: ty.span, fields: None, values: None };
        let TypeExpr::Named(path) = ty.value.innermost() else { return bare };
        // A name that stands for nothing is reported by the checks.
        let Some(found) = place.type_def(path) else { return bare };
        let (innermost, fields, values) = match &found.entry.value.kind {
            TypeKind::Object(entries) => {
                (TypeExpr::Object, Some(Members { entries, place: found.place, name: Some(&found.entry.name) }), None)
            }
            TypeKind::Enum(values) => (TypeExpr::String, None, Some(Values::Texts(values))),
            TypeKind::EnumInt(values) => (TypeExpr::Int, None, Some(Values::Numbers(values))),
        };
        Self { kind: ty.value.with_innermost(innermost), fields, values, ..bare }
    }
}

impl<'a> Members<'a> {
    /// The fields, each with its `use` followed.
    pub fn iter(&self) -> impl Iterator<Item = (&'a Entry<Field>, Effective<'a>)> + use<'a> {
        let place = self.place;
        self.entries.iter().map(move |entry| (entry, Effective::new(&entry.value, place)))
    }

    /// The field of a name.
    pub fn get(&self, name: &str) -> Option<(&'a Entry<Field>, Effective<'a>)> {
        self.entries.entry(name).map(|entry| (entry, Effective::new(&entry.value, self.place)))
    }
}

impl Values<'_> {
    /// The values as they are sent; digits where they are numbers.
    pub fn texts(&self) -> Vec<String> {
        match self {
            Self::Texts(values) => values.iter().map(|entry| entry.name.value.clone()).collect(),
            Self::Numbers(values) => values.iter().map(|(number, _)| number.to_string()).collect(),
        }
    }
}

impl Operation {
    /// The fields of a part, by the key of the notation; of a named type where the part is one as a whole.
    pub fn part<'a>(&'a self, key: &str, place: Place<'a>) -> Option<Members<'a>> {
        let named = |ty: &'a Option<Spanned<TypeExpr>>| Inside::of_type(ty.as_ref()?, place).fields;
        let own = |entries: &'a Entries<Field>| Some(Members { entries, place, name: None });
        match key {
            "params" => own(&self.params),
            "query" => own(&self.query),
            "headers" => own(&self.headers),
            "body" => self.body.as_ref().map_or_else(|| named(&self.body_type), own),
            "response" => self.response.as_ref().map_or_else(|| named(&self.response_type), own),
            _ => None,
        }
    }
}
