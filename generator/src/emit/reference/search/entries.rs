//! What can be found: its kind, its title, where it is, and the texts that it is found by.

use super::super::address;
use super::super::site::Site;
use super::words;
use crate::ir::{Client, Field, Operation, Response, Ty, Type, TypeId, TypeKind};

/// Something that can be found.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its kind.
    pub(super) kind: Kind,
    /// What it is called.
    pub(super) title: String,
    /// What else is shown.
    pub(super) detail: String,
    /// Its page.
    pub(super) page: String,
    /// Whether it should no longer be used.
    pub(super) deprecated: bool,
    /// Texts that it is found by, each with how much a hit counts.
    pub(super) texts: Vec<(u8, String)>,
}

/// A kind of entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An operation, by its method.
    Operation(&'static str),
    /// A service.
    Service,
    /// A scope.
    Scope,
    /// An error code.
    Code,
    /// A type.
    Type,
}

impl Kind {
    /// What results show.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Operation(method) => method,
            Self::Service => "service",
            Self::Scope => "scope",
            Self::Code => "code",
            Self::Type => "type",
        }
    }
}

/// How much a hit in something counts.
mod weight {
    /// The name of a service or operation itself: who asks by it wants that rather than what has the word in a longer name.
    pub(super) const OWN_NAME: u8 = 13;
    pub(super) const NAME: u8 = 12;
    pub(super) const SUMMARY: u8 = 8;
    pub(super) const FIELD: u8 = 4;
    pub(super) const SCOPE: u8 = 3;
    pub(super) const PROSE: u8 = 2;
    pub(super) const ASIDE: u8 = 1;
}

/// Everything that can be found: operations in their order, then all else.
pub(super) fn all(site: &Site<'_>) -> Vec<Entry> {
    let operations = site.client.operations().map(|known| operation(site, known));
    let services = site.client.services.iter().map(|service| Entry {
        kind: Kind::Service,
        title: service.name.wire.clone(),
        detail: first_sentence(&service.about),
        page: site.addresses.service(&service.name.wire).unwrap_or_default().to_owned(),
        deprecated: false,
        texts: vec![(weight::OWN_NAME, service.name.wire.clone()), (weight::SUMMARY, service.about.clone())],
    });
    let scopes = site.scopes.iter().map(|uses| Entry {
        kind: Kind::Scope,
        title: uses.scope.name.clone(),
        detail: first_sentence(&uses.scope.about),
        page: site.addresses.scope(&uses.scope.name).unwrap_or_default().to_owned(),
        deprecated: false,
        texts: vec![(weight::NAME, uses.scope.name.clone()), (weight::FIELD, uses.scope.about.clone())],
    });
    let types = (0..site.client.types.len()).map(|at| ty(site, TypeId(at)));
    operations.chain(services).chain(scopes).chain(codes(site)).chain(types).collect()
}

fn operation(site: &Site<'_>, operation: &Operation) -> Entry {
    let mut texts = vec![
        (weight::NAME, operation.id.clone()),
        (weight::OWN_NAME, operation.type_name.clone()),
        // What is done to what: so people ask for an operation, rather than for a scope whose name has the same words.
        (weight::NAME, words::first(&operation.summary, 2)),
        (weight::SUMMARY, operation.summary.clone()),
        (weight::SUMMARY, operation.path.clone()),
        (weight::PROSE, operation.method.word().to_owned()),
    ];
    texts.extend(operation.details.iter().map(|details| (weight::PROSE, details.clone())));
    texts.extend(operation.deprecated.iter().map(|why| (weight::ASIDE, why.clone())));
    let scopes = operation.scopes.iter().chain(&operation.all_scopes).chain(&operation.field_scopes);
    texts.extend(scopes.map(|scope| (weight::SCOPE, scope.clone())));
    texts.extend(operation.error_codes.iter().map(|code| (weight::ASIDE, code.code.to_string())));
    for parameter in &operation.parameters {
        push_field(&mut texts, &parameter.field, weight::FIELD, weight::PROSE);
    }
    if let Response::Value(ty) = &operation.response {
        push_answer(&mut texts, site.client, ty);
    }
    Entry {
        kind: Kind::Operation(operation.method.word()),
        title: operation.summary.trim_end_matches('.').to_owned(),
        detail: operation.id.clone(),
        page: site.addresses.operation(&operation.id).unwrap_or_default().to_owned(),
        deprecated: operation.deprecated.is_some(),
        texts,
    }
}

fn push_field(texts: &mut Vec<(u8, String)>, field: &Field, name: u8, about: u8) {
    texts.push((name, field.name.wire.clone()));
    texts.push((about, field.facts.about.clone()));
}

fn push_answer(texts: &mut Vec<(u8, String)>, client: &Client, ty: &Ty) {
    let Some(id) = ty.type_id() else { return };
    if let TypeKind::Object(fields) = &client.get(id).kind {
        for field in fields {
            push_field(texts, field, weight::PROSE, weight::ASIDE);
        }
    }
}

fn codes<'e>(site: &'e Site<'_>) -> impl Iterator<Item = Entry> + 'e {
    site.codes.iter().map(|(number, meanings)| {
        let mut texts = vec![(weight::NAME, number.to_string())];
        for meaning in meanings {
            texts.push((weight::SUMMARY, meaning.code.name.wire.clone()));
            texts.push((weight::FIELD, meaning.code.about.clone()));
            texts.extend(meaning.code.messages.iter().map(|message| (weight::FIELD, message.clone())));
            texts.extend(meaning.service.map(|service| (weight::FIELD, service.to_owned())));
        }
        let about = meanings.first().map(|meaning| first_sentence(&meaning.code.about)).unwrap_or_default();
        Entry {
            kind: Kind::Code,
            title: number.to_string(),
            detail: about,
            page: address::code(number),
            deprecated: false,
            texts,
        }
    })
}

fn ty(site: &Site<'_>, id: TypeId) -> Entry {
    let ty: &Type = site.client.get(id);
    let path = site.rust_path(ty);
    let mut texts = vec![(weight::SUMMARY, ty.name.rust.clone()), (weight::PROSE, ty.about.clone())];
    texts.push((weight::ASIDE, path.clone()));
    match &ty.kind {
        TypeKind::Object(fields) => texts.extend(fields.iter().map(|field| (weight::ASIDE, field.name.wire.clone()))),
        TypeKind::TextEnum(variants) => {
            texts.extend(variants.iter().map(|variant| (weight::ASIDE, variant.wire.clone())));
        }
        TypeKind::IntEnum(_) => {}
    }
    Entry {
        kind: Kind::Type,
        title: ty.name.rust.clone(),
        detail: path,
        page: site.addresses.ty(id).unwrap_or_default().to_owned(),
        deprecated: ty.deprecated.is_some(),
        texts,
    }
}

/// The first sentence of some prose, to be shown beside a title.
fn first_sentence(prose: &str) -> String {
    let line = prose.lines().next().unwrap_or_default();
    line.find(". ").map_or(line, |at| &line[..=at]).replace('`', "")
}
