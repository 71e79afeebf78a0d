//! Types and common fields that the specs have already, as far as a page's fields can be them.

use crate::drift::Requests;
use crate::outline::{Field, Values};
use crate::spec::{Effective, Entries, Entry, Place, TypeDef, TypeExpr, TypeKind};

use super::facts::Flow;

/// What a service can refer to: the platform's, its own, and that of its versions and resources.
#[derive(Debug)]
pub(super) struct Known<'s> {
    types: Vec<Named<'s>>,
    requests: Requests,
}

/// Which way an object of a page travels, and what that means for the one that it is held against.
#[derive(Clone, Copy)]
struct Way<'r> {
    flow: Flow,
    requests: &'r Requests,
    /// Whether a request holds the known object.
    asked: bool,
}

/// A type that is there already.
#[derive(Debug)]
struct Named<'s> {
    /// How the whole service refers to it.
    name: String,
    entry: &'s Entry<TypeDef>,
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
            types.extend(named.map(|entry| Named { name: format!("{prefix}{}", entry.name), entry, place }));
        }
        Self { types, requests: Requests::of(spec) }
    }

    /// Names that a type of the service must not have again.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.types.iter().map(|named| named.name.rsplit('.').next().unwrap_or_default())
    }

    /// The enumeration of strings with exactly some values. Numbers say too little to be recognised.
    pub(super) fn enumeration(&self, values: &Values) -> Option<String> {
        let same = |named: &&Named| match &named.entry.value.kind {
            TypeKind::Enum(known) => has_values(known.iter().map(|entry| entry.name.value.as_str()), values),
            _ => false,
        };
        self.types.iter().find(same).map(|named| named.name.clone())
    }

    /// The object with exactly some fields, of which nothing is said that the page does not say.
    pub(super) fn object(&self, fields: &[Field], flow: Flow) -> Option<String> {
        let same = |named: &&Named| match &named.entry.value.kind {
            TypeKind::Object(known) => {
                let asked = self.requests.hold_type(&named.entry.name);
                let way = Way { flow, requests: &self.requests, asked };
                are_fields(fields, known, named.place, way, DEEPEST)
            }
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

impl Way<'_> {
    /// Whether a page says of a limit what a known field says, or leaves it to requests.
    fn limit<T: PartialEq>(self, page: Option<&T>, known: Option<&T>) -> bool {
        page == known || (page.is_none() && self.asked && !self.flow.request)
    }
}

fn are_fields(fields: &[Field], known: &Entries<crate::spec::Field>, place: Place, way: Way, depth: usize) -> bool {
    depth > 0
        && fields.len() == known.len()
        && fields.iter().all(|field| {
            known.get(&field.name).is_some_and(|known| is_field(field, &Effective::new(known, place), way, depth - 1))
        })
}

/// Whether a field of the specs says what the page says, and only that; it may say how to read a value.
fn is_field(field: &Field, known: &Effective, way: Way, depth: usize) -> bool {
    let Some((ty, place)) = known.ty() else { return false };
    let range = |known: Option<&crate::source::Spanned<crate::spec::Range>>| known.map(|range| range.value);
    let number = |known: Option<&crate::source::Spanned<serde_json::Number>>| known.map(|number| number.value.clone());
    let limits = way.limit(field.len.as_ref(), range(known.len()).as_ref())
        && way.limit(field.items.as_ref(), range(known.items()).as_ref())
        && way.limit(field.min.as_ref(), number(known.min()).as_ref())
        && way.limit(field.max.as_ref(), number(known.max()).as_ref())
        && way.limit(field.pattern.as_ref(), known.pattern().map(|pattern| &pattern.value));
    let asked = !way.flow.request
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
        && is_type(field, &field.kind, &ty.value, place, known, way, depth)
}

fn is_type(
    field: &Field,
    kind: &TypeExpr,
    known: &TypeExpr,
    place: Place,
    effective: &Effective,
    way: Way,
    depth: usize,
) -> bool {
    match (kind, known) {
        (TypeExpr::List(kind), TypeExpr::List(known)) | (TypeExpr::Map(kind), TypeExpr::Map(known)) => {
            is_type(field, kind, known, place, effective, way, depth)
        }
        (_, TypeExpr::Named(path)) => place.type_def(path).is_some_and(|found| match (&found.entry.value.kind, kind) {
            (TypeKind::Object(known), TypeExpr::Object) => {
                let way = Way { asked: way.requests.hold_type(&found.entry.name), ..way };
                are_fields(&field.fields, known, found.place, way, depth)
            }
            (TypeKind::Enum(known), TypeExpr::String) => {
                let names = known.iter().map(|entry| entry.name.value.as_str());
                field.values.as_ref().is_some_and(|values| has_values(names, values))
            }
            _ => false,
        }),
        (TypeExpr::Object, TypeExpr::Object) => {
            effective.fields().is_some_and(|(known, place)| are_fields(&field.fields, known, place, way, depth))
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
