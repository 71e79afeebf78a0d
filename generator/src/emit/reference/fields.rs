//! Fields of requests, answers and types as rows, with what is inside of them as far as a page has room.

use std::collections::BTreeSet;

use askama::Template;
use askama::filters::HtmlSafe;

use super::address::file_name;
use super::prose::{self, Html};
use super::site::{Link, Site};
use crate::emit::counted;
use crate::ir::{Field, Ty, Type, TypeId, TypeKind, Variant};
use crate::lower;

/// More values than this are folded.
const OPEN_VALUES: usize = 6;

/// Objects inside objects are shown this deep; deeper ones have pages of their own.
const DEEPEST: usize = 6;

/// Rows one below the other.
#[derive(Debug, Template)]
#[template(path = "reference/fields.html")]
pub(super) struct Fields {
    rows: Vec<Row>,
}

impl HtmlSafe for Fields {}

/// A field.
#[derive(Debug)]
struct Row {
    /// Where it stands on the page.
    anchor: String,
    name: String,
    notation: Vec<Link>,
    required: bool,
    secret: bool,
    deprecated: Option<Html>,
    about: Html,
    notes: Vec<Html>,
    inside: Option<Inside>,
}

/// What a field consists of.
#[derive(Debug)]
struct Inside {
    /// What the fold says.
    label: String,
    /// Whether it is shown from the start.
    open: bool,
    /// Fields of an object.
    fields: Option<Fields>,
    /// Values of an enumeration.
    values: Vec<Value>,
}

/// A value of an enumeration.
#[derive(Debug)]
pub(super) struct Value {
    pub(super) wire: String,
    pub(super) rust: String,
    pub(super) about: Html,
    pub(super) deprecated: Option<Html>,
}

/// Makes rows, until a page is full.
pub(super) struct Shelf<'s, 'c> {
    site: &'s Site<'c>,
    /// Types that are written in place, which are shown rather than others.
    own: BTreeSet<TypeId>,
    /// Rows that there is still room for inside of others.
    room: usize,
}

impl<'s, 'c> Shelf<'s, 'c> {
    /// A page with room for so many rows inside of others.
    pub(super) fn new(site: &'s Site<'c>, own: &[TypeId], room: usize) -> Self {
        Self { site, own: own.iter().copied().collect(), room }
    }

    /// Rows for fields.
    pub(super) fn rows<'f>(&mut self, at: &str, fields: impl IntoIterator<Item = &'f Field>) -> Fields {
        self.inner(at, fields, &mut Vec::new())
    }

    fn inner<'f>(&mut self, at: &str, fields: impl IntoIterator<Item = &'f Field>, around: &mut Vec<TypeId>) -> Fields {
        Fields { rows: fields.into_iter().map(|field| self.row(at, field, around)).collect() }
    }

    fn row(&mut self, at: &str, field: &Field, around: &mut Vec<TypeId>) -> Row {
        let anchor = format!("{at}.{}", file_name(&field.name.wire));
        let mut notes: Vec<Html> = Vec::new();
        let facts = crate::ir::Facts { scopes: Vec::new(), ..field.facts.clone() };
        notes.extend(lower::field_notes(&facts).iter().map(|note| prose::sentence(note)));
        notes.extend(self.scope_note(&field.facts.scopes));
        Row {
            name: field.name.wire.clone(),
            notation: self.site.notation(&field.ty),
            required: field.facts.required,
            secret: *field.ty.innermost() == Ty::Secret,
            deprecated: field.facts.deprecated.as_deref().map(prose::line),
            about: prose::brief(&field.facts.about),
            notes,
            inside: field.ty.type_id().and_then(|id| self.inside(&anchor, id, around)),
            anchor,
        }
    }

    fn scope_note(&self, scopes: &[String]) -> Option<Html> {
        let mut names = scopes.iter().map(|scope| self.site.scope(scope));
        let mut note = Html::text("Only with the scope ");
        note.push(&names.next()?);
        for name in names {
            note.push(&Html::text(" or "));
            note.push(&name);
        }
        note.push(&Html::text("."));
        Some(note)
    }

    fn inside(&mut self, at: &str, id: TypeId, around: &mut Vec<TypeId>) -> Option<Inside> {
        let site = self.site;
        let ty: &Type = site.client.get(id);
        let rows = size(ty);
        if around.contains(&id) || around.len() >= DEEPEST || rows == 0 || rows > self.room {
            return None;
        }
        self.room -= rows;
        let own = self.own.contains(&id);
        match &ty.kind {
            TypeKind::Object(fields) => {
                around.push(id);
                let inside = self.inner(at, fields, around);
                around.pop();
                let label = format!("{} of {}", counted(rows, "field"), ty.name.rust);
                Some(Inside { label, open: own, fields: Some(inside), values: Vec::new() })
            }
            TypeKind::TextEnum(_) | TypeKind::IntEnum(_) => Some(Inside {
                label: counted(rows, "value"),
                open: rows <= OPEN_VALUES,
                fields: None,
                values: values(ty),
            }),
        }
    }
}

/// How many rows a type takes.
fn size(ty: &Type) -> usize {
    match &ty.kind {
        TypeKind::Object(fields) => fields.len(),
        TypeKind::TextEnum(variants) => variants.len(),
        TypeKind::IntEnum(variants) => variants.len(),
    }
}

/// The values of an enumeration; none for an object.
pub(super) fn values(ty: &Type) -> Vec<Value> {
    match &ty.kind {
        TypeKind::Object(_) => Vec::new(),
        TypeKind::TextEnum(variants) => variants.iter().map(|variant| value(variant, variant.wire.clone())).collect(),
        TypeKind::IntEnum(variants) => {
            variants.iter().map(|variant| value(variant, variant.wire.to_string())).collect()
        }
    }
}

fn value<T>(variant: &Variant<T>, wire: String) -> Value {
    Value {
        wire,
        rust: variant.rust.clone(),
        about: prose::brief(&variant.about),
        deprecated: variant.deprecated.as_deref().map(prose::line),
    }
}
