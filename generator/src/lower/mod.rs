//! From specs to the IR: every decision about names, types, modules and documentation is taken here, once.
//!
//! Expects specs that the checks passed; what they would have refused is left out, never a panic. Prints nothing.

mod chunked;
mod codes;
mod constructor;
mod docs;
mod fields;
mod markdown;
mod operations;
mod paging;
mod settle;
mod types;

pub(crate) use docs::{field_notes, rate_limit, target_limit};
pub(crate) use markdown::{cell, code, rustdoc, rustdoc_line};

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Label, sort};
use crate::ir::{Client, Host, Name, Platform, Resource, Scope, Service, Type, TypeId, Version};
use crate::naming::{Container, NameScope, snake};
use crate::source::{Span, Spanned};
use crate::spec::{Address, Place, SpecSet};

/// Cargo features that the client has besides those of its services.
const FEATURES: &[&str] = &["blocking", "default", "full", "http", "redis"];

/// Lowers the specs.
///
/// # Errors
///
/// With every name that clashes or cannot be made.
pub fn lower(spec: &SpecSet) -> Result<Client, Vec<Diagnostic>> {
    let mut lowering = Lowering::new(spec);
    lowering.index_types();
    lowering.lower_named_types();
    let mut client = lowering.client();
    if !lowering.diagnostics.is_empty() {
        sort(&mut lowering.diagnostics);
        return Err(lowering.diagnostics);
    }
    client.types = lowering.types;
    let mut clashes = settle::settle(&mut client, &lowering.named, place_span(Place::platform(spec)));
    sort(&mut clashes);
    if clashes.is_empty() { Ok(client) } else { Err(clashes) }
}

/// What the passes share.
struct Lowering<'a> {
    spec: &'a SpecSet,
    /// Types found so far; named ones first, then those written in place.
    types: Vec<Type>,
    /// Where the named ones stand, by their ids.
    named: Vec<Span>,
    /// Named types by the place that defines them.
    index: HashMap<(Address, &'a str), TypeId>,
    /// Names of types by the [`scope`] they stand in.
    names: HashMap<Vec<String>, NameScope>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Lowering<'a> {
    fn new(spec: &'a SpecSet) -> Self {
        Self {
            spec,
            types: Vec::new(),
            named: Vec::new(),
            index: HashMap::new(),
            names: HashMap::new(),
            diagnostics: Vec::new(),
        }
    }

    fn client(&mut self) -> Client {
        let spec = self.spec;
        let mut names = NameScope::new("services");
        let mut services = Vec::new();
        for service in &spec.services {
            let place = Place::service(spec, service);
            self.check_feature(&service.name, place_span(place));
            let name = self.module(&service.name, place, &mut names);
            services.push(Service {
                name,
                about: text(service.shared.about.as_ref()),
                error_codes: self.service_codes(service),
                types: self.types_of(place),
                versions: self.versions(place),
            });
        }
        Client { types: Vec::new(), platform: self.platform(), services, scopes: self.scopes() }
    }

    fn platform(&mut self) -> Platform {
        let platform = &self.spec.platform;
        let hosts = platform.hosts.iter().map(|entry| Host {
            name: entry.name.value.clone(),
            about: text(entry.value.about.as_ref()),
            feishu: entry.value.feishu.value.clone(),
            lark: entry.value.lark.as_ref().map(|lark| lark.value.clone()),
        });
        Platform {
            about: platform.shared.about.as_ref().map(|about| text(Some(about))),
            docs: platform.docs.as_ref().map(|docs| docs.value.clone()),
            hosts: hosts.collect(),
            error_codes: self.platform_codes(),
            types: self.types_of(Place::platform(self.spec)),
        }
    }

    fn scopes(&self) -> Vec<Scope> {
        let scopes = self.spec.scopes.iter().map(|entry| Scope {
            name: entry.name.value.clone(),
            about: text(entry.value.about.as_ref()),
            tokens: entry.value.tokens.iter().map(|token| token.value).collect(),
        });
        scopes.collect()
    }

    fn versions(&mut self, place: Place<'a>) -> Vec<Version> {
        let Some(service) = place.service else { return Vec::new() };
        let mut names = NameScope::new("versions");
        let mut versions = Vec::new();
        for version in &service.versions {
            let place = Place::version(self.spec, service, version);
            versions.push(Version {
                name: self.module(&version.name, place, &mut names),
                about: version.shared.about.as_ref().map(|about| about.value.clone()),
                types: self.types_of(place),
                resources: self.resources(place),
            });
        }
        versions
    }

    fn resources(&mut self, place: Place<'a>) -> Vec<Resource> {
        let (Some(service), Some(version)) = (place.service, place.version) else { return Vec::new() };
        let mut names = NameScope::new("resources");
        let mut resources = Vec::new();
        for resource in &version.resources {
            let place = Place::resource(self.spec, service, version, resource);
            resources.push(Resource {
                name: self.module(&resource.name, place, &mut names),
                about: text(resource.shared.about.as_ref()),
                types: self.types_of(place),
                operations: self.operations(place),
            });
        }
        resources
    }

    /// The module of a folder or file.
    fn module(&mut self, wire: &str, place: Place<'a>, names: &mut NameScope) -> Name {
        let span = place_span(place);
        let rust = self.named(snake(wire, Container::Module), wire, span);
        self.take(names, &rust, wire, span, None);
        Name { wire: wire.to_owned(), rust }
    }

    /// Refuses a service whose Cargo feature the generated crate has already.
    fn check_feature(&mut self, service: &str, span: Span) {
        if FEATURES.contains(&service) {
            let message = format!("the Cargo feature `{service}` of the client is no service");
            let problem = Diagnostic::error(Code::NameClash, message, Label::new(span, "this service needs it"))
                .with_help("give the service's folder another name");
            self.diagnostics.push(problem);
        }
    }

    /// Types that a place itself defines.
    fn types_of(&self, place: Place<'a>) -> Vec<TypeId> {
        let address = place.address();
        let names = place.own().types.iter().map(|entry| entry.name.value.as_str());
        names.filter_map(|name| self.index.get(&(address.clone(), name)).copied()).collect()
    }

    /// Reports a wire name that makes no identifier.
    fn named(&mut self, rust: Option<String>, wire: &str, span: Span) -> String {
        rust.unwrap_or_else(|| {
            let message = format!("no Rust name can be made of `{}`", crate::diagnostic::shorten(wire));
            let label = Label::new(span, "holds no ASCII letter or digit");
            let problem = Diagnostic::error(Code::NoName, message, label)
                .with_help("say what to call it: `rust_name` for a field or operation, `name` for a value");
            self.diagnostics.push(problem);
            String::new()
        })
    }

    /// Takes a name in a scope, or reports a clash and says `false`.
    fn take(&mut self, names: &mut NameScope, rust: &str, wire: &str, span: Span, key: Option<&str>) -> bool {
        // An empty name was reported when it was made.
        if rust.is_empty() {
            return false;
        }
        let clash = names.take(rust, wire, span, key).err();
        let taken = clash.is_none();
        self.diagnostics.extend(clash.map(|clash| *clash));
        taken
    }

    /// Takes the name of a type in its scope, and those of the structures that go with it; reports one clash at most.
    fn take_type(&mut self, scope: &[String], rust: &str, with: &[&str], wire: &Spanned<String>, key: &str) {
        let mut names = self.names.remove(scope).unwrap_or_else(|| NameScope::new("types of this module"));
        let all = [""].iter().chain(with).map(|suffix| format!("{rust}{suffix}"));
        for name in all {
            if !self.take(&mut names, &name, wire, wire.span, Some(key)) {
                break;
            }
        }
        self.names.insert(scope.to_vec(), names);
    }
}

/// The module path of a place.
fn module_path(place: Place<'_>) -> Vec<String> {
    let address = place.address();
    let Some(service) = address.service else { return vec!["types".to_owned()] };
    let segments = [Some(service), address.version, address.resource];
    segments.into_iter().flatten().filter_map(|segment| snake(&segment, Container::Module)).collect()
}

/// The scope of the types of a place. Goes by wire names, so that two modules that clash do not make all types in them clash.
fn scope(place: Place<'_>) -> Vec<String> {
    let address = place.address();
    [address.service, address.version, address.resource].into_iter().flatten().collect()
}

/// Where a place's own file starts.
fn place_span(place: Place<'_>) -> Span {
    let file = place.resource.map(|resource| resource.file).or(place.own().file);
    Span::start_of(file.unwrap_or(crate::source::FileId(0)))
}

/// A prose value, empty where the checks would have refused its absence.
fn text(prose: Option<&Spanned<String>>) -> String {
    prose.map(|prose| prose.value.trim().to_owned()).unwrap_or_default()
}
