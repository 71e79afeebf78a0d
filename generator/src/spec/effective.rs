//! Fields with their `use` followed: what holds for a field after all.

use serde_json::{Number, Value};

use super::lookup::Place;
use super::{Entries, EnumValue, Field, Format, Range, TypeExpr};
use crate::source::Spanned;

/// The deepest chain of `use` that is followed; a longer one is a circle.
const MAX_USES: usize = 8;

/// A field joined with the common fields that it uses: the first that says something is right.
#[derive(Debug, Clone)]
pub struct Effective<'a> {
    /// The field and what it uses, each with the place its names are looked up from.
    layers: Vec<(&'a Field, Place<'a>)>,
}

/// Defines a getter that gives the first layer's value.
macro_rules! first {
    ($(#[$doc:meta] $name:ident: $type:ty,)*) => {
        $(#[$doc]
        pub fn $name(&self) -> Option<&'a $type> {
            self.layers.iter().find_map(|(field, _)| field.$name.as_ref())
        })*
    };
}

impl<'a> Effective<'a> {
    /// Follows `use` from a field that stands in a place. What cannot be found is left out: the checks report it.
    pub fn new(field: &'a Field, place: Place<'a>) -> Self {
        let mut layers = vec![(field, place)];
        let mut next = field.use_.as_ref().map(|name| (name, place));
        while let Some((name, place)) = next {
            let Some(found) = place.common_field(name).filter(|_| layers.len() <= MAX_USES) else { break };
            let used = &found.entry.value;
            layers.push((used, found.place));
            next = used.use_.as_ref().map(|name| (name, found.place));
        }
        Self { layers }
    }

    first! {
        /// `about`.
        about: Spanned<String>,
        /// `size_of`.
        size_of: Spanned<String>,
        /// `required`.
        required: Spanned<bool>,
        /// `default`.
        default: Spanned<Value>,
        /// `example`.
        example: Spanned<Value>,
        /// `len`.
        len: Spanned<Range>,
        /// `items`.
        items: Spanned<Range>,
        /// `min`.
        min: Spanned<Number>,
        /// `max`.
        max: Spanned<Number>,
        /// `pattern`.
        pattern: Spanned<String>,
        /// `format`.
        format: Spanned<Format>,
        /// `sensitive`.
        sensitive: Spanned<bool>,
        /// `deprecated`.
        deprecated: Spanned<String>,
        /// `rust_name`.
        rust_name: Spanned<String>,
        /// `type_name`.
        type_name: Spanned<String>,
    }

    /// `type`, with the place its names are looked up from.
    pub fn ty(&self) -> Option<(&'a Spanned<TypeExpr>, Place<'a>)> {
        self.layers.iter().find_map(|(field, place)| field.ty.as_ref().map(|ty| (ty, *place)))
    }

    /// `fields` of an object written in place, with the place their names are looked up from.
    pub fn fields(&self) -> Option<(&'a Entries<Field>, Place<'a>)> {
        self.layers.iter().find_map(|(field, place)| field.fields.as_ref().map(|fields| (fields, *place)))
    }

    /// `enum` written in place.
    pub fn enum_(&self) -> Option<&'a Entries<EnumValue>> {
        self.layers.iter().find_map(|(field, _)| field.enum_.as_ref())
    }

    /// `enum_int` written in place.
    pub fn enum_int(&self) -> Option<&'a [(Spanned<i64>, EnumValue)]> {
        self.layers.iter().find_map(|(field, _)| field.enum_int.as_deref())
    }

    /// Field-level scopes: those of the first layer that names any.
    pub fn scopes(&self) -> &'a [Spanned<String>] {
        let scopes = self.layers.iter().map(|(field, _)| field.scopes.as_slice());
        scopes.into_iter().find(|scopes| !scopes.is_empty()).unwrap_or_default()
    }

    /// Whether the caller must give it.
    pub fn is_required(&self) -> bool {
        self.required().is_some_and(|required| required.value)
    }

    /// Whether it holds a secret.
    pub fn is_sensitive(&self) -> bool {
        self.sensitive().is_some_and(|sensitive| sensitive.value)
    }
}
