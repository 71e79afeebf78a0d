//! Services, versions and resources, as the folders and files lay them out.

use super::{Entries, ErrorCode, Field, Operation, Platform, Scope, TypeDef};
use crate::source::{FileId, Spanned};

/// Everything that one run reads.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SpecSet {
    /// `platform.yaml`.
    pub platform: Platform,
    /// `scopes.yaml`, by scope.
    pub scopes: Entries<Scope>,
    /// Services in the order of their names.
    pub services: Vec<Service>,
}

/// What several resources share: the content of a `_shared.yaml`, and the same part of any other file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shared {
    /// The file; `None` where there is none.
    pub file: Option<FileId>,
    /// `about`.
    pub about: Option<Spanned<String>>,
    /// `common_fields`.
    pub common_fields: Entries<Field>,
    /// `types`.
    pub types: Entries<TypeDef>,
    /// `error_codes`.
    pub error_codes: Entries<ErrorCode>,
}

/// A folder below the spec root.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// The folder's name.
    pub name: String,
    /// `<service>/_shared.yaml`.
    pub shared: Shared,
    /// Versions in the order of their names.
    pub versions: Vec<Version>,
}

/// A folder below a service.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The folder's name.
    pub name: String,
    /// `<service>/<version>/_shared.yaml`.
    pub shared: Shared,
    /// Resources in the order of their names.
    pub resources: Vec<Resource>,
}

/// One resource file.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// The file's name without its extension.
    pub name: String,
    /// The file.
    pub file: FileId,
    /// Its own types, common fields, error codes and `about`.
    pub shared: Shared,
    /// `operations` by name.
    pub operations: Entries<Operation>,
}
