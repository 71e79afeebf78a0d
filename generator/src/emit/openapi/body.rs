//! Request bodies: JSON objects, JSON as a whole, forms.

use serde_json::Value;

use super::Emitter;
use super::keys::Keys;
use super::schema::Required;
use super::version::Version;
use crate::ir::{Body, Field, Location, Operation, Ty, TypeKind};

impl Emitter<'_> {
    /// The body of an operation that has one.
    pub(super) fn body(&self, operation: &Operation) -> Option<Value> {
        let (media, schema) = match operation.body {
            Body::None => return None,
            Body::Json => ("application/json", self.object(fields(operation), Required::InList).into()),
            Body::Form => ("multipart/form-data", self.form(operation)),
            Body::Whole => ("application/json", fields(operation).next().map(|field| self.schema(&field.ty))?),
        };
        Some(Keys::default().with("content", content(media, schema)).with("required", true).into())
    }
}

impl Emitter<'_> {
    /// A form. Its parts are texts, which generators of 3.0 see only where the type stands beside the reference.
    fn form(&self, operation: &Operation) -> Value {
        let mut form = Value::from(self.object(fields(operation), Required::InList));
        for field in fields(operation).filter(|_| self.version == Version::V3_0) {
            if let (Some(ty), Some(part)) = (self.scalar(&field.ty), form["properties"].get_mut(&field.name.wire)) {
                part["type"] = ty.into();
            }
        }
        form
    }

    /// The type of the values of an enumeration.
    fn scalar(&self, ty: &Ty) -> Option<&'static str> {
        let Ty::Type(id) = ty else { return None };
        match self.client.get(*id).kind {
            TypeKind::TextEnum(_) => Some("string"),
            TypeKind::IntEnum(_) => Some("integer"),
            TypeKind::Object(_) => None,
        }
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
