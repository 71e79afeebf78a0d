//! Scopes.

use super::model::Doubts;
use crate::diagnostic::shorten;
use crate::load::grammar::is_scope;
use crate::page::PageFacts;
use crate::page::facts::{Field, Scope};

/// The names of scopes, each once.
pub(super) fn names(scopes: &[Scope], line: u32, doubts: &mut Doubts) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(scopes.len());
    for scope in scopes {
        if !is_scope(&scope.name) {
            doubts.add(line, format!("`{}` is no scope, and is left out", shorten(&scope.name)));
        } else if !out.contains(&scope.name) {
            out.push(scope.name.clone());
        }
    }
    out
}

/// What a page says that its scopes allow.
pub(super) fn labels(facts: &PageFacts) -> Vec<(String, String)> {
    let mut found = Vec::new();
    facts.scopes.iter().chain(&facts.field_scopes).for_each(|scope| take(scope, &mut found));
    of_fields(&facts.response.root, &mut found);
    found
}

/// Scopes that only a field of the request names, so that nobody would know of them.
pub(super) fn of_request(facts: &PageFacts, known: &[String], doubts: &mut Doubts) {
    let parts = [&facts.params, &facts.query, &facts.headers, &facts.request.body];
    for field in parts.into_iter().flatten() {
        unknown(field, known, doubts);
    }
}

fn unknown(field: &Field, known: &[String], doubts: &mut Doubts) {
    for scope in field.scopes.iter().filter(|scope| !known.contains(&scope.name)) {
        let (scope, name) = (shorten(&scope.name), shorten(&field.name));
        let text = format!("the scope `{scope}` of `{name}` is none of those of the operation, and is left out");
        doubts.add(field.line, text);
    }
    field.fields.iter().for_each(|inner| unknown(inner, known, doubts));
}

fn of_fields(fields: &[Field], found: &mut Vec<(String, String)>) {
    for field in fields {
        field.scopes.iter().for_each(|scope| take(scope, found));
        of_fields(&field.fields, found);
    }
}

fn take(scope: &Scope, found: &mut Vec<(String, String)>) {
    match found.iter_mut().find(|(name, _)| *name == scope.name) {
        Some((_, label)) if label.is_empty() => label.clone_from(&scope.label),
        Some(_) => {}
        None => found.push((scope.name.clone(), scope.label.clone())),
    }
}
