//! An OpenAPI document: paths, components, and extensions for what OpenAPI has no word for (`docs/openapi.md`).
//!
//! Decides only how a fact is written; what the facts are was decided when the IR was made.

mod answers;
mod body;
mod chunked;
mod document;
mod envelope;
mod error_codes;
mod keys;
mod names;
mod operation;
mod paging;
mod parameters;
mod policy;
mod prose;
mod routes;
mod schema;
mod selection;
mod servers;
mod tags;
mod types;
mod version;

use std::collections::HashMap;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::Value;

pub use self::document::Document;
use self::keys::Keys;
use self::routes::Routes;
use self::selection::Selection;
pub use self::version::Version;
use crate::ir::{Client, Operation, TypeId};

/// What is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// In which version of OpenAPI.
    pub version: Version,
    /// Title of the document.
    pub title: String,
    /// Version of the document.
    pub document_version: String,
    /// Only these services, by their names on the platform; all where there is none.
    pub services: Vec<String>,
}

/// Emits the document.
///
/// # Errors
///
/// When OpenAPI has no place for an operation beside another one.
pub fn emit(client: &Client, options: &Options) -> Result<Document, EmitError> {
    let selection = Selection::new(client, &options.services);
    let routes = routes::routes(selection.operations())?;
    let types = selection.types();
    let emitter = Emitter::new(client, options.version);
    let platform = &client.platform;
    let docs = platform.docs.as_deref().map(|docs| Keys::default().with("url", docs));
    let document = Keys::default()
        .with("openapi", options.version.number())
        .with("info", info(client, options))
        .some("externalDocs", docs)
        .list("servers", servers::servers(platform))
        .list("tags", selection.services().map(tags::tag))
        .with("paths", emitter.paths(&routes))
        .with("components", emitter.components(&types))
        .object("x-hosts", servers::hosts(platform))
        .object("x-scopes", policy::scopes(selection.scopes(&types).into_iter()))
        .list("x-error-codes", error_codes::table(&platform.error_codes));
    Ok(Document(document.into()))
}

/// Why there is no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EmitError {
    /// Operations of several hosts have one method and path, which leaves no part for the address of the server.
    SamePath {
        /// The one that found its place taken.
        operation: String,
        /// Its path.
        path: String,
    },
    /// It cannot be printed: a bug of the generator.
    Text(String),
}

impl std::fmt::Display for EmitError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::SamePath { operation, path } => write!(
                f,
                "OpenAPI cannot tell `{operation}` from an operation of another host: both have the path `{path}`"
            ),
            Self::Text(reason) => write!(f, "cannot print the document: {reason} (a bug of the generator)"),
        }
    }
}

impl std::error::Error for EmitError {}

fn info(client: &Client, options: &Options) -> Keys {
    Keys::default()
        .with("title", options.title.as_str())
        .some("description", client.platform.about.as_deref().map(prose::markdown))
        .with("version", options.document_version.as_str())
}

/// What all parts of a document need.
struct Emitter<'a> {
    client: &'a Client,
    version: Version,
    /// Names of services by their modules.
    services: HashMap<&'a str, &'a str>,
}

impl<'a> Emitter<'a> {
    fn new(client: &'a Client, version: Version) -> Self {
        let names = client.services.iter().map(|service| (service.name.rust.as_str(), service.name.wire.as_str()));
        Self { client, version, services: names.collect() }
    }

    /// The name of an operation's service.
    fn service_of(&self, operation: &'a Operation) -> &'a str {
        self.services.get(operation.service.as_str()).copied().unwrap_or(&operation.service)
    }

    fn paths(&self, routes: &Routes<'_>) -> Keys {
        let paths: Vec<_> = routes.iter().collect();
        let written: Vec<(&str, Value)> = paths
            .par_iter()
            .map(|(path, routes)| {
                let methods = routes.iter();
                let methods = methods.map(|(method, route)| (method.word().to_lowercase(), self.operation(route)));
                (path.as_str(), methods.collect::<Keys>().into())
            })
            .collect();
        written.into_iter().collect()
    }

    fn components(&self, types: &[TypeId]) -> Keys {
        Keys::default()
            .with("schemas", envelope::schemas().all(self.types(types)))
            .with("responses", envelope::refusals())
            .with("headers", envelope::header_components())
            .with("securitySchemes", policy::security_schemes())
    }
}
