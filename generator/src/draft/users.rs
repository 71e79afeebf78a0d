//! Which operations use which type or common field.

use std::collections::BTreeMap;

use crate::check::text::file_of;
use crate::spec::{Entries, Field, Place, SpecSet, TypeExpr, TypeKind};

/// How often operations hold a type or common field, by its file and name: at so many places their pages show it.
#[derive(Debug, Default)]
pub(super) struct Users(BTreeMap<(String, String), BTreeMap<String, usize>>);

impl Users {
    /// An operation that holds something at more places than are known of it.
    pub(super) fn other(&self, shared: &(String, String), known: &BTreeMap<&str, usize>) -> Option<&str> {
        let users = self.0.get(shared)?.iter();
        let mut others = users.filter(|(user, count)| known.get(user.as_str()).is_none_or(|known| known < *count));
        others.next().map(|(user, _)| user.as_str())
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
            let mut walk = Walk { name, inside: Vec::new(), users: &mut users };
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
    /// What is being walked through, outermost first: a type that holds itself is walked through once.
    inside: Vec<(String, String)>,
    users: &'u mut Users,
}

impl Walk<'_> {
    fn fields(&mut self, fields: &Entries<Field>, place: Place<'_>) {
        for entry in fields {
            self.field(&entry.value, place);
        }
    }

    fn field(&mut self, field: &Field, place: Place<'_>) {
        let common = field.use_.as_ref().and_then(|name| place.common_field(name));
        if let Some(found) = common
            && self.enter(file_of(&found.place), &found.entry.name)
        {
            self.field(&found.entry.value, found.place);
            self.inside.pop();
        }
        if let Some(ty) = &field.ty {
            self.named(ty.value.innermost(), place);
        }
        self.fields(field.fields.as_ref().unwrap_or(&Entries::EMPTY), place);
    }

    fn named(&mut self, ty: &TypeExpr, place: Place<'_>) {
        let TypeExpr::Named(path) = ty else { return };
        let Some(found) = place.type_def(path) else { return };
        if self.enter(file_of(&found.place), &found.entry.name) {
            if let TypeKind::Object(fields) = &found.entry.value.kind {
                self.fields(fields, found.place);
            }
            self.inside.pop();
        }
    }

    /// Counts that the operation holds something, and goes into it unless it is there already.
    fn enter(&mut self, file: String, name: &str) -> bool {
        let key = (file, name.to_owned());
        if self.inside.contains(&key) {
            return false;
        }
        *self.users.0.entry(key.clone()).or_default().entry(self.name.clone()).or_default() += 1;
        self.inside.push(key);
        true
    }
}
