//! Definitions that nobody names any more, once operations were brought up to date: the checks refuse them, so they go.

use std::collections::BTreeMap;

use super::locate;
use super::tree::Tree;
use super::update::Task;
use crate::check::text::file_of;
use crate::diagnostic::Diagnostic;
use crate::drift::Change;
use crate::spec::{Entries, Fact, Field, Place, SpecSet};

/// What operations stopped naming: how often.
#[derive(Debug, Default)]
pub(super) struct Dropped {
    /// Error codes, by file and name.
    codes: BTreeMap<(String, String), usize>,
    /// Scopes.
    scopes: BTreeMap<String, usize>,
}

impl Dropped {
    /// Notes what a settled difference dropped.
    pub(super) fn note(&mut self, task: &Task) {
        let names = || {
            let number = locate::code(&task.difference.place)?;
            let mut names = task.entry.value.error_codes.iter().filter_map(|name| task.place.error_code(name));
            names.find(|found| found.entry.value.code.value == number)
        };
        match &task.difference.change {
            Change::GoneCode => {
                let found = names().map(|found| (file_of(&found.place), found.entry.name.value.clone()));
                *self.codes.entry(found.unwrap_or_default()).or_default() += 1;
            }
            Change::Fact { fact: Fact::Scopes | Fact::FieldScopes, page, spec } => {
                let texts = |side: &Option<serde_json::Value>| -> Vec<String> {
                    let list = side.as_ref().and_then(|side| side.as_array()).into_iter().flatten();
                    list.filter_map(|text| text.as_str().map(str::to_owned)).collect()
                };
                let kept = texts(page);
                for scope in texts(spec).into_iter().filter(|scope| !kept.contains(scope)) {
                    *self.scopes.entry(scope).or_default() += 1;
                }
            }
            _ => {}
        }
    }

    /// Takes out what nobody names any more.
    pub(super) fn tidy(&self, spec: &SpecSet, tree: &mut Tree) -> Result<(), Vec<Diagnostic>> {
        for ((file, name), count) in &self.codes {
            if *count >= uses_of_code(spec, file, name) && file.as_str() != "platform.yaml" {
                tree.remove(file, &["error_codes", name])?;
            }
        }
        for (scope, count) in &self.scopes {
            if *count >= uses_of_scope(spec, scope) {
                tree.remove("scopes.yaml", &["scopes", scope])?;
            }
        }
        Ok(())
    }
}

fn operations(spec: &SpecSet) -> impl Iterator<Item = (&crate::spec::Operation, Place<'_>)> {
    let places = Place::all(spec).into_iter();
    places.flat_map(|place| {
        let operations = place.resource.into_iter().flat_map(|resource| resource.operations.iter());
        operations.map(move |entry| (&entry.value, place))
    })
}

fn uses_of_code(spec: &SpecSet, file: &str, name: &str) -> usize {
    let is = |used: &str, place: Place| {
        used == name && place.error_code(used).is_some_and(|found| file_of(&found.place) == file)
    };
    operations(spec).filter(|(operation, place)| operation.error_codes.iter().any(|used| is(used, *place))).count()
}

fn uses_of_scope(spec: &SpecSet, scope: &str) -> usize {
    let is = |used: &&crate::source::Spanned<String>| used.value == scope;
    let of_operations = operations(spec).map(|(operation, _)| {
        let own =
            operation.scopes.iter().chain(&operation.all_scopes).chain(&operation.field_scopes).filter(is).count();
        let answer = operation.response.as_ref().map_or(0, |fields| in_fields(fields, scope));
        own + answer
    });
    let shared = Place::all(spec).into_iter().map(|place| {
        let own = place.own();
        let types = own.types.iter().map(|entry| match &entry.value.kind {
            crate::spec::TypeKind::Object(fields) => in_fields(fields, scope),
            _ => 0,
        });
        types.sum::<usize>() + in_fields(&own.common_fields, scope)
    });
    of_operations.sum::<usize>() + shared.sum::<usize>()
}

fn in_fields(fields: &Entries<Field>, scope: &str) -> usize {
    let uses = fields.iter().map(|entry| {
        let own = entry.value.scopes.iter().filter(|used| used.value == scope).count();
        own + entry.value.fields.as_ref().map_or(0, |fields| in_fields(fields, scope))
    });
    uses.sum()
}
