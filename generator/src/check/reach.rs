//! Which types and common fields operations use, and whether in requests or in answers.
//!
//! Answers the question; what follows from it is for the rules to say.

use std::collections::HashMap;

use super::sites::{Part, Sites, parts};
use crate::spec::{Entries, Entry, Field, Place, TypeDef, TypeExpr, TypeKind};

/// Where something is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Flow {
    /// In a request.
    pub(super) request: bool,
    /// In an answer.
    pub(super) response: bool,
}

/// How far operations reach. Definitions are told apart by where they are in memory.
#[derive(Default)]
pub(super) struct Reach<'a> {
    types: HashMap<usize, Flow>,
    common_fields: HashMap<usize, Flow>,
    open: Vec<(Definition<'a>, Place<'a>, Flow)>,
}

/// Something that was reached and whose own references have to be followed.
#[derive(Clone, Copy)]
enum Definition<'a> {
    Type(&'a TypeDef),
    Field(&'a Field),
}

impl<'a> Reach<'a> {
    /// Follows every reference, from the operations and from the platform, whose definitions are there for all.
    pub(super) fn new(sites: &Sites<'a>) -> Self {
        let mut reach = Self::default();
        reach.start_at_platform(Place::platform(sites.spec));
        for site in &sites.operations {
            let operation = &site.entry.value;
            for (part, fields) in parts(operation) {
                let flow = if part == Part::Response { ANSWERS } else { REQUESTS };
                reach.fields(fields, site.place, flow);
            }
            operation.body_type.iter().for_each(|ty| reach.ty(ty, site.place, REQUESTS));
            operation.response_type.iter().for_each(|ty| reach.ty(ty, site.place, ANSWERS));
        }
        reach.follow();
        reach
    }

    /// Where a type is used; `None` where nothing uses it.
    pub(super) fn of_type(&self, entry: &Entry<TypeDef>) -> Option<Flow> {
        self.types.get(&identity(entry)).copied()
    }

    /// Where a common field is used; `None` where nothing uses it.
    pub(super) fn of_common_field(&self, entry: &Entry<Field>) -> Option<Flow> {
        self.common_fields.get(&identity(entry)).copied()
    }

    fn start_at_platform(&mut self, platform: Place<'a>) {
        for entry in &platform.own().types {
            self.reach_type(entry, platform, Flow::default());
        }
        for entry in &platform.own().common_fields {
            self.reach_common_field(entry, platform, Flow::default());
        }
    }

    fn follow(&mut self) {
        while let Some((definition, place, flow)) = self.open.pop() {
            match definition {
                Definition::Field(field) => self.field(field, place, flow),
                Definition::Type(ty) => {
                    if let TypeKind::Object(fields) = &ty.kind {
                        self.fields(fields, place, flow);
                    }
                }
            }
        }
    }

    fn fields(&mut self, fields: &'a Entries<Field>, place: Place<'a>, flow: Flow) {
        for entry in fields {
            self.field(&entry.value, place, flow);
        }
    }

    fn field(&mut self, field: &'a Field, place: Place<'a>, flow: Flow) {
        if let Some(found) = field.use_.as_ref().and_then(|name| place.common_field(name)) {
            self.reach_common_field(found.entry, found.place, flow);
        }
        field.ty.iter().for_each(|ty| self.ty(ty, place, flow));
        field.fields.iter().for_each(|fields| self.fields(fields, place, flow));
    }

    fn ty(&mut self, ty: &'a TypeExpr, place: Place<'a>, flow: Flow) {
        let TypeExpr::Named(path) = ty.innermost() else { return };
        if let Some(found) = place.type_def(path) {
            self.reach_type(found.entry, found.place, flow);
        }
    }

    fn reach_type(&mut self, entry: &'a Entry<TypeDef>, place: Place<'a>, flow: Flow) {
        if let Some(flow) = widen(&mut self.types, entry, flow) {
            self.open.push((Definition::Type(&entry.value), place, flow));
        }
    }

    fn reach_common_field(&mut self, entry: &'a Entry<Field>, place: Place<'a>, flow: Flow) {
        if let Some(flow) = widen(&mut self.common_fields, entry, flow) {
            self.open.push((Definition::Field(&entry.value), place, flow));
        }
    }
}

const REQUESTS: Flow = Flow { request: true, response: false };
const ANSWERS: Flow = Flow { request: false, response: true };

/// What tells a definition from all others: where it is in memory.
pub(super) fn identity<T>(entry: &Entry<T>) -> usize {
    std::ptr::from_ref(entry).addr()
}

/// Notes one more use; gives the sum where that is news.
fn widen<T>(known: &mut HashMap<usize, Flow>, entry: &Entry<T>, flow: Flow) -> Option<Flow> {
    let key = identity(entry);
    let before = known.get(&key).copied();
    let after = before.map_or(flow, |before| Flow {
        request: before.request || flow.request,
        response: before.response || flow.response,
    });
    (before != Some(after)).then(|| {
        known.insert(key, after);
        after
    })
}
