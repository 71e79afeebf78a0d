//! Fields that an operation names as having a part in paging or in idempotency.

use super::sites::{OperationSite, Sites};
use super::text::{did_you_mean, problem};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::{Span, Spanned};
use crate::spec::{Effective, Entry, Field, Operation, Paging, Place, TypeExpr, TypeKind};

/// Reports fields that are named but missing, or not of the type that their part needs.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    for site in &sites.operations {
        let operation = &site.entry.value;
        if let Some(paging) = &operation.paging {
            check_paging(paging, site, out);
        }
        if let Some(name) = &operation.idempotency_key {
            let role =
                Role { code: Code::IdempotencyKey, key: "idempotency_key", name, span: name.span, needed: "string" };
            out.extend(role.hold_against(&request(operation, site.place), "`query` or `body`"));
        }
    }
}

fn check_paging(paging: &Paging, site: &OperationSite, out: &mut Vec<Diagnostic>) {
    let (request, response) = (request(&site.entry.value, site.place), response(&site.entry.value, site.place));
    let role = |key, name: &'static str, written: Option<&'_ Spanned<String>>, needed| {
        let (name, span) =
            written.map_or((name.to_owned(), paging.span), |written| (written.value.clone(), written.span));
        (key, name, span, needed)
    };
    let has_more = paging.has_more.is_some() || response.iter().any(|(entry, _)| entry.name.value == "has_more");
    let roles = [
        Some((role("token", "page_token", paging.token.as_ref(), "string"), true)),
        Some((role("items", "", Some(&paging.items), "list"), false)),
        Some((role("next_token", "page_token", paging.next_token.as_ref(), "string"), false)),
        has_more.then(|| (role("has_more", "has_more", paging.has_more.as_ref(), "bool"), false)),
    ];
    for ((key, name, span, needed), asked) in roles.into_iter().flatten() {
        let role = Role { code: Code::Paging, key, name: &name, span, needed };
        let (fields, part) = if asked { (&request, "`query` or `body`") } else { (&response, "the answer") };
        out.extend(role.hold_against(fields, part));
    }
}

/// Fields with the place their names are looked up from.
pub(super) type Fields<'a> = Vec<(&'a Entry<Field>, Place<'a>)>;

fn request<'a>(operation: &'a Operation, place: Place<'a>) -> Fields<'a> {
    let own = operation.query.iter().chain(operation.body.iter().flatten()).map(|entry| (entry, place));
    own.chain(of_type(operation.body_type.as_ref(), place)).collect()
}

pub(super) fn response<'a>(operation: &'a Operation, place: Place<'a>) -> Fields<'a> {
    let own = operation.response.iter().flatten().map(|entry| (entry, place));
    own.chain(of_type(operation.response_type.as_ref(), place)).collect()
}

fn of_type<'a>(ty: Option<&'a Spanned<TypeExpr>>, place: Place<'a>) -> Fields<'a> {
    let Some(TypeExpr::Named(path)) = ty.map(|ty| &ty.value) else { return Vec::new() };
    let Some(found) = place.type_def(path) else { return Vec::new() };
    let TypeKind::Object(fields) = &found.entry.value.kind else { return Vec::new() };
    fields.iter().map(|entry| (entry, found.place)).collect()
}

/// A field's part in what an operation does.
struct Role<'a> {
    code: Code,
    key: &'static str,
    name: &'a str,
    span: Span,
    needed: &'static str,
}

impl Role<'_> {
    fn hold_against(&self, fields: &Fields, part: &str) -> Option<Diagnostic> {
        let Some((entry, place)) = fields.iter().find(|(entry, _)| entry.name.value == self.name) else {
            return Some(self.missing(fields, part));
        };
        let effective = Effective::new(&entry.value, *place);
        let (ty, _) = effective.ty()?;
        let fits = match self.needed {
            "string" => ty.value == TypeExpr::String,
            "bool" => ty.value == TypeExpr::Bool,
            _ => matches!(ty.value, TypeExpr::List(_)),
        };
        let message = format!("`{}` needs a {}, but `{}` is of type `{}`", self.key, self.needed, self.name, ty.value);
        let report = problem(self.code, self.span, "", message).with_secondary(ty.span, "this type");
        (!fits).then(|| report.with_help(format!("name another field, or correct its type to `{}`", self.needed)))
    }

    fn missing(&self, fields: &Fields, part: &str) -> Diagnostic {
        let names = fields.iter().map(|(entry, _)| entry.name.value.as_str());
        let key = self.key;
        let help = did_you_mean(nearest(self.name, names), || {
            format!("add the field, or say with `{key}: …` which one it is")
        });
        let message = format!("`{key}` needs a field `{}` in {part}, but there is none", self.name);
        problem(self.code, self.span, "", message).with_help(help)
    }
}
