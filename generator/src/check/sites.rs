//! Everything that the rules go over, gathered once: places, operations, types and fields.
//!
//! Follows `use`, so that rules need not; judges nothing.

use crate::source::Spanned;
use crate::spec::{Effective, Entries, Entry, Field, Operation, Place, SpecSet, TypeDef, TypeKind};

/// All that stands in the specs, in the order of services, versions, resources and lines.
pub(super) struct Sites<'a> {
    /// Everything.
    pub(super) spec: &'a SpecSet,
    /// The platform, services, versions and resources.
    pub(super) places: Vec<Place<'a>>,
    /// Operations.
    pub(super) operations: Vec<OperationSite<'a>>,
    /// Named types.
    pub(super) types: Vec<TypeSite<'a>>,
    /// Fields, those of objects written in place included.
    pub(super) fields: Vec<FieldSite<'a>>,
}

/// An operation and where it stands.
#[derive(Clone, Copy)]
pub(super) struct OperationSite<'a> {
    /// Its name and what stands under it.
    pub(super) entry: &'a Entry<Operation>,
    /// The resource.
    pub(super) place: Place<'a>,
}

/// A named type and where it stands.
#[derive(Clone, Copy)]
pub(super) struct TypeSite<'a> {
    /// Its name and what stands under it.
    pub(super) entry: &'a Entry<TypeDef>,
    /// The place that defines it.
    pub(super) place: Place<'a>,
}

/// A field and where it stands.
pub(super) struct FieldSite<'a> {
    /// Its name.
    pub(super) name: &'a Spanned<String>,
    /// The field as it was written.
    pub(super) field: &'a Field,
    /// The field with its `use` followed.
    pub(super) effective: Effective<'a>,
    /// Where its names are looked up from.
    pub(super) place: Place<'a>,
    /// What it is a part of.
    pub(super) owner: Owner<'a>,
    /// Whether it belongs to an object written in place.
    pub(super) nested: bool,
}

/// What a field is a part of.
#[derive(Clone, Copy)]
pub(super) enum Owner<'a> {
    /// A part of an operation.
    Operation(&'a Entry<Operation>, Part),
    /// A common field, or is one.
    Common(&'a Entry<Field>),
    /// A named type.
    Type(&'a Entry<TypeDef>),
}

/// A part of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Params,
    Query,
    Headers,
    Body,
    Response,
}

impl<'a> Sites<'a> {
    /// Gathers everything.
    pub(super) fn new(spec: &'a SpecSet) -> Self {
        let places = Place::all(spec);
        let mut sites =
            Self { spec, places: Vec::new(), operations: Vec::new(), types: Vec::new(), fields: Vec::new() };
        for place in &places {
            sites.add_place(*place);
        }
        sites.places = places;
        sites
    }

    fn add_place(&mut self, place: Place<'a>) {
        let own = place.own();
        for entry in &own.common_fields {
            self.add_field(entry, place, Owner::Common(entry), false);
        }
        for entry in &own.types {
            self.types.push(TypeSite { entry, place });
            if let TypeKind::Object(fields) = &entry.value.kind {
                self.add_fields(fields, place, Owner::Type(entry), false);
            }
        }
        for entry in place.resource.iter().flat_map(|resource| &resource.operations) {
            self.operations.push(OperationSite { entry, place });
            for (part, fields) in parts(&entry.value) {
                self.add_fields(fields, place, Owner::Operation(entry, part), false);
            }
        }
    }

    fn add_fields(&mut self, fields: &'a Entries<Field>, place: Place<'a>, owner: Owner<'a>, nested: bool) {
        for entry in fields {
            self.add_field(entry, place, owner, nested);
        }
    }

    fn add_field(&mut self, entry: &'a Entry<Field>, place: Place<'a>, owner: Owner<'a>, nested: bool) {
        let field = &entry.value;
        let effective = Effective::new(field, place);
        self.fields.push(FieldSite { name: &entry.name, field, effective, place, owner, nested });
        if let Some(fields) = &field.fields {
            self.add_fields(fields, place, owner, true);
        }
    }
}

impl FieldSite<'_> {
    /// The part of an operation that it stands in; none inside types and common fields.
    pub(super) fn part(&self) -> Option<Part> {
        if let Owner::Operation(_, part) = self.owner { Some(part) } else { None }
    }
}

/// The fields that an operation itself lists.
pub(super) fn parts(operation: &Operation) -> impl Iterator<Item = (Part, &Entries<Field>)> {
    let always =
        [(Part::Params, &operation.params), (Part::Query, &operation.query), (Part::Headers, &operation.headers)];
    let body = operation.body.as_ref().map(|fields| (Part::Body, fields));
    let response = operation.response.as_ref().map(|fields| (Part::Response, fields));
    always.into_iter().chain(body).chain(response)
}

impl Part {
    /// The key of the notation.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Params => "params",
            Self::Query => "query",
            Self::Headers => "headers",
            Self::Body => "body",
            Self::Response => "response",
        }
    }
}
