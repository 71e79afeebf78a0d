//! Definitions that nobody uses: types, common fields, error codes, scopes.
//!
//! The platform's own types, common fields and error codes are a vocabulary and need no user.

use std::collections::HashSet;

use super::reach::{Reach, identity};
use super::references::used_scopes;
use super::sites::Sites;
use super::text::{names, problem};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::Spanned;
use crate::spec::{Entry, ErrorCode, Place};

/// Reports definitions without a user.
pub(super) fn check(sites: &Sites, reach: &Reach, out: &mut Vec<Diagnostic>) {
    let codes = used_error_codes(sites);
    for place in sites.places.iter().filter(|place| place.service.is_some()) {
        let own = place.own();
        for entry in own.types.iter().filter(|entry| reach.of_type(entry).is_none()) {
            out.push(unused(
                "type",
                &entry.name,
                "name it as the `type` of a field that an operation sends or gets, or remove it",
            ));
        }
        for entry in own.common_fields.iter().filter(|entry| reach.of_common_field(entry).is_none()) {
            let help = format!("write `use: {}` where the field stands, or remove it", entry.name);
            out.push(unused("common field", &entry.name, &help));
        }
        for entry in own.error_codes.iter().filter(|entry| !codes.contains(&identity(entry))) {
            out.push(unused("error code", &entry.name, &help_for_code(entry, place)));
        }
    }
    check_scopes(sites, out);
}

fn unused(kind: &str, name: &Spanned<String>, help: &str) -> Diagnostic {
    problem(Code::Unused, name.span, "", format!("nobody uses {kind} `{name}`")).with_help(help)
}

/// The error codes that operations name.
fn used_error_codes(sites: &Sites) -> HashSet<usize> {
    let named = sites.operations.iter().flat_map(|site| {
        let found = site.entry.value.error_codes.iter().filter_map(|name| site.place.error_code(name));
        found.map(|found| identity(found.entry))
    });
    named.collect()
}

fn help_for_code(entry: &Entry<ErrorCode>, place: &Place) -> String {
    let whose = if place.resource.is_some() { "of the operations" } else { "of an operation" };
    format!("add `{}` to `error_codes` {whose} whose pages list {}, or remove it", entry.name, entry.value.code)
}

fn check_scopes(sites: &Sites, out: &mut Vec<Diagnostic>) {
    let used: HashSet<&str> = used_scopes(sites).map(|name| name.value.as_str()).collect();
    let known: HashSet<&str> = names(&sites.spec.scopes).collect();
    for entry in sites.spec.scopes.iter().filter(|entry| !used.contains(entry.name.value.as_str())) {
        let unknown = used.iter().copied().filter(|name| !known.contains(name));
        let help = match smallest_nearest(&entry.name, unknown) {
            Some(meant) => format!("an operation or field names `{meant}`; one of the two is misspelt"),
            None => "remove it: a scope is listed once something needs it".to_owned(),
        };
        out.push(unused("scope", &entry.name, &help));
    }
}

/// The nearest name, whatever the order they come in.
fn smallest_nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut candidates: Vec<&str> = candidates.collect();
    candidates.sort_unstable();
    nearest(name, candidates)
}
