//! The names of schemas: `service.version.resource.operation.Type`, as far inwards as the type is at home.
//!
//! A type of all services has its name alone. Modules and types are unique among their neighbours, and Rust names hold letters,
//! digits and `_` only, so that these names are unique and every one is a component's name. The document's own schemas have a
//! hyphen, which those never have.

use serde_json::Value;

use super::keys::Keys;
use crate::ir::{Client, Type, TypeId};

/// The schema of an answer without data, and of a refusal.
pub(super) const ENVELOPE: &str = "answer-envelope";

/// The schema of what a refusal says besides.
pub(super) const ERROR: &str = "answer-error";

/// The name of a type's schema.
pub(super) fn component(ty: &Type) -> String {
    let home = ty.exported_from.as_ref().unwrap_or(&ty.module);
    let modules = home.iter().filter(|_| home.first().is_some_and(|first| first != PLATFORM));
    modules.chain([&ty.name.rust]).map(String::as_str).collect::<Vec<_>>().join(".")
}

/// The module of the types of all services.
const PLATFORM: &str = "types";

/// A reference to a type's schema.
pub(super) fn reference(client: &Client, id: TypeId) -> Value {
    reference_to(&component(client.get(id)))
}

/// A reference to a schema.
pub(super) fn reference_to(name: &str) -> Value {
    Keys::default().with("$ref", format!("#/components/schemas/{name}")).into()
}
