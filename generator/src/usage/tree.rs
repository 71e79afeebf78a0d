//! The names that the client has: modules, requests, and everything else that a path can lead to.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Client, Operation};

/// Names at the client's top that are no service.
const TOP: &[&str] = &["Client", "ErrorCode", "Method", "RawCall", "types"];

/// The names of a client.
#[derive(Debug)]
pub(super) struct Tree<'c> {
    requests: BTreeMap<Vec<&'c str>, &'c Operation>,
    names: BTreeSet<Vec<&'c str>>,
    services: BTreeSet<&'c str>,
}

impl<'c> Tree<'c> {
    /// Gathers the names.
    pub(super) fn new(client: &'c Client) -> Self {
        let services = client.services.iter().map(|service| service.name.rust.as_str()).collect();
        let mut tree = Self { requests: BTreeMap::new(), names: BTreeSet::new(), services };
        for operation in client.operations() {
            tree.add_operation(operation);
        }
        for ty in &client.types {
            let required = ty.constructor.as_ref().and_then(|constructor| constructor.named.as_ref());
            for module in [Some(&ty.module), ty.exported_from.as_ref()].into_iter().flatten() {
                let module: Vec<&str> = module.iter().map(String::as_str).collect();
                for name in std::iter::once(&ty.name.rust).chain(required.map(|(name, _)| name)) {
                    tree.add(&module, name);
                }
            }
        }
        for service in &client.services {
            tree.names.insert(vec![&service.name.rust, "ErrorCode"]);
        }
        tree.names.extend(TOP.iter().map(|name| vec![*name]));
        tree
    }

    fn add_operation(&mut self, operation: &'c Operation) {
        let module: Vec<&str> = operation.module.iter().map(String::as_str).collect();
        let resource = module.split_last().map_or(&[][..], |(_, resource)| resource);
        let named = operation.constructor.named.as_ref().map(|(name, _)| name.as_str());
        for at in [module.as_slice(), resource] {
            self.requests.insert([at, &[operation.type_name.as_str()]].concat(), operation);
            for name in std::iter::once(operation.type_name.as_str()).chain(named) {
                self.add(at, name);
            }
        }
    }

    /// Adds a name in a module, and the modules around it.
    fn add(&mut self, module: &[&'c str], name: &'c str) {
        self.names.extend((1..=module.len()).map(|end| module[..end].to_vec()));
        self.names.insert([module, &[name]].concat());
    }

    /// The operation whose request a path below the client leads to, or goes through.
    pub(super) fn operation(&self, path: &[String]) -> Option<&'c Operation> {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        (1..=path.len()).rev().find_map(|end| self.requests.get(&path[..end]).copied())
    }

    /// Whether the client has something at a path.
    pub(super) fn has(&self, path: &[String]) -> bool {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        self.names.contains(&path)
    }

    /// What a path of a service names that the client does not have: nothing where the path leads somewhere.
    pub(super) fn missing(&self, path: &[String]) -> Option<String> {
        let service = path.first().filter(|first| self.services.contains(first.as_str()))?;
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        // What follows a type is its own: variants, methods, constants.
        let item = names.iter().position(|name| name.starts_with(|c: char| c.is_uppercase()));
        let end = item.map_or(names.len(), |at| at + 1);
        let known = self.names.contains(&names[..end]) || names[..end].ends_with(&["*"]);
        let answer = item.is_some_and(|at| {
            names[at]
                .strip_suffix("Response")
                .is_some_and(|request| self.requests.contains_key(&[&names[..at], &[request]].concat()))
        });
        (!known && !answer && names.len() > 1).then(|| {
            let path = names[..end].join("::");
            format!("the client has no `{path}` in its service `{service}`")
        })
    }
}
