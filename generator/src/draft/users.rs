//! Which operations use which type or common field.

use std::collections::{BTreeMap, BTreeSet};

use super::locate::file_of;
use crate::spec::{Entries, Field, Place, SpecSet, TypeExpr, TypeKind};

/// Operations by what they use: a type or common field, by its file and name.
#[derive(Debug, Default)]
pub(super) struct Users(BTreeMap<(String, String), BTreeSet<String>>);

impl Users {
    /// A user that is none of some operations.
    pub(super) fn other(&self, shared: &(String, String), known: &BTreeSet<&str>) -> Option<&str> {
        self.0.get(shared)?.iter().map(String::as_str).find(|user| !known.contains(user))
    }
}

/// The users of everything.
pub(super) fn of(spec: &SpecSet) -> Users {
    let mut users = Users::default();
    for place in Place::all(spec) {
        let (Some(service), Some(version), Some(resource)) = (place.service, place.version, place.resource) else {
            continue;
        };
        for entry in &resource.operations {
            let name = format!("{}.{}.{}.{}", service.name, version.name, resource.name, entry.name);
            let mut walk = Walk { name, users: &mut users };
            let operation = &entry.value;
            for fields in [
                Some(&operation.headers),
                Some(&operation.params),
                Some(&operation.query),
                operation.body.as_ref(),
                operation.response.as_ref(),
            ] {
                walk.fields(fields.unwrap_or(&Entries::EMPTY), place);
            }
            for ty in [&operation.body_type, &operation.response_type].into_iter().flatten() {
                walk.named(ty.value.innermost(), place);
            }
        }
    }
    users
}

struct Walk<'u> {
    name: String,
    users: &'u mut Users,
}

impl Walk<'_> {
    fn fields(&mut self, fields: &Entries<Field>, place: Place<'_>) {
        for entry in fields {
            self.field(&entry.value, place);
        }
    }

    fn field(&mut self, field: &Field, place: Place<'_>) {
        if let Some(found) = field.use_.as_ref().and_then(|name| place.common_field(name)) {
            if self.take(file_of(found.place), &found.entry.name) {
                self.field(&found.entry.value, found.place);
            }
        }
        if let Some(ty) = &field.ty {
            self.named(ty.value.innermost(), place);
        }
        self.fields(field.fields.as_ref().unwrap_or(&Entries::EMPTY), place);
    }

    fn named(&mut self, ty: &TypeExpr, place: Place<'_>) {
        let TypeExpr::Named(path) = ty else { return };
        let Some(found) = place.type_def(path) else { return };
        if !self.take(file_of(found.place), &found.entry.name) {
            return;
        }
        if let TypeKind::Object(fields) = &found.entry.value.kind {
            self.fields(fields, found.place);
        }
    }

    /// Notes that the operation uses something; says whether that is new.
    fn take(&mut self, file: String, name: &str) -> bool {
        self.users.0.entry((file, name.to_owned())).or_default().insert(self.name.clone())
    }
}
