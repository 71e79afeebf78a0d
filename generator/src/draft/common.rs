//! Common fields that the specs have already, for `use`: the platform's, and those of the service.

use super::known::Known;
use super::shapes::Member;
use crate::outline::Field;
use crate::spec::{Effective, Found, Place, SpecSet, TypeExpr, TypeKind};

/// The common fields that a service sees.
#[derive(Debug)]
pub(super) struct Common<'s> {
    spec: &'s SpecSet,
    service: &'s str,
}

impl<'s> Common<'s> {
    pub(super) fn of(spec: &'s SpecSet, service: &'s str) -> Self {
        Self { spec, service }
    }

    /// Names that a common field of the service must not have again.
    pub(super) fn names(&self) -> impl Iterator<Item = &'s str> {
        let own = |place: &Place<'s>| place.service.is_none_or(|service| service.name == self.service);
        let places = Place::all(self.spec).into_iter().filter(own);
        places.flat_map(|place| &*place.own().common_fields).map(|entry| entry.name.value.as_str())
    }

    /// The innermost place that is there of a resource.
    fn place(&self, version: &str, resource: &str) -> Place<'s> {
        let spec = self.spec;
        let Some(service) = spec.services.iter().find(|known| known.name == self.service) else {
            return Place::platform(spec);
        };
        let Some(version) = service.versions.iter().find(|known| known.name == version) else {
            return Place::service(spec, service);
        };
        match version.resources.iter().find(|known| known.name == resource) {
            Some(resource) => Place::resource(spec, service, version, resource),
            None => Place::version(spec, service, version),
        }
    }

    /// The common field that a field is, with what has to stand beside `use`. `None` where it says something that the field does not.
    pub(super) fn field(
        &self,
        member: &Member,
        (version, resource): &(String, String),
        answer: bool,
    ) -> Option<(&'s str, Field)> {
        let own = &member.field;
        let place = self.place(version, resource);
        let in_answers = answer.then(|| place.common_field(&format!("response_{}", own.name))).flatten();
        let Found { entry, place } = in_answers.or_else(|| place.common_field(&own.name))?;
        let common = Effective::new(&entry.value, place);
        let (ty, place) = common.ty()?;
        let same_type = match &ty.value {
            TypeExpr::Named(path) => place.type_def(path).is_some_and(|found| match &found.entry.value.kind {
                TypeKind::Enum(_) => {
                    own.kind == TypeExpr::String && Known::is_values(&found.entry.value.kind, own.values.as_ref())
                }
                _ => false,
            }),
            other => *other == own.kind && own.values.is_none() && !own.is_object() && !own.opaque,
        };
        let default = common.default().map(|default| &default.value);
        let more = common.len().is_some() && own.len.is_none()
            || common.items().is_some() && own.items.is_none()
            || common.min().is_some() && own.min.is_none()
            || common.max().is_some() && own.max.is_none()
            || common.pattern().is_some() && own.pattern.is_none()
            || default.is_some() && own.default.is_none() && !answer
            || common.is_required() && !own.required
            || common.deprecated().is_some()
            || !common.scopes().is_empty();
        if !same_type || more {
            return None;
        }
        let mut beside = own.clone();
        if own.default.as_ref() == default {
            beside.default = None;
        }
        if own.example.as_ref() == common.example().map(|example| &example.value) {
            beside.example = None;
        }
        Some((entry.name.value.as_str(), beside))
    }
}
