//! Schemas of objects and enumerations, each once under `components`.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::Value;

use super::Emitter;
use super::keys::Keys;
use super::names::component;
use super::prose::{described, with_values};
use super::schema::{Required, deprecation};
use crate::ir::{Type, TypeId, TypeKind, Variant};

impl Emitter<'_> {
    /// Schemas of types, by their names.
    pub(super) fn types(&self, ids: &[TypeId]) -> Keys {
        let types = ids.par_iter().map(|id| self.client.get(*id));
        let mut named: Vec<(String, Value)> = types.map(|ty| (component(ty), self.of_type(ty))).collect();
        named.sort_by(|(one, _), (other, _)| one.cmp(other));
        named.into_iter().collect()
    }

    fn of_type(&self, ty: &Type) -> Value {
        let about = described(&ty.about, ty.deprecated.as_deref());
        let keys = match &ty.kind {
            TypeKind::Object(fields) => {
                let required = if ty.usage.response { Required::Aside } else { Required::InList };
                Keys::default().with("description", about).all(self.object(fields.iter(), required))
            }
            TypeKind::TextEnum(values) => {
                self.enumeration(Keys::from_iter([("type", "string")]), with_values(about, values), values)
            }
            TypeKind::IntEnum(values) => {
                let integer = Keys::from_iter([("type", "integer"), ("format", "int64")]);
                self.enumeration(integer, with_values(about, values), values)
            }
        };
        keys.all(deprecation(ty.deprecated.as_deref())).into()
    }

    fn enumeration<T>(&self, ty: Keys, about: String, values: &[Variant<T>]) -> Keys
    where
        T: Clone + Into<Value> + ToString,
    {
        let texts = |text: fn(&Variant<T>) -> &str| values.iter().map(move |value| text(value).to_owned());
        let deprecated = values.iter().filter_map(|value| Some((value.wire.to_string(), value.deprecated.clone()?)));
        let more = Keys::default()
            .list("x-enum-varnames", texts(|value| &value.rust))
            .list("x-enum-descriptions", texts(|value| &value.about))
            .object("x-enum-deprecated", deprecated.collect());
        let wire = values.iter().map(|value| value.wire.clone().into()).collect();
        Keys::default().with("description", about).all(self.version.open_values(ty, wire, more))
    }
}
