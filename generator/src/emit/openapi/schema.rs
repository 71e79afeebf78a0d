//! Schemas of values and fields: types, limits, examples, and what OpenAPI has no word for.

use serde_json::Value;

use super::Emitter;
use super::keys::Keys;
use super::names::reference;
use super::prose::described;
use crate::ir::{Facts, Field, Ty};

/// Where it is said that the caller must give a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Required {
    /// In `required`, as only requests hold the object.
    InList,
    /// Beside the field: answers hold the object too, and may leave out anything.
    Aside,
}

impl Emitter<'_> {
    /// The schema of a type.
    pub(super) fn schema(&self, ty: &Ty) -> Value {
        self.schema_with(ty, Keys::default(), Keys::default())
    }

    /// An object of fields.
    pub(super) fn object<'f>(&self, fields: impl Iterator<Item = &'f Field>, required: Required) -> Keys {
        let (mut listed, mut properties) = (Vec::new(), Keys::default());
        for field in fields {
            let name = field.name.wire.as_str();
            let aside = field.facts.required && required == Required::Aside;
            if field.facts.required && !aside {
                listed.push(name);
            }
            properties = properties.with(name, self.property(field, aside));
        }
        Keys::default().with("type", "object").list("required", listed).object("properties", properties)
    }

    fn property(&self, field: &Field, required: bool) -> Value {
        let facts = &field.facts;
        let keys = Keys::default().with("description", described(&facts.about, facts.deprecated.as_deref()));
        let keys = keys.all(self.version.example(facts.example.as_ref())).all(limits(facts));
        self.of_field(field, keys.flag("x-required", required).all(extensions(facts)))
    }

    /// The schema of what a parameter may be; what the parameter is stands around it.
    pub(super) fn values(&self, field: &Field) -> Value {
        self.of_field(field, limits(&field.facts))
    }

    fn of_field(&self, field: &Field, keys: Keys) -> Value {
        let format = field.facts.format.map(|format| self.version.format(format)).unwrap_or_default();
        self.schema_with(&field.ty, format, keys)
    }

    /// The schema of a type, with a format for the texts in it and keys beside it.
    fn schema_with(&self, ty: &Ty, format: Keys, keys: Keys) -> Value {
        let of_type = |name: &str| Keys::default().with("type", name);
        let inline = match ty {
            Ty::Type(id) => return self.version.beside(reference(self.client, *id), keys),
            Ty::String => of_type("string").all(format),
            Ty::Secret => of_type("string").with("format", "password").all(format).flag("x-sensitive", true),
            Ty::Int => of_type("integer").with("format", "int64"),
            Ty::Float => of_type("number").with("format", "double"),
            Ty::Bool => of_type("boolean"),
            Ty::Any => Keys::default(),
            Ty::File => self.version.file(),
            Ty::List(inner) => of_type("array").with("items", self.schema_with(inner, format, Keys::default())),
            Ty::Map(inner) => {
                of_type("object").with("additionalProperties", self.schema_with(inner, format, Keys::default()))
            }
        };
        inline.all(keys).into()
    }
}

/// Limits and defaults.
fn limits(facts: &Facts) -> Keys {
    Keys::default()
        .some("minLength", facts.len.and_then(|range| range.min))
        .some("maxLength", facts.len.and_then(|range| range.max))
        .some("minItems", facts.items.and_then(|range| range.min))
        .some("maxItems", facts.items.and_then(|range| range.max))
        .some("minimum", facts.min.clone())
        .some("maximum", facts.max.clone())
        .some("pattern", facts.pattern.as_deref())
        .some("default", facts.default.clone())
}

/// What OpenAPI has no word for.
pub(super) fn extensions(facts: &Facts) -> Keys {
    Keys::default()
        .some("x-format", facts.format.map(crate::spec::Format::name))
        .some("x-size-of", facts.size_of.as_deref())
        .list("x-scopes", facts.scopes.iter().map(String::as_str))
        .all(deprecation(facts.deprecated.as_deref()))
}

/// That something should no longer be used, and why.
pub(super) fn deprecation(reason: Option<&str>) -> Keys {
    Keys::default().flag("deprecated", reason.is_some()).some("x-deprecated", reason)
}
