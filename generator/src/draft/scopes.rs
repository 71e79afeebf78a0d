//! Scopes that are new to `scopes.yaml`.

use std::collections::BTreeMap;

use super::paging::words;
use super::prose;
use crate::document::{Entry, Mapping, Value};
use crate::drift::Page;
use crate::outline::{Field, Outline};
use crate::spec::{SpecSet, TokenKind};

/// A scope that pages name.
#[derive(Debug, Default)]
struct Named<'p> {
    label: &'p str,
    tenant: bool,
    user: bool,
}

/// The entries of scopes that the specs lack, by name. One is granted to the tokens of the operations that name it: what else it
/// could be granted to is on no page.
pub(super) fn new<'p>(pages: &[&'p Page], anew: &[(&'p Page, &'p str)], spec: &SpecSet) -> Vec<Entry> {
    let mut named: BTreeMap<&str, Named> = BTreeMap::new();
    let of_pages = pages.iter().map(|page| (&page.outline, used(&page.outline)));
    let of_others = anew.iter().map(|(page, scope)| (&page.outline, vec![*scope]));
    for (outline, scopes) in of_pages.chain(of_others) {
        for scope in scopes {
            let entry = named.entry(scope).or_default();
            entry.tenant |= outline.tokens.contains(&TokenKind::Tenant);
            entry.user |= outline.tokens.contains(&TokenKind::User);
            let label = outline.scope_labels.iter().find(|(name, _)| name == scope);
            if let Some((_, label)) = label.filter(|_| entry.label.is_empty()) {
                entry.label = label;
            }
        }
    }
    named.retain(|name, _| spec.scopes.entry(name).is_none());
    named.into_iter().map(|(name, scope)| scope.entry(name)).collect()
}

impl Named<'_> {
    fn entry(&self, name: &str) -> Entry {
        let tokens = [(self.tenant, "tenant"), (self.user, "user")];
        let tokens = tokens.into_iter().filter_map(|(granted, word)| granted.then_some(word));
        let mut mapping = Mapping::default();
        prose::unwritten(&mut mapping, "about");
        mapping.push("tokens", words(tokens));
        let mut entry = Entry::new(name, Value::Mapping(mapping));
        prose::quote(&mut entry, self.label);
        entry
    }
}

/// All scopes of an operation and of the fields of its answer.
fn used(outline: &Outline) -> Vec<&str> {
    let mut out: Vec<&str> = outline.scopes.iter().chain(&outline.field_scopes).map(String::as_str).collect();
    of_fields(outline.answer.payload.all(), &mut out);
    out
}

fn of_fields<'f>(fields: &'f [Field], out: &mut Vec<&'f str>) {
    for field in fields {
        out.extend(field.scopes.iter().map(String::as_str));
        of_fields(&field.fields, out);
    }
}
