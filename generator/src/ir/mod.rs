//! The client as data: every decision about names, types, modules and documentation is taken; what is left is printing.
//!
//! Wire name and Rust name stand side by side on each item. Emitters read this and nothing else.

mod chunked;
mod field;
mod operation;
mod paging;
mod types;

pub use chunked::{Chunked, Filler, Filling, Finished, Step, Sum};
pub use field::{Facts, Field, Location, Parameter, Presence};
pub use operation::{Body, Constructor, ErrorCode, Operation, PathSegment, Response, Target, TargetLimit};
pub use paging::{FieldPath, Paging, PagingBy};
pub use types::{Ty, Type, TypeId, TypeKind, Usage, Variant};

pub use crate::spec::{
    Algorithm, AppKind, ContentType, Envelope, HostKind, HttpMethod, Period, RateLimit, Refusal, TokenKind, Window,
};

/// A name on the wire and in Rust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As the platform writes it.
    pub wire: String,
    /// As Rust code writes it, without `r#`.
    pub rust: String,
}

/// Everything that the specs describe.
#[derive(Debug, Clone, Default)]
pub struct Client {
    /// Every type; a [`TypeId`] is an index here.
    pub types: Vec<Type>,
    /// What holds for all services.
    pub platform: Platform,
    /// Services in the order of their names.
    pub services: Vec<Service>,
    /// Scopes in the order of the file.
    pub scopes: Vec<Scope>,
}

impl Client {
    /// The type of an id that stands in this client.
    pub fn get(&self, id: TypeId) -> &Type {
        &self.types[id.0]
    }

    /// Every operation with the service, version and resource around it.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        let versions = self.services.iter().flat_map(|service| &service.versions);
        versions.flat_map(|version| &version.resources).flat_map(|resource| &resource.operations)
    }
}

/// What holds for all services.
#[derive(Debug, Clone, Default)]
pub struct Platform {
    /// What it is, where the specs say so.
    pub about: Option<String>,
    /// Address of its documentation.
    pub docs: Option<String>,
    /// Hosts by kind.
    pub hosts: Vec<Host>,
    /// Error codes that any operation can return.
    pub error_codes: Vec<ErrorCode>,
    /// Types that every service uses.
    pub types: Vec<TypeId>,
}

/// A host in both deployments.
#[derive(Debug, Clone)]
pub struct Host {
    /// Its name in the specs.
    pub name: String,
    /// What it serves.
    pub about: String,
    /// Address in the Feishu deployment.
    pub feishu: String,
    /// Address in the Lark deployment, where it has one.
    pub lark: Option<String>,
}

/// A scope.
#[derive(Debug, Clone)]
pub struct Scope {
    /// Its name.
    pub name: String,
    /// What it allows.
    pub about: String,
    /// Identities that it can be granted to.
    pub tokens: Vec<TokenKind>,
}

/// A service: one Cargo feature and one module.
#[derive(Debug, Clone)]
pub struct Service {
    /// Name and module.
    pub name: Name,
    /// What it is.
    pub about: String,
    /// Error codes of all its versions, by number.
    pub error_codes: Vec<ErrorCode>,
    /// Types that its versions share.
    pub types: Vec<TypeId>,
    /// Versions in the order of their names.
    pub versions: Vec<Version>,
}

/// A version of a service: a module.
#[derive(Debug, Clone)]
pub struct Version {
    /// Name and module.
    pub name: Name,
    /// What is special about it, where something is.
    pub about: Option<String>,
    /// Types that its resources share.
    pub types: Vec<TypeId>,
    /// Resources in the order of their names.
    pub resources: Vec<Resource>,
}

/// A resource: a module.
#[derive(Debug, Clone)]
pub struct Resource {
    /// Name and module.
    pub name: Name,
    /// What it is.
    pub about: String,
    /// Types of its own that several operations may use.
    pub types: Vec<TypeId>,
    /// Operations in the order of the file.
    pub operations: Vec<Operation>,
}
