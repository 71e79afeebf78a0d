//! Where pages are: a file name for each name, whatever the name holds, and never one for two.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use crate::ir::{Client, Type, TypeId};

/// Longer names are cut, and told apart by a number.
const LONGEST: usize = 160;

/// Which page is about what. All addresses are relative to the top of the site.
#[derive(Debug)]
pub(super) struct Addresses<'c> {
    operations: BTreeMap<&'c str, String>,
    services: BTreeMap<&'c str, String>,
    scopes: BTreeMap<&'c str, String>,
    types: Vec<String>,
}

impl<'c> Addresses<'c> {
    /// The pages of a client.
    pub(super) fn new(client: &'c Client) -> Self {
        let mut operations = Folder::new("op");
        let mut services = Folder::new("service");
        let mut scopes = Folder::new("scope");
        let mut types = Folder::new("type");
        let ids = client.operations().map(|operation| operation.id.as_str());
        let names = client.services.iter().map(|service| service.name.wire.as_str());
        let scope_names = client.scopes.iter().map(|scope| scope.name.as_str());
        Self {
            operations: ids.map(|id| (id, operations.page(id))).collect(),
            services: names.map(|name| (name, services.page(name))).collect(),
            scopes: scope_names.map(|name| (name, scopes.page(name))).collect(),
            types: client.types.iter().map(|ty| types.page(&type_path(ty).join("."))).collect(),
        }
    }

    /// The page of an operation.
    pub(super) fn operation(&self, id: &str) -> Option<&str> {
        self.operations.get(id).map(String::as_str)
    }

    /// The page of a service, by its wire name.
    pub(super) fn service(&self, name: &str) -> Option<&str> {
        self.services.get(name).map(String::as_str)
    }

    /// The page of a scope.
    pub(super) fn scope(&self, name: &str) -> Option<&str> {
        self.scopes.get(name).map(String::as_str)
    }

    /// The page of a type.
    pub(super) fn ty(&self, id: TypeId) -> Option<&str> {
        self.types.get(id.0).map(String::as_str)
    }
}

/// The page of an error code.
pub(super) fn code(number: i64) -> String {
    format!("code/{number}.html")
}

/// Modules and name by which a type is reached.
pub(super) fn type_path(ty: &Type) -> Vec<&str> {
    let module = ty.exported_from.as_ref().unwrap_or(&ty.module);
    module.iter().map(String::as_str).chain([ty.name.rust.as_str()]).collect()
}

/// Pages of one kind.
#[derive(Debug)]
pub(super) struct Folder {
    name: &'static str,
    /// In small letters, since some file systems make no difference.
    taken: HashSet<String>,
}

impl Folder {
    /// An empty folder.
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, taken: HashSet::new() }
    }

    /// The page of a name.
    pub(super) fn page(&mut self, name: &str) -> String {
        let stem: String = file_name(name).chars().take(LONGEST).collect();
        let mut file = stem.clone();
        let mut number = 2;
        while !self.taken.insert(file.to_ascii_lowercase()) {
            file = format!("{stem}-{number}");
            number += 1;
        }
        format!("{}/{file}.html", self.name)
    }
}

/// A name as a file can have it everywhere, and as it can stand in an address and an `id`. Different names stay different.
pub(super) fn file_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for (at, c) in name.chars().enumerate() {
        match c {
            '.' if at == 0 => out.push_str("=2e="),
            c if c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.') => out.push(c),
            ':' => out.push('~'),
            other => {
                // Writing to a string cannot fail.
                let _ = write!(out, "={:x}=", u32::from(other));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Folder, file_name};

    #[test]
    fn names_become_files_that_stay_in_their_folder() {
        assert_eq!(file_name("im:message.group_msg"), "im~message.group_msg");
        assert_eq!(file_name("../../etc/passwd"), "=2e=.=2f=..=2f=etc=2f=passwd");
        assert_eq!(file_name("a b\"<c>"), "a=20=b=22==3c=c=3e=");
        assert_ne!(file_name("a:b"), file_name("a~b"));
    }

    #[test]
    fn no_two_names_have_one_file() {
        let mut folder = Folder::new("x");
        assert_eq!(folder.page("Ab"), "x/Ab.html");
        assert_eq!(folder.page("ab"), "x/ab-2.html");
        let long = "n".repeat(400);
        assert_ne!(folder.page(&long), folder.page(&format!("{long}m")));
    }
}
