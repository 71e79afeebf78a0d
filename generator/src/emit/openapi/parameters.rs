//! What travels in paths, queries and headers.

use serde_json::Value;

use super::Emitter;
use super::keys::Keys;
use super::prose::described;
use super::routes::Route;
use super::schema::extensions;
use crate::ir::{Field, Location, Ty};

impl Emitter<'_> {
    /// The parameters of an operation, but those in its body.
    pub(super) fn parameters(&self, route: &Route<'_>) -> Vec<Value> {
        let operation = route.operation;
        let mut parameters = Vec::new();
        for parameter in &operation.parameters {
            let place = match parameter.location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
                Location::Body => continue,
            };
            let name = match parameter.location {
                Location::Path => route.name_of(&parameter.field.name.wire),
                _ => &parameter.field.name.wire,
            };
            parameters.push(self.parameter(place, name, &parameter.field));
        }
        if operation.ranges {
            parameters.push(range());
        }
        parameters
    }

    fn parameter(&self, place: &str, name: &str, field: &Field) -> Value {
        let facts = &field.facts;
        let repeated = matches!(field.ty, Ty::List(_));
        Keys::default()
            .with("name", name)
            .with("in", place)
            .with("description", described(&facts.about, facts.deprecated.as_deref()))
            .flag("required", facts.required || place == "path")
            .some("style", repeated.then_some("form"))
            .flag("explode", repeated)
            .some("example", facts.example.clone())
            .with("schema", self.values(field))
            .some("x-name", Some(field.name.wire.as_str()).filter(|wire| *wire != name))
            .all(extensions(facts))
            .into()
    }
}

/// The header that asks for a part of a file.
fn range() -> Value {
    Keys::default()
        .with("name", "Range")
        .with("in", "header")
        .with("description", "Which bytes of the file to send, as in RFC 9110: `bytes=0-99`.")
        .with("schema", Keys::from_iter([("type", "string")]))
        .into()
}
