//! Fields: names, types, facts and documentation.

use super::types::Home;
use super::{Lowering, docs, text};
use crate::ir::{Facts, Field, Name, Presence};
use crate::naming::{Container, NameScope, setter, snake};
use crate::source::{Span, Spanned};
use crate::spec::{self, Effective, Entries, Place};

impl<'a> Lowering<'a> {
    /// The fields of an object.
    pub(super) fn fields(&mut self, fields: &'a Entries<spec::Field>, place: Place<'a>, home: &Home) -> Vec<Field> {
        let mut names = FieldNames::default();
        fields.iter().map(|entry| self.field(&entry.name, &entry.value, place, home, &mut names)).collect()
    }

    /// One field. Its presence is settled when it is known where its object occurs.
    pub(super) fn field(
        &mut self,
        name: &'a Spanned<String>,
        field: &'a spec::Field,
        place: Place<'a>,
        home: &Home,
        names: &mut FieldNames,
    ) -> Field {
        let effective = Effective::new(field, place);
        let ty = self.ty(&effective, name, home);
        let facts = facts(&effective);
        let span = name.span;
        let name = self.field_name(name, &effective, names);
        let setter = setter(&name.rust);
        if setter != name.rust {
            self.take_field(names, &setter, &name.wire, span);
        }
        // What can be computed need not be given.
        let presence = if facts.required && facts.size_of.is_none() { Presence::Required } else { Presence::Optional };
        let doc = docs::field_doc(&facts);
        Field { setter, presence, boxed: false, doc, ty, name, facts }
    }

    fn field_name(&mut self, wire: &Spanned<String>, field: &Effective<'a>, names: &mut FieldNames) -> Name {
        let given = field.rust_name().map(|name| name.value.clone());
        let rust = self.named(given.or_else(|| snake(wire, Container::Field)), wire, wire.span);
        self.take_field(names, &rust, wire, wire.span);
        Name { wire: wire.value.clone(), rust }
    }

    /// Takes the name of a field, or of the method that sets it.
    pub(super) fn take_field(&mut self, names: &mut FieldNames, rust: &str, wire: &str, span: Span) {
        self.take(&mut names.fields, rust, wire, span, Some("rust_name"));
    }
}

/// Names taken by the fields of one object or request, and by the methods that set them.
pub(super) struct FieldNames {
    fields: NameScope,
}

impl Default for FieldNames {
    fn default() -> Self {
        Self { fields: NameScope::new("fields") }
    }
}

fn facts(field: &Effective<'_>) -> Facts {
    Facts {
        about: text(field.about()),
        required: field.is_required(),
        size_of: field.size_of().map(|file| file.value.clone()),
        default: field.default().map(|value| value.value.clone()),
        example: field.example().map(|value| value.value.clone()),
        len: field.len().map(|range| range.value),
        items: field.items().map(|range| range.value),
        min: field.min().map(|number| number.value.clone()),
        max: field.max().map(|number| number.value.clone()),
        pattern: field.pattern().map(|pattern| pattern.value.clone()),
        format: field.format().map(|format| format.value),
        scopes: field.scopes().iter().map(|scope| scope.value.clone()).collect(),
        deprecated: field.deprecated().map(|note| note.value.clone()),
    }
}
