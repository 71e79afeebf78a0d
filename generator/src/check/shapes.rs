//! Objects of one service that have the same fields: they are one type, unless a person gave them two names.
//!
//! Prose, limits and the order of fields make no difference; formats do, because they may change the Rust type.

use std::collections::HashMap;

use super::sites::{Sites, parts};
use super::text::{names, problem};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Span, Spanned};
use crate::spec::{Effective, Entries, Field, Place, TypeExpr, TypeKind};

/// Objects with fewer fields are too plain to be the same thing.
const LEAST_FIELDS: usize = 2;

/// Reports objects that were described before, in the same service or for the whole platform.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    let mut platform = Known { seen: HashMap::new() };
    platform.place(Place::platform(sites.spec), &mut Vec::new());
    let mut service = "";
    let mut known = Known { seen: HashMap::new() };
    for place in sites.places.iter().filter(|place| place.service.is_some()) {
        let name = place.service.map_or("", |service| service.name.as_str());
        if name != service {
            service = name;
            known.seen.clone_from(&platform.seen);
        }
        known.place(*place, out);
    }
}

/// The objects of one service so far, by the names of their fields. Types are compared only where the names are the same.
struct Known<'a> {
    seen: HashMap<Vec<&'a str>, Vec<Seen<'a>>>,
}

/// An object that was described.
#[derive(Clone, Copy)]
struct Seen<'a> {
    /// Its type's name, or the name of the field that it was written in place for.
    name: &'a Spanned<String>,
    /// Whether it is a named type.
    named: bool,
    /// Its fields.
    fields: &'a Entries<Field>,
    /// Where its names are looked up from.
    place: Place<'a>,
}

impl<'a> Known<'a> {
    fn place(&mut self, place: Place<'a>, out: &mut Vec<Diagnostic>) {
        let own = place.own();
        for entry in &own.types {
            if let TypeKind::Object(fields) = &entry.value.kind {
                self.object(Seen { name: &entry.name, named: true, fields, place }, out);
            }
        }
        self.inner(&own.common_fields, place, out);
        for entry in place.resource.iter().flat_map(|resource| &resource.operations) {
            for (_, fields) in parts(&entry.value) {
                self.inner(fields, place, out);
            }
        }
    }

    /// An object, and unless it is a repetition, those inside it.
    fn object(&mut self, this: Seen<'a>, out: &mut Vec<Diagnostic>) {
        if this.fields.len() >= LEAST_FIELDS {
            let mut names: Vec<&str> = names(this.fields).collect();
            names.sort_unstable();
            let alike = self.seen.entry(names).or_default();
            let same_types = |first: &&Seen| signature_of(first) == signature_of(&this);
            // Two names are two meanings: an equation is no text run, though both hold text and a style.
            let repeated = |first: &&Seen| !(first.named && this.named) && same_types(first);
            if let Some(first) = alike.iter().find(repeated) {
                out.push(same(first, &this));
                return;
            }
            alike.push(this);
        }
        self.inner(this.fields, this.place, out);
    }

    /// The objects that fields have in place.
    fn inner(&mut self, fields: &'a Entries<Field>, place: Place<'a>, out: &mut Vec<Diagnostic>) {
        for entry in fields {
            if let Some(fields) = &entry.value.fields {
                self.object(Seen { name: &entry.name, named: false, fields, place }, out);
            }
        }
    }
}

fn same(first: &Seen, again: &Seen) -> Diagnostic {
    let what =
        |seen: &Seen| if seen.named { format!("type `{}`", seen.name) } else { format!("the object `{}`", seen.name) };
    let message = format!("{} has the same {} fields as {}", what(again), again.fields.len(), what(first));
    let visible = again
        .place
        .outwards()
        .any(|place| place.own().types.entry(first.name).is_some_and(|entry| entry.name.span == first.name.span));
    let seen = if first.name.span.file == again.name.span.file { "" } else { " of a file that both see" };
    let help = match (first.named, again.named) {
        (true, _) if visible => format!("use `{}` instead", first.name),
        (true, _) => format!("describe it once, as `{}` under `types`{seen}", first.name),
        (false, true) => format!("describe it once, as `{}` under `types`{seen}", again.name),
        (false, false) => format!("describe it once, under `types`{seen}"),
    };
    let report = problem(Code::SameShape, again.name.span, "again here", message);
    report.with_secondary(first.name.span, "first here").with_help(help)
}

fn signature_of(seen: &Seen) -> String {
    object_signature(seen.fields, seen.place, &mut Vec::new())
}

/// Fields and types as one text, the same for the same objects. Goes no deeper where an object turns up inside itself, through
/// a common field that others report.
fn object_signature<'a>(fields: &'a Entries<Field>, place: Place<'a>, around: &mut Vec<&'a Entries<Field>>) -> String {
    if around.iter().any(|outer| std::ptr::eq(*outer, fields)) {
        return "{…}".to_owned();
    }
    around.push(fields);
    let signatures = fields.iter().map(|entry| {
        let signature = signature(&Effective::new(&entry.value, place), around);
        format!("{}:{signature}", entry.name)
    });
    let mut parts: Vec<String> = signatures.collect();
    around.pop();
    parts.sort_unstable();
    format!("{{{}}}", parts.join(","))
}

/// What a field holds as one text, the same for the same types.
pub(super) fn signature<'a>(field: &Effective<'a>, around: &mut Vec<&'a Entries<Field>>) -> String {
    let Some((ty, place)) = field.ty() else { return "?".to_owned() };
    let mut text = type_signature(&ty.value, place);
    if let (TypeExpr::Object, Some((fields, place))) = (ty.innermost(), field.fields()) {
        text.push_str(&object_signature(fields, place, around));
    }
    let strings = field.enum_().into_iter().flatten().map(|entry| format!("{:?}", entry.name.value));
    let numbers = field.enum_int().into_iter().flatten().map(|(value, _)| value.to_string());
    let mut values: Vec<String> = strings.chain(numbers).collect();
    values.sort_unstable();
    text.push_str(&values.join("|"));
    text.push_str(field.format().map_or("", |format| format.name()));
    text
}

/// A type with its names made whole, so that equal texts are equal types.
fn type_signature(ty: &TypeExpr, place: Place) -> String {
    match ty {
        TypeExpr::List(inner) => format!("list<{}>", type_signature(inner, place)),
        TypeExpr::Map(inner) => format!("map<{}>", type_signature(inner, place)),
        TypeExpr::Named(path) => match place.type_def(path) {
            Some(found) => named_signature(found.entry.name.span),
            None => path.to_string(),
        },
        other => other.to_string(),
    }
}

/// A type is told from all others by where it is defined.
fn named_signature(defined: Span) -> String {
    format!("@{}.{}", defined.file.0, defined.start)
}
