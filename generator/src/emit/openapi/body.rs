//! Request bodies: JSON objects, JSON as a whole, forms.

use serde_json::Value;

use super::Emitter;
use super::keys::Keys;
use super::schema::Required;
use crate::ir::{Body, Field, Location, Operation};

impl Emitter<'_> {
    /// The body of an operation that has one.
    pub(super) fn body(&self, operation: &Operation) -> Option<Value> {
        let (media, schema) = match operation.body {
            Body::None => return None,
            Body::Json => ("application/json", self.object(fields(operation), Required::InList).into()),
            Body::Form => ("multipart/form-data", self.object(fields(operation), Required::InList).into()),
            Body::Whole => ("application/json", fields(operation).next().map(|field| self.schema(&field.ty))?),
        };
        Some(Keys::default().with("content", content(media, schema)).with("required", true).into())
    }
}

fn fields(operation: &Operation) -> impl Iterator<Item = &Field> {
    let parameters = operation.parameters.iter().filter(|parameter| parameter.location == Location::Body);
    parameters.map(|parameter| &parameter.field)
}

/// One kind of content.
pub(super) fn content(media: &str, schema: impl Into<Value>) -> Value {
    Keys::default().with(media, Keys::default().with("schema", schema)).into()
}
