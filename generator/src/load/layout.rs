//! What a file holds, as its path tells: platform, scopes, what is shared, or a resource.
//!
//! Knows nothing of what stands in the files.

use super::grammar::{self, Object, is_snake};

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// `platform.yaml`.
    Platform,
    /// `scopes.yaml`.
    Scopes,
    /// `<service>/_shared.yaml`.
    ServiceShared { service: String },
    /// `<service>/<version>/_shared.yaml`.
    VersionShared { service: String, version: String },
    /// `<service>/<version>/<resource>.yaml`.
    Resource { service: String, version: String, resource: String },
}

/// Why a path is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BadPath {
    /// It has none of the forms; with the reason.
    Unknown(&'static str),
    /// A part of it is no name.
    Name(String),
}

const FORMS: &str = "a spec file is `platform.yaml`, `scopes.yaml`, `<service>/_shared.yaml`, `<service>/<version>/_shared.yaml` or \
                     `<service>/<version>/<resource>.yaml`";

/// Reads a path below the spec root.
pub(crate) fn kind_of(path: &str) -> Result<FileKind, BadPath> {
    let Some(stem) = path.strip_suffix(".yaml") else {
        let yml = path.strip_suffix(".yml").is_some();
        return Err(BadPath::Unknown(if yml { "name it `.yaml`" } else { FORMS }));
    };
    let parts: Vec<&str> = stem.split('/').collect();
    let kind = match parts[..] {
        ["platform"] => return Ok(FileKind::Platform),
        ["scopes"] => return Ok(FileKind::Scopes),
        [service, "_shared"] => FileKind::ServiceShared { service: service.to_owned() },
        [service, version, "_shared"] => {
            FileKind::VersionShared { service: service.to_owned(), version: version.to_owned() }
        }
        [service, version, resource] => FileKind::Resource {
            service: service.to_owned(),
            version: version.to_owned(),
            resource: resource.to_owned(),
        },
        _ => return Err(BadPath::Unknown(FORMS)),
    };
    let names = match parts[..] {
        [.., "_shared"] => &parts[..parts.len() - 1],
        _ => &parts[..],
    };
    match names.iter().find(|name| !is_snake(name)) {
        Some(name) => Err(BadPath::Name((*name).to_owned())),
        None => Ok(kind),
    }
}

impl FileKind {
    /// The grammar of the file.
    pub(crate) fn grammar(&self) -> &'static Object {
        match self {
            Self::Platform => &grammar::PLATFORM,
            Self::Scopes => &grammar::SCOPES,
            Self::ServiceShared { .. } | Self::VersionShared { .. } => &grammar::SHARED,
            Self::Resource { .. } => &grammar::RESOURCE,
        }
    }

    /// Where the file's JSON Schema usually is, seen from the file: in the folder `schema` of the spec root.
    pub(crate) fn schema_path(&self) -> String {
        let (depth, name) = match self {
            Self::Platform => (0, "platform"),
            Self::Scopes => (0, "scopes"),
            Self::ServiceShared { .. } => (1, "shared"),
            Self::VersionShared { .. } => (2, "shared"),
            Self::Resource { .. } => (2, "resource"),
        };
        format!("{}schema/{name}.json", "../".repeat(depth))
    }
}
