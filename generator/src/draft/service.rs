//! The new operations of one service.

use std::collections::BTreeMap;

use super::codes::Codes;
use super::common::Common;
use super::endpoints::{self, Draftee};
use super::facts::Flow;
use super::fields::{FieldNames, Fields, Site, values};
use super::known::Known;
use super::plan::{Home, Plan};
use super::shapes::Shapes;
use super::shared::Shared;
use super::tree::Tree;
use super::{Draft, OperationNames, operation, prose};
use crate::diagnostic::Diagnostic;
use crate::document::{Entry, Mapping};
use crate::drift::Page;
use crate::naming::{Container, camel};
use crate::outline::Outline;
use crate::spec::SpecSet;

/// Drafts them into the tree.
pub(super) fn draft(
    service: &str,
    pages: &[&Page],
    spec: &SpecSet,
    tree: &mut Tree,
    into: &mut Draft,
) -> Result<(), Vec<Diagnostic>> {
    let known = Known::of(spec, service);
    let common = Common::of(spec, service);
    let mut names = names_of(spec, service);
    let mut shapes = Shapes::new(&known);
    let draftees: Vec<Draftee> = pages.iter().map(|page| draftee(page, &mut shapes, &mut names)).collect();
    let types: Vec<String> = names.values().flatten().filter_map(|name| camel(name, Container::Type)).collect();
    let plan = Plan::of(&shapes, &draftees, &known, &types);
    let shared = Shared::of(&shapes, &draftees, &common);
    let mut fields = Fields::new(service, &shapes, &plan, &common, &shared);
    reserve(&mut fields, &names);
    let mut codes = Codes::of(spec, service);
    codes.compare(spec, draftees.iter().flat_map(|draftee| &draftee.outline.errors));
    for parameter in shared.parameters() {
        let entry = fields.common_field(&parameter.name, &parameter.member);
        tree.add(&parameter.home.path(service), "common_fields", vec![entry])?;
    }
    add_types(&mut fields, tree)?;
    let mut resources: BTreeMap<(String, String), Vec<Entry>> = BTreeMap::new();
    for draftee in &draftees {
        let id = id_of(draftee.outline, &draftee.name);
        let errors = codes.names((draftee.page, &id), &draftee.outline.errors, &mut into.doubts);
        let place = (draftee.outline.version.clone(), draftee.outline.resource.clone());
        resources.entry(place).or_default().push(operation::entry(draftee, &errors, &mut fields));
        into.added.push((id, draftee.page.to_owned()));
    }
    for ((version, resource), operations) in resources {
        let path = Home::Resource(version, resource).path(service);
        tree.add(&path, "operations", operations)?;
        tree.need_about(&path)?;
    }
    let shared = Home::Service.path(service);
    tree.add(&shared, "error_codes", codes.new.iter().map(|(number, code)| code.entry(*number)).collect())?;
    tree.need_about(&shared)?;
    into.left.names += fields.unnamed;
    Ok(())
}

/// Service, version, resource and operation.
fn id_of(outline: &Outline, name: &str) -> String {
    [&*outline.service, &outline.version, &outline.resource, name].join(".")
}

/// The fields of a page, with what each holds.
fn draftee<'p>(page: &'p Page, shapes: &mut Shapes, names: &mut OperationNames) -> Draftee<'p> {
    let outline = &page.outline;
    let place = (outline.version.clone(), outline.resource.clone());
    let name = endpoints::name(outline, names.entry(place).or_default());
    shapes.begin(id_of(outline, &name));
    Draftee {
        page: &page.file,
        outline,
        name,
        params: shapes.members(&outline.params, Flow::REQUEST),
        query: shapes.members(&outline.query, Flow::REQUEST),
        headers: shapes.members(&outline.headers, Flow::REQUEST),
        body: shapes.members(&outline.body, Flow::REQUEST),
        answer: shapes.members(outline.answer.payload.all(), Flow::ANSWER),
    }
}

/// The operations that a service has.
fn names_of(spec: &SpecSet, service: &str) -> OperationNames {
    let mut names = OperationNames::new();
    for service in spec.services.iter().filter(|found| found.name == service) {
        for version in &service.versions {
            for resource in &version.resources {
                let own = names.entry((version.name.clone(), resource.name.clone())).or_default();
                own.extend(resource.operations.iter().map(|entry| entry.name.value.clone()));
            }
        }
    }
    names
}

/// Takes the names that operations and named types have in their modules.
fn reserve(fields: &mut Fields, names: &OperationNames) {
    let plan = fields.plan;
    for ty in plan.shapes.values().chain(plan.enums.values()) {
        let scope = fields.scope(&ty.home);
        fields.taken.entry(scope).or_default().take(&ty.name, &["Required"]);
    }
    for ((version, resource), operations) in names {
        let scope = fields.scope(&Home::Resource(version.clone(), resource.clone()));
        for name in operations {
            let Some(rust) = camel(name, Container::Type) else { continue };
            let own = [scope.as_slice(), std::slice::from_ref(name)].concat();
            for scope in [scope.clone(), own] {
                fields.taken.entry(scope).or_default().take(&rust, &["Response", "Required"]);
            }
        }
    }
}

/// Adds the named types to their files.
fn add_types(fields: &mut Fields, tree: &mut Tree) -> Result<(), Vec<Diagnostic>> {
    let mut files: BTreeMap<Home, Vec<Entry>> = BTreeMap::new();
    let (plan, shapes) = (fields.plan, fields.shapes);
    for (id, named) in &plan.shapes {
        let shape = shapes.get(*id);
        let site = Site {
            scope: fields.scope(&named.home),
            prefix: named.name.clone(),
            answer: !shape.flow.request,
            place: None,
            parameters: false,
        };
        let inner = fields.mapping(&shape.members, &site, &mut FieldNames::new());
        let mut mapping = Mapping::default();
        prose::unwritten(&mut mapping, "about");
        mapping.push("fields", inner);
        files.entry(named.home.clone()).or_default().push(Entry::new(named.name.as_str(), mapping));
    }
    for (id, named) in &plan.enums {
        let enumeration = shapes.enums.get(*id);
        let (key, values) = values(enumeration, &mut fields.unnamed);
        let mut mapping = Mapping::default();
        prose::unwritten(&mut mapping, "about");
        mapping.push(key, values);
        let mut entry = Entry::new(named.name.as_str(), mapping);
        prose::quote_all(&mut entry, &enumeration.said);
        files.entry(named.home.clone()).or_default().push(entry);
    }
    files.into_iter().try_for_each(|(home, types)| tree.add(&home.path(fields.service), "types", types))
}
