//! Services as tags, with their versions, resources and error codes.

use serde_json::Value;

use super::error_codes::table;
use super::keys::Keys;
use super::prose::markdown;
use crate::ir::{Resource, Service, Version};

/// The tag of a service.
pub(super) fn tag(service: &Service) -> Value {
    Keys::default()
        .with("name", service.name.wire.as_str())
        .with("description", markdown(&service.about))
        .object("x-versions", service.versions.iter().map(version).collect())
        .list("x-error-codes", table(&service.error_codes))
        .into()
}

fn version(version: &Version) -> (&str, Keys) {
    let resources = version.resources.iter().map(resource);
    let keys = Keys::default().some("description", version.about.as_deref());
    (&version.name.wire, keys.object("resources", resources.collect()))
}

fn resource(resource: &Resource) -> (&str, Keys) {
    (&resource.name.wire, Keys::default().with("description", resource.about.as_str()))
}
