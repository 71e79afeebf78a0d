//! What can only be decided when everything is known: where types occur, which fields can be absent, what must be boxed, and
//! which types move to the module that every service has.

use std::collections::{BTreeMap, HashSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::types::closure;
use super::{constructor, docs};
use crate::diagnostic::Diagnostic;
use crate::ir::{Client, Field, Presence, Response, Ty, Type, TypeId, TypeKind};
use crate::naming::NameScope;
use crate::source::Span;

/// Module below `types` that holds the platform's own.
const PLATFORM_MODULE: &str = "platform";

/// Settles all of it, and gives back what clashes; `named` are the places of the named types, which come first.
pub(super) fn settle(client: &mut Client, named: &[Span], platform: Span) -> Vec<Diagnostic> {
    mark_usage(client);
    for ty in &mut client.types {
        let usage = ty.usage;
        if let TypeKind::Object(fields) = &mut ty.kind {
            for field in fields.iter_mut() {
                field.presence = presence(field, usage.request, usage.response);
            }
            ty.constructor = usage.request.then(|| constructor::object(&ty.name.rust, fields));
        }
    }
    box_circles(&mut client.types);
    document(client);
    move_shared(client, named, platform)
}

fn mark_usage(client: &mut Client) {
    let of = |ty: &Ty| ty.type_id();
    let parameters = client.operations().flat_map(|operation| &operation.parameters);
    let requests: Vec<TypeId> = parameters.filter_map(|parameter| of(&parameter.field.ty)).collect();
    let responses: Vec<TypeId> = client.operations().filter_map(response_type).collect();
    for id in closure(&client.types, requests) {
        client.types[id.0].usage.request = true;
    }
    for id in closure(&client.types, responses) {
        client.types[id.0].usage.response = true;
    }
}

fn response_type(operation: &crate::ir::Operation) -> Option<TypeId> {
    match &operation.response {
        Response::Value(ty) => ty.type_id(),
        Response::Nothing | Response::File => None,
    }
}

/// An answer may leave out anything, whatever the documentation promises; a request must tell "empty" from "left alone".
fn presence(field: &Field, request: bool, response: bool) -> Presence {
    let collection = matches!(field.ty, Ty::List(_) | Ty::Map(_));
    match (request, response) {
        (true, false) if field.facts.required => Presence::Required,
        (false, true) if collection => Presence::Empty,
        _ => Presence::Optional,
    }
}

/// Boxes the fields through which an object directly contains itself; lists and maps need no box.
fn box_circles(types: &mut [Type]) {
    let mut graph = DiGraph::<(), ()>::new();
    let nodes: Vec<NodeIndex> = types.iter().map(|_| graph.add_node(())).collect();
    for (at, ty) in types.iter().enumerate() {
        for target in direct_fields(ty) {
            graph.add_edge(nodes[at], nodes[target.0], ());
        }
    }
    let mut circle = vec![0; types.len()];
    for (number, members) in kosaraju_scc(&graph).iter().enumerate() {
        for node in members {
            circle[node.index()] = number;
        }
    }
    for (at, ty) in types.iter_mut().enumerate() {
        let TypeKind::Object(fields) = &mut ty.kind else { continue };
        for field in fields {
            field.boxed = matches!(field.ty, Ty::Type(target) if circle[target.0] == circle[at]);
        }
    }
}

fn direct_fields(ty: &Type) -> impl Iterator<Item = TypeId> {
    let fields = match &ty.kind {
        TypeKind::Object(fields) => fields.as_slice(),
        TypeKind::TextEnum(_) | TypeKind::IntEnum(_) => &[],
    };
    fields.iter().filter_map(|field| match field.ty {
        Ty::Type(id) => Some(id),
        _ => None,
    })
}

/// Moves types that another service refers to, and what they refer to, to `types::<service>_<version>`, so that no feature
/// needs another. Their home goes on exporting them.
fn move_shared(client: &mut Client, named: &[Span], platform: Span) -> Vec<Diagnostic> {
    let mut shared: Vec<TypeId> = shared_types(client).into_iter().collect();
    // A type written in place comes behind the named one around it, so the first one of each home is named.
    shared.sort_unstable();
    let mut modules = SharedModules::new(platform);
    for id in shared {
        let ty = &mut client.types[id.0];
        // Types of the platform are there already.
        if ty.module.first().is_none_or(|first| first == "types") {
            continue;
        }
        let name = modules.name(&ty.module, named.get(id.0).copied().unwrap_or(platform));
        let home = std::mem::replace(&mut ty.module, vec!["types".to_owned(), name]);
        ty.exported_from = Some(home);
    }
    modules.clashes
}

/// Modules below `types`, by the homes of the types in them.
struct SharedModules {
    by_home: BTreeMap<Vec<String>, String>,
    names: NameScope,
    clashes: Vec<Diagnostic>,
}

impl SharedModules {
    /// Only the platform's own so far.
    fn new(platform: Span) -> Self {
        let mut names = NameScope::new("modules of types that services share");
        // Nothing is taken yet, so this clashes with nothing.
        let _ = names.take(PLATFORM_MODULE, "platform.yaml", platform, None);
        Self { by_home: BTreeMap::new(), names, clashes: Vec::new() }
    }

    /// The module for the types of a home, of which the first stands at `span`: its path in one word.
    fn name(&mut self, home: &[String], span: Span) -> String {
        if let Some(name) = self.by_home.get(home) {
            return name.clone();
        }
        let name = home.join("_");
        if let Err(clash) = self.names.take(&name, &home.join("."), span, None) {
            self.clashes
                .push(clash.with_help("define the types of one of them at another place, such as `platform.yaml`"));
        }
        self.by_home.insert(home.to_owned(), name.clone());
        name
    }
}

fn shared_types(client: &Client) -> HashSet<TypeId> {
    let service = |module: &[String]| module.first().cloned().unwrap_or_default();
    let mut foreign = Vec::new();
    for operation in client.operations() {
        let fields = operation.parameters.iter().filter_map(|parameter| parameter.field.ty.type_id());
        let used = fields.chain(response_type(operation));
        foreign.extend(used.filter(|id| service(&client.get(*id).module) != operation.module[0]));
    }
    for ty in &client.types {
        let TypeKind::Object(fields) = &ty.kind else { continue };
        let used = fields.iter().filter_map(|field| field.ty.type_id());
        foreign.extend(used.filter(|id| service(&client.get(*id).module) != service(&ty.module)));
    }
    closure(&client.types, foreign)
}

/// Writes the documentation that needs more than the operation itself.
fn document(client: &mut Client) {
    let versions = client.services.iter_mut().flat_map(|service| &mut service.versions);
    let resources = versions.flat_map(|version| &mut version.resources);
    for operation in resources.flat_map(|resource| &mut resource.operations) {
        operation.doc = docs::operation_doc(operation);
    }
}
