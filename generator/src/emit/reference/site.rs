//! What every page needs to know of all others: where they are, and what has to do with what.

use std::collections::BTreeSet;

use super::address::{Addresses, type_path};
use super::prose::Html;
use crate::emit::notation::{Piece, pieces};
use crate::ir::{Client, Operation, Response, Service, Ty, Type, TypeId, TypeKind};
use crate::lookup::{Codes, Scopes};

/// From a page in a folder to the top of the site.
pub(super) const UP: &str = "../";

/// The whole site.
pub(super) struct Site<'c> {
    /// What it is about.
    pub(super) client: &'c Client,
    /// Name of the client's library.
    pub(super) library: &'c str,
    /// Name of the client's package.
    pub(super) package: &'c str,
    /// Where pages are.
    pub(super) addresses: Addresses<'c>,
    /// Error codes.
    pub(super) codes: Codes<'c>,
    /// Scopes.
    pub(super) scopes: Scopes<'c>,
    /// What holds a type, by the type's index.
    pub(super) users: Vec<Users<'c>>,
}

/// What holds a type.
#[derive(Debug, Default, Clone)]
pub(super) struct Users<'c> {
    /// Operations, in their requests or answers.
    pub(super) operations: Vec<&'c Operation>,
    /// Types, in their fields.
    pub(super) types: BTreeSet<TypeId>,
}

/// A link as templates show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// Where it leads; empty for nowhere.
    pub(super) href: String,
    /// What it says.
    pub(super) text: String,
}

impl<'c> Site<'c> {
    /// Gathers what pages need.
    pub(super) fn new(client: &'c Client, library: &'c str, package: &'c str) -> Self {
        Self {
            client,
            library,
            package,
            addresses: Addresses::new(client),
            codes: Codes::new(client),
            scopes: Scopes::new(client),
            users: users(client),
        }
    }

    /// A link to an operation, from a page in a folder.
    pub(super) fn operation(&self, operation: &Operation, text: &str) -> Link {
        link(self.addresses.operation(&operation.id), text)
    }

    /// A link to a service, by its wire name.
    pub(super) fn service(&self, name: &str) -> Link {
        link(self.addresses.service(name), name)
    }

    /// A link to a type.
    pub(super) fn ty(&self, id: TypeId) -> Link {
        link(self.addresses.ty(id), &self.client.get(id).name.rust)
    }

    /// The name of a scope, linked to its page.
    pub(super) fn scope(&self, name: &str) -> Html {
        let code = Html::code(name);
        match self.addresses.scope(name) {
            Some(page) => Html::link(&format!("{UP}{page}"), &code),
            None => code,
        }
    }

    /// The notation of a type, in linked pieces.
    pub(super) fn notation(&self, ty: &Ty) -> Vec<Link> {
        let shown = pieces(ty).into_iter().map(|piece| match piece {
            Piece::Word(word) => link(None, word),
            Piece::Type(id) => self.ty(id),
        });
        shown.collect()
    }

    /// The path by which Rust code reaches a type.
    pub(super) fn rust_path(&self, ty: &Type) -> String {
        format!("{}::{}", self.library, type_path(ty).join("::"))
    }

    /// The service around an operation.
    pub(super) fn service_of(&self, operation: &Operation) -> Option<&'c Service> {
        self.client.services.iter().find(|service| service.name.rust == operation.service)
    }
}

fn link(page: Option<&str>, text: &str) -> Link {
    Link { href: page.map(|page| format!("{UP}{page}")).unwrap_or_default(), text: text.to_owned() }
}

fn users(client: &Client) -> Vec<Users<'_>> {
    let mut users = vec![Users::default(); client.types.len()];
    for operation in client.operations() {
        let asked = operation.parameters.iter().map(|parameter| &parameter.field.ty);
        let answered = match &operation.response {
            Response::Value(ty) => Some(ty),
            Response::Nothing | Response::File => None,
        };
        let ids: BTreeSet<TypeId> = asked.chain(answered).filter_map(Ty::type_id).collect();
        for id in ids {
            users[id.0].operations.push(operation);
        }
    }
    for (at, ty) in client.types.iter().enumerate() {
        let TypeKind::Object(fields) = &ty.kind else { continue };
        for id in fields.iter().filter_map(|field| field.ty.type_id()).filter(|id| id.0 != at) {
            users[id.0].types.insert(TypeId(at));
        }
    }
    users
}
