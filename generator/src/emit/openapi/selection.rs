//! Which part of the client a document is about: all of it, or some services with what they need.

use std::collections::{BTreeSet, HashSet};

use crate::ir::{Client, Operation, Parameter, Response, Scope, Service, Ty, Type, TypeId, TypeKind};

/// A part of a client.
pub(super) struct Selection<'a> {
    client: &'a Client,
    /// Names of services; all where there is none.
    names: &'a [String],
}

impl<'a> Selection<'a> {
    /// Some services by their names on the platform; all where none is named.
    pub(super) fn new(client: &'a Client, names: &'a [String]) -> Self {
        Self { client, names }
    }

    /// The services.
    pub(super) fn services(&self) -> impl Iterator<Item = &'a Service> {
        let names = self.names;
        self.client.services.iter().filter(move |service| names.is_empty() || names.contains(&service.name.wire))
    }

    /// Their operations.
    pub(super) fn operations(&self) -> impl Iterator<Item = &'a Operation> {
        let resources = self.services().flat_map(|service| &service.versions).flat_map(|version| &version.resources);
        resources.flat_map(|resource| &resource.operations)
    }

    /// The types that they define or use.
    pub(super) fn types(&self) -> Vec<TypeId> {
        let count = self.client.types.len();
        if self.names.is_empty() {
            return (0..count).map(TypeId).collect();
        }
        let reached = self.reached();
        (0..count).map(TypeId).filter(|id| reached.contains(id)).collect()
    }

    fn reached(&self) -> HashSet<TypeId> {
        let mut waiting: Vec<TypeId> = self.services().flat_map(defined).collect();
        waiting.extend(self.operations().flat_map(used));
        let mut reached = HashSet::new();
        while let Some(id) = waiting.pop() {
            if reached.insert(id) {
                waiting.extend(inside(self.client.get(id)));
            }
        }
        reached
    }

    /// The scopes that they name.
    pub(super) fn scopes(&self, types: &[TypeId]) -> Vec<&'a Scope> {
        if self.names.is_empty() {
            return self.client.scopes.iter().collect();
        }
        let mut named: BTreeSet<&str> = BTreeSet::new();
        for operation in self.operations() {
            let lists = [&operation.scopes, &operation.all_scopes, &operation.field_scopes];
            named.extend(lists.into_iter().flatten().map(String::as_str));
            let fields = operation.parameters.iter().flat_map(|parameter| &parameter.field.facts.scopes);
            named.extend(fields.map(String::as_str));
        }
        for id in types {
            if let TypeKind::Object(fields) = &self.client.get(*id).kind {
                named.extend(fields.iter().flat_map(|field| &field.facts.scopes).map(String::as_str));
            }
        }
        self.client.scopes.iter().filter(|scope| named.contains(scope.name.as_str())).collect()
    }
}

/// Types that a service defines.
fn defined(service: &Service) -> Vec<TypeId> {
    let mut types = service.types.clone();
    for version in &service.versions {
        types.extend(&version.types);
        types.extend(version.resources.iter().flat_map(|resource| &resource.types));
    }
    types
}

/// Types that an operation itself names.
fn used(operation: &Operation) -> impl Iterator<Item = TypeId> {
    let parameters = operation.parameters.iter().filter_map(|Parameter { field, .. }| field.ty.type_id());
    let response = match &operation.response {
        Response::Value(ty) => ty.type_id(),
        Response::Nothing | Response::File => None,
    };
    parameters.chain(response)
}

fn inside(ty: &Type) -> Vec<TypeId> {
    match &ty.kind {
        TypeKind::Object(fields) => fields.iter().map(|field| &field.ty).filter_map(Ty::type_id).collect(),
        TypeKind::TextEnum(_) | TypeKind::IntEnum(_) => Vec::new(),
    }
}
