//! Common fields of the platform, for `use`.

use super::known::Known;
use super::shapes::Member;
use crate::outline::Field;
use crate::spec::{Effective, Entries, Place, TypeExpr, TypeKind};

/// The common fields of the platform.
#[derive(Debug)]
pub(super) struct Common<'s> {
    fields: &'s Entries<crate::spec::Field>,
    place: Place<'s>,
}

impl<'s> Common<'s> {
    pub(super) fn of(spec: &'s crate::spec::SpecSet) -> Self {
        let place = Place::platform(spec);
        Self { fields: &place.own().common_fields, place }
    }

    /// The common field that a field is, with what has to stand beside `use`. `None` where it says something that the field does not.
    pub(super) fn field(&self, member: &Member, answer: bool) -> Option<(&'s str, Field)> {
        let own = &member.field;
        let in_answers = format!("response_{}", own.name);
        let entry = match self.fields.entry(&in_answers) {
            Some(entry) if answer => entry,
            _ => self.fields.entry(&own.name)?,
        };
        let common = Effective::new(&entry.value, self.place);
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
