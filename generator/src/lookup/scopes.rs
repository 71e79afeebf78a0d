//! Which operations a scope opens.

use std::collections::BTreeMap;

use crate::ir::{Client, Operation, Scope};

/// Every scope by its name.
#[derive(Debug, Default)]
pub struct Scopes<'c> {
    by_name: BTreeMap<&'c str, ScopeUses<'c>>,
}

/// A scope and what it is good for.
#[derive(Debug)]
pub struct ScopeUses<'c> {
    /// The scope.
    pub scope: &'c Scope,
    /// Operations that it opens, each alone or in place of others.
    pub opens: Vec<&'c Operation>,
    /// Operations that need it besides.
    pub needed_by: Vec<&'c Operation>,
    /// Operations that answer with more fields where the app has it.
    pub adds_fields_to: Vec<&'c Operation>,
}

impl<'c> Scopes<'c> {
    /// The scopes of a client.
    pub fn new(client: &'c Client) -> Self {
        let empty = |scope: &'c Scope| ScopeUses {
            scope,
            opens: Vec::new(),
            needed_by: Vec::new(),
            adds_fields_to: Vec::new(),
        };
        let by_name = client.scopes.iter().map(|scope| (scope.name.as_str(), empty(scope))).collect();
        let mut scopes = Self { by_name };
        for operation in client.operations() {
            scopes.note(&operation.scopes, |uses| uses.opens.push(operation));
            scopes.note(&operation.all_scopes, |uses| uses.needed_by.push(operation));
            scopes.note(&operation.field_scopes, |uses| uses.adds_fields_to.push(operation));
        }
        scopes
    }

    fn note(&mut self, names: &[String], mut note: impl FnMut(&mut ScopeUses<'c>)) {
        for name in names {
            if let Some(uses) = self.by_name.get_mut(name.as_str()) {
                note(uses);
            }
        }
    }

    /// A scope by its name.
    pub fn get(&self, name: &str) -> Option<&ScopeUses<'c>> {
        self.by_name.get(name)
    }

    /// All scopes by the alphabet.
    pub fn iter(&self) -> impl Iterator<Item = &ScopeUses<'c>> {
        self.by_name.values()
    }
}
