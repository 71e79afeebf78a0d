//! Types and common fields that the specs have already, as far as a page's fields can be them.

use crate::outline::{Field, Values};
use crate::spec::{Effective, Entries, Place, TypeDef, TypeExpr, TypeKind};

use super::facts::Flow;

/// What a service can refer to: the platform's, its own, and that of its versions and resources.
#[derive(Debug)]
pub(super) struct Known<'s> {
    types: Vec<Named<'s>>,
}

/// A type that is there already.
#[derive(Debug)]
struct Named<'s> {
    /// How the whole service refers to it.
    name: String,
    def: &'s TypeDef,
    place: Place<'s>,
}

/// How deep objects are followed; deeper than any page shows.
const DEEPEST: usize = 40;

impl<'s> Known<'s> {
    /// The types of the platform and of a service.
    pub(super) fn of(spec: &'s crate::spec::SpecSet, service: &str) -> Self {
        let mut types = Vec::new();
        let own = |place: &Place| place.service.is_none_or(|found| found.name == service);
        for place in Place::all(spec).into_iter().filter(own) {
            let prefix = match (place.version, place.resource) {
                (Some(version), Some(resource)) => format!("{service}.{}.{}.", version.name, resource.name),
                (Some(version), None) => format!("{service}.{}.", version.name),
                _ => String::new(),
            };
            let named = place.own().types.iter();
            types.extend(named.map(|entry| Named {
                name: format!("{prefix}{}", entry.name),
                def: &entry.value,
                place,
            }));
        }
        Self { types }
    }

    /// Names that a type of the service must not have again.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.types.iter().map(|named| named.name.rsplit('.').next().unwrap_or_default())
    }

    /// The enumeration of strings with exactly some values. Numbers say too little to be recognised.
    pub(super) fn enumeration(&self, values: &Values) -> Option<String> {
        let same = |named: &&Named| match &named.def.kind {
            TypeKind::Enum(known) => has_values(known.iter().map(|entry| entry.name.value.as_str()), values),
            _ => false,
        };
        self.types.iter().find(same).map(|named| named.name.clone())
    }

    /// The object with exactly some fields, of which nothing is said that the page does not say.
    pub(super) fn object(&self, fields: &[Field], flow: Flow) -> Option<String> {
        let same = |named: &&Named| match &named.def.kind {
            TypeKind::Object(known) => are_fields(fields, known, named.place, flow, DEEPEST),
            _ => false,
        };
        self.types.iter().find(same).map(|named| named.name.clone())
    }
}

fn has_values<'a>(known: impl Iterator<Item = &'a str>, values: &Values) -> bool {
    let Values::Strings(values) = values else { return false };
    let mut count = 0;
    let all = known.inspect(|_| count += 1).all(|known| values.iter().any(|value| value.value == known));
    all && count == values.len()
}

fn are_fields(fields: &[Field], known: &Entries<crate::spec::Field>, place: Place, flow: Flow, depth: usize) -> bool {
    depth > 0
        && fields.len() == known.len()
        && fields.iter().all(|field| {
            known.get(&field.name).is_some_and(|known| is_field(field, &Effective::new(known, place), flow, depth - 1))
        })
}

/// Whether a field of the specs says what the page says, and only that; it may say how to read a value.
fn is_field(field: &Field, known: &Effective, flow: Flow, depth: usize) -> bool {
    let Some((ty, place)) = known.ty() else { return false };
    let range = |known: Option<&crate::source::Spanned<crate::spec::Range>>| known.map(|range| range.value);
    let number = |known: Option<&crate::source::Spanned<serde_json::Number>>| known.map(|number| number.value.clone());
    let limits = field.len == range(known.len())
        && field.items == range(known.items())
        && field.min == number(known.min())
        && field.max == number(known.max())
        && field.pattern.as_deref() == known.pattern().map(|pattern| pattern.value.as_str());
    let asked = !flow.request
        || (field.required == known.is_required()
            && field.default.as_ref() == known.default().map(|default| &default.value));
    let scopes = field.scopes.len() == known.scopes().len()
        && field.scopes.iter().all(|scope| known.scopes().iter().any(|known| known.value == *scope));
    let format = field.format.is_none() || field.format == known.format().map(|format| format.value);
    let deprecated = field.deprecated == known.deprecated().is_some();
    limits
        && asked
        && scopes
        && format
        && deprecated
        && is_type(field, &field.kind, &ty.value, place, known, flow, depth)
}

fn is_type(
    field: &Field,
    kind: &TypeExpr,
    known: &TypeExpr,
    place: Place,
    effective: &Effective,
    flow: Flow,
    depth: usize,
) -> bool {
    match (kind, known) {
        (TypeExpr::List(kind), TypeExpr::List(known)) | (TypeExpr::Map(kind), TypeExpr::Map(known)) => {
            is_type(field, kind, known, place, effective, flow, depth)
        }
        (_, TypeExpr::Named(path)) => place.type_def(path).is_some_and(|found| match (&found.entry.value.kind, kind) {
            (TypeKind::Object(known), TypeExpr::Object) => are_fields(&field.fields, known, found.place, flow, depth),
            (TypeKind::Enum(known), TypeExpr::String) => {
                let names = known.iter().map(|entry| entry.name.value.as_str());
                field.values.as_ref().is_some_and(|values| has_values(names, values))
            }
            _ => false,
        }),
        (TypeExpr::Object, TypeExpr::Object) => {
            effective.fields().is_some_and(|(known, place)| are_fields(&field.fields, known, place, flow, depth))
        }
        _ => kind == known && field.values.is_none() && effective.enum_().is_none() && effective.enum_int().is_none(),
    }
}

impl Known<'_> {
    /// Whether a type of the specs has exactly some values.
    pub(super) fn is_values(kind: &TypeKind, values: Option<&Values>) -> bool {
        match (kind, values) {
            (TypeKind::Enum(known), Some(values)) => {
                has_values(known.iter().map(|entry| entry.name.value.as_str()), values)
            }
            _ => false,
        }
    }
}
