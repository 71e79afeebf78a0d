//! The least scopes for some operations, by the rule of the client's `scopes::required`: the same file, since the client must not
//! depend on the generator, nor the generator on the client.

use std::collections::BTreeSet;

use crate::ir::{Operation, TokenKind};

#[path = "../../../runtime/src/scopes/rule.rs"]
mod rule;

/// Scopes to apply for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Needed {
    /// By who has to have them.
    pub scopes: Sides,
}

impl Needed {
    /// What the developer console's batch import takes.
    pub fn json(&self) -> String {
        let Sides { tenant, user } = &self.scopes;
        serde_json::json!({ "scopes": { "tenant": tenant, "user": user } }).to_string()
    }
}

/// Scopes by who has to have them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sides {
    /// For calls with tenant and app tokens.
    pub tenant: BTreeSet<String>,
    /// For calls with user tokens.
    pub user: BTreeSet<String>,
}

/// How the operations are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Calls {
    /// On behalf of a user wherever an operation allows it, rather than where its page names that first.
    pub as_user: bool,
    /// With every scope that adds fields to answers.
    pub all_fields: bool,
}

/// The least scopes for some operations.
pub fn needed(operations: &[&Operation], calls: Calls) -> Needed {
    let as_user = |operation: &&&Operation| {
        if calls.as_user {
            operation.tokens.contains(&TokenKind::User)
        } else {
            operation.tokens.first() == Some(&TokenKind::User)
        }
    };
    let (user, tenant): (Vec<&Operation>, Vec<&Operation>) = operations.iter().partition(as_user);
    Needed { scopes: Sides { tenant: cover(&tenant, calls), user: cover(&user, calls) } }
}

fn cover(operations: &[&Operation], calls: Calls) -> BTreeSet<String> {
    let needs = operations.iter().map(|operation| rule::Needs {
        any: operation.scopes.iter().map(String::as_str).collect(),
        all: operation.all_scopes.iter().map(String::as_str).collect(),
    });
    let mut taken = rule::cover(&needs.collect::<Vec<_>>());
    if calls.all_fields {
        taken.extend(operations.iter().flat_map(|operation| &operation.field_scopes).map(String::as_str));
    }
    taken.into_iter().map(str::to_owned).collect()
}
