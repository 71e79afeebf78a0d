//! What can travel where: texts and numbers in paths, queries and headers, files in forms, everything else in JSON.
//!
//! Goes by types alone.

use super::sites::{FieldSite, Owner, Part, Sites};
use super::text::problem;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::spec::{Effective, Operation, Place, TypeExpr, TypeKind};

/// Reports fields whose type cannot travel where they stand, and forms without a file.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    out.extend(sites.fields.iter().filter_map(misplaced));
    for site in &sites.operations {
        out.extend(form_without_file(&site.entry.value, site.place));
    }
}

fn misplaced(site: &FieldSite) -> Option<Diagnostic> {
    let (ty, place) = site.effective.ty()?;
    let span = type_span(site)?;
    let (message, help) = match site.owner {
        Owner::Operation(operation, Part::Body) if is_form(&operation.value) => in_form(site, &ty.value, place)?,
        Owner::Operation(_, part @ (Part::Params | Part::Headers | Part::Query)) => {
            outside_body(site, part, &ty.value, place)?
        }
        Owner::Common(_) if !site.nested => return None,
        _ => file_outside_form(site, &ty.value)?,
    };
    Some(problem(Code::CannotTravel, span, &format!("the type is `{}`", ty.value), message).with_help(help))
}

/// Where the type is written, or the `use` that brings it.
fn type_span(site: &FieldSite) -> Option<Span> {
    let own = site.field.ty.as_ref().map(|ty| ty.span);
    own.or_else(|| site.field.use_.as_ref().map(|name| name.span))
}

fn is_form(operation: &Operation) -> bool {
    operation.multipart.as_ref().is_some_and(|multipart| multipart.value)
}

/// What a message says and what to do.
type Words = (String, &'static str);

fn in_form(site: &FieldSite, ty: &TypeExpr, place: Place) -> Option<Words> {
    let flat = match ty {
        TypeExpr::List(inner) => is_scalar(inner, place) || **inner == TypeExpr::File,
        other => is_scalar(other, place) || *other == TypeExpr::File,
    };
    let message = format!("`{}` cannot be a part of a form", site.name);
    (!flat).then_some((
        message,
        "a form has files, texts, numbers and lists of them; JSON inside one is a `string` with `format: json`",
    ))
}

fn outside_body(site: &FieldSite, part: Part, ty: &TypeExpr, place: Place) -> Option<Words> {
    let fits = match ty {
        TypeExpr::List(inner) => part == Part::Query && is_scalar(inner, place),
        other => is_scalar(other, place),
    };
    let message = format!("`{}` cannot stand in `{}`", site.name, part.key());
    let help = match part {
        Part::Query => {
            "a query holds texts, numbers, enumerations and lists of them; JSON inside one is a `string` with `format: json`"
        }
        _ => "it takes one text, number or enumeration",
    };
    (!fits).then_some((message, help))
}

/// Whether a type is written as one text; unknown names count, others report them.
fn is_scalar(ty: &TypeExpr, place: Place) -> bool {
    match ty {
        TypeExpr::String | TypeExpr::Int | TypeExpr::Float | TypeExpr::Bool => true,
        TypeExpr::Any | TypeExpr::File | TypeExpr::Object | TypeExpr::List(_) | TypeExpr::Map(_) => false,
        TypeExpr::Named(path) => {
            place.type_def(path).is_none_or(|found| !matches!(found.entry.value.kind, TypeKind::Object(_)))
        }
    }
}

fn file_outside_form(site: &FieldSite, ty: &TypeExpr) -> Option<Words> {
    if *ty.innermost() != TypeExpr::File {
        return None;
    }
    let help = match site.owner {
        Owner::Operation(_, Part::Response) => "an answer that is a file has `envelope: file` and no `response`",
        Owner::Operation(_, Part::Body) if !site.nested => "add `multipart: true` to the operation",
        _ => "move it to the `body` of an operation with `multipart: true`",
    };
    Some((format!("`{}` is a file outside a form", site.name), help))
}

fn form_without_file(operation: &Operation, place: Place) -> Option<Diagnostic> {
    let multipart = operation.multipart.as_ref().filter(|multipart| multipart.value)?;
    let is_file = |field| {
        let effective = Effective::new(field, place);
        effective.ty().is_some_and(|(ty, _)| *ty.innermost() == TypeExpr::File)
    };
    if operation.body_type.is_some() || operation.body.iter().flatten().any(|entry| is_file(&entry.value)) {
        return None;
    }
    let report = problem(Code::CannotTravel, multipart.span, "", "the form has no file");
    Some(report.with_help("add a field of `type: file` to `body`, or leave `multipart` out"))
}
