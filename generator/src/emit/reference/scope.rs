//! The pages of scopes: one for each, and the list of all.

use std::collections::BTreeMap;

use askama::Template;

use super::page::{Page, Part};
use super::prose::{self, Html};
use super::site::{Link, Site, UP};
use super::types::OperationLink;
use crate::ir::{Operation, TokenKind};
use crate::lookup::{Needed, ScopeUses, Sides};

#[derive(Template)]
#[template(path = "reference/scope.html")]
struct ScopePage {
    page: Page,
    name: String,
    about: Html,
    tokens: String,
    parts: Vec<ScopePart>,
    /// What the developer console imports.
    import: String,
}

struct ScopePart {
    anchor: &'static str,
    title: &'static str,
    note: &'static str,
    operations: Vec<OperationLink>,
}

#[derive(Template)]
#[template(path = "reference/scopes.html")]
struct ScopesPage {
    page: Page,
    total: usize,
    groups: Vec<ScopeGroup>,
}

/// Scopes whose names start alike.
struct ScopeGroup {
    name: String,
    scopes: Vec<ScopeRow>,
}

struct ScopeRow {
    link: Link,
    about: Html,
    /// How many operations it has to do with.
    operations: usize,
}

/// The page of a scope.
pub(super) fn page(site: &Site<'_>, uses: &ScopeUses<'_>) -> Result<String, String> {
    let name = &uses.scope.name;
    let parts = [
        ("opens", "Operations it opens", "Each takes this scope, alone or in place of others.", &uses.opens),
        ("needed-by", "Operations that need it besides", "Each needs this scope and another one.", &uses.needed_by),
        ("fields", "Answers it adds fields to", "Without it, some fields are left out.", &uses.adds_fields_to),
    ];
    let parts = parts.into_iter().filter(|(_, _, _, operations)| !operations.is_empty());
    let page = ScopePage {
        page: Page {
            root: UP,
            title: name.clone(),
            description: format!("The scope {name}"),
            part: Part::Scopes,
            crumbs: vec![Link { href: format!("{UP}scopes.html"), text: "Scopes".to_owned() }],
            menu: Vec::new(),
        },
        name: name.clone(),
        about: prose::blocks(&uses.scope.about),
        tokens: uses.scope.tokens.iter().map(|token| token.word()).collect::<Vec<_>>().join(", "),
        parts: parts
            .map(|(anchor, title, note, operations)| ScopePart {
                anchor,
                title,
                note,
                operations: rows(site, operations),
            })
            .collect(),
        import: import(uses),
    };
    page.render().map_err(|error| error.to_string())
}

fn import(uses: &ScopeUses<'_>) -> String {
    let side = |kind: TokenKind| {
        let granted = uses.scope.tokens.contains(&kind);
        granted.then(|| uses.scope.name.clone()).into_iter().collect()
    };
    Needed { scopes: Sides { tenant: side(TokenKind::Tenant), user: side(TokenKind::User) } }.json()
}

fn rows(site: &Site<'_>, operations: &[&Operation]) -> Vec<OperationLink> {
    operations.iter().map(|operation| OperationLink::new(site, operation)).collect()
}

/// The list of all scopes.
pub(super) fn list(site: &Site<'_>) -> Result<String, String> {
    let mut groups: BTreeMap<&str, Vec<ScopeRow>> = BTreeMap::new();
    for uses in site.scopes.iter() {
        let name = uses.scope.name.split(':').next().unwrap_or_default();
        let href = site.addresses.scope(&uses.scope.name).unwrap_or_default().to_owned();
        groups.entry(name).or_default().push(ScopeRow {
            link: Link { href, text: uses.scope.name.clone() },
            about: prose::line(&uses.scope.about),
            operations: uses.opens.len() + uses.needed_by.len() + uses.adds_fields_to.len(),
        });
    }
    let groups = groups.into_iter().map(|(name, scopes)| ScopeGroup { name: name.to_owned(), scopes });
    let page = ScopesPage {
        page: Page {
            root: "",
            title: "Scopes".to_owned(),
            description: "Every scope, and which operations it opens".to_owned(),
            part: Part::Scopes,
            crumbs: Vec::new(),
            menu: Vec::new(),
        },
        total: site.client.scopes.len(),
        groups: groups.collect(),
    };
    page.render().map_err(|error| error.to_string())
}
