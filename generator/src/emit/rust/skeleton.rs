//! Files that are mostly frame: manifest, library, modules. Their text is in the templates.

use askama::Template;

use super::Package;
use super::lists::ended;
use super::source::HEAD;
use super::tokens::ident_text;
use crate::ir::{Client, Operation, Resource, Response, Service, Ty, Version};
use crate::lower::{cell, rustdoc, rustdoc_line};

#[derive(Template)]
#[template(path = "client/Cargo.toml", escape = "none")]
struct Manifest<'a> {
    package: &'a Package,
    features: Vec<&'a str>,
}

/// `Cargo.toml`.
pub(super) fn manifest(client: &Client, package: &Package) -> Result<String, askama::Error> {
    Manifest { package, features: client.services.iter().map(|service| service.name.wire.as_str()).collect() }
        .render()
        .map(ended)
}

#[derive(Template)]
#[template(path = "client/README.md", escape = "none")]
struct Readme<'a> {
    package: &'a Package,
    services: Vec<ServiceLine<'a>>,
    operations: usize,
}

struct ServiceLine<'a> {
    name: &'a str,
    about: String,
    operations: usize,
}

/// `README.md`.
pub(super) fn readme(client: &Client, package: &Package) -> Result<String, askama::Error> {
    let services = client.services.iter().map(|service| ServiceLine {
        name: &service.name.wire,
        about: cell(&rustdoc_line(&service.about)),
        operations: service
            .versions
            .iter()
            .flat_map(|version| &version.resources)
            .map(|resource| resource.operations.len())
            .sum(),
    });
    Readme { package, services: services.collect(), operations: client.operations().count() }.render().map(ended)
}

#[derive(Template)]
#[template(path = "client/lib.rs", escape = "none")]
struct Library<'a> {
    head: &'a str,
    services: Vec<Module<'a>>,
}

/// A module as a template shows it.
struct Module<'a> {
    /// Name on the wire.
    wire: &'a str,
    /// Identifier as text.
    ident: String,
}

impl<'a> Module<'a> {
    fn new(name: &'a crate::ir::Name) -> Self {
        Self { wire: &name.wire, ident: ident_text(&name.rust) }
    }
}

/// `src/lib.rs`.
pub(super) fn library(client: &Client) -> Result<String, askama::Error> {
    Library { head: HEAD, services: client.services.iter().map(|service| Module::new(&service.name)).collect() }
        .render()
        .map(ended)
}

#[derive(Template)]
#[template(path = "client/module.rs", escape = "none")]
struct Frame<'a> {
    head: &'a str,
    about: Vec<String>,
    error_code: bool,
    types: bool,
    modules: Vec<String>,
    private_modules: Vec<String>,
    exports: Vec<String>,
}

impl Default for Frame<'_> {
    fn default() -> Self {
        let list = Vec::new;
        Self {
            head: HEAD,
            about: list(),
            error_code: false,
            types: false,
            modules: list(),
            private_modules: list(),
            exports: list(),
        }
    }
}

/// `src/types/mod.rs`.
pub(super) fn types(platform: bool, shared: &[String]) -> Result<String, askama::Error> {
    let about =
        vec!["Types that every service uses, and types that one service has and others use as well.".to_owned()];
    let modules = shared.iter().map(|name| ident_text(name)).collect();
    let (private_modules, exports) =
        if platform { (vec!["platform".to_owned()], vec!["platform::*".to_owned()]) } else { Default::default() };
    Frame { about, modules, private_modules, exports, ..Frame::default() }.render().map(ended)
}

/// `mod.rs` of a service.
pub(super) fn service(service: &Service, types: bool, exports: &[String]) -> Result<String, askama::Error> {
    let modules = service.versions.iter().map(|version| ident_text(&version.name.rust)).collect();
    let error_code = !service.error_codes.is_empty();
    let about = rustdoc(&service.about);
    Frame { about, error_code, types, modules, exports: exports.to_vec(), ..Frame::default() }.render().map(ended)
}

/// `mod.rs` of a version.
pub(super) fn version(version: &Version, types: bool, exports: &[String]) -> Result<String, askama::Error> {
    let about = version.about.clone().unwrap_or_else(|| format!("Version `{}`.", version.name.wire));
    let modules = version.resources.iter().map(|resource| ident_text(&resource.name.rust)).collect();
    Frame { about: rustdoc(&about), types, modules, exports: exports.to_vec(), ..Frame::default() }.render().map(ended)
}

/// `mod.rs` of a resource.
pub(super) fn resource(resource: &Resource, types: bool, exports: &[String]) -> Result<String, askama::Error> {
    let modules = resource.operations.iter().map(|operation| ident_text(&operation.name.rust)).collect();
    let mut exports = exports.to_vec();
    exports.extend(resource.operations.iter().map(operation_exports));
    Frame { about: rustdoc(&resource.about), types, modules, exports, ..Frame::default() }.render().map(ended)
}

/// The types of an operation that its resource exports: what nearly every caller names.
fn operation_exports(operation: &Operation) -> String {
    let mut names = vec![operation.type_name.clone()];
    names.extend(operation.constructor.named.iter().map(|(name, _)| name.clone()));
    if matches!(&operation.response, Response::Value(Ty::Type(id)) if operation.types.contains(id)) {
        names.push(format!("{}Response", operation.type_name));
    }
    let module = ident_text(&operation.name.rust);
    match names.as_slice() {
        [name] => format!("self::{module}::{name}"),
        names => format!("self::{module}::{{{}}}", names.join(", ")),
    }
}
