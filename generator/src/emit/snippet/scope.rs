//! By which names a snippet refers to the client's modules and types.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use crate::emit::rust::ident_text;
use crate::ir::Type;

/// The names that a snippet can use.
pub(super) struct Scope<'a> {
    library: &'a str,
    /// Module of the operation.
    operation: &'a [String],
    /// Types that are imported: name to path.
    types: BTreeMap<String, String>,
}

impl<'a> Scope<'a> {
    /// The names around a call of the operation with this module.
    pub(super) fn new(library: &'a str, operation: &'a [String]) -> Self {
        Self { library, operation, types: BTreeMap::new() }
    }

    /// A type that the library exports at its top.
    pub(super) fn of_runtime(&mut self, name: &str) -> TokenStream {
        self.import(&[], name)
    }

    /// A type of the operation's resource, which exports it.
    pub(super) fn of_resource(&self, name: &str) -> TokenStream {
        tokens(&format!("{}::{name}", self.resource_name()))
    }

    /// A type of the client.
    pub(super) fn of(&mut self, ty: &Type) -> TokenStream {
        self.beside(ty, &ty.name.rust)
    }

    /// What a type's module has besides it.
    pub(super) fn beside(&mut self, ty: &Type, name: &str) -> TokenStream {
        let module = ty.exported_from.as_ref().unwrap_or(&ty.module);
        match module.strip_prefix(self.resource()) {
            Some(below) => {
                let names = below.iter().map(String::as_str).chain([name]);
                self.of_resource(&names.map(ident_text).collect::<Vec<_>>().join("::"))
            }
            None => self.import(module, name),
        }
    }

    /// The `use` lines.
    pub(super) fn lines(&self) -> String {
        let resource = self.path(self.resource());
        let mut lines: Vec<String> = self.types.values().map(|path| format!("use {path};\n")).collect();
        lines.push(format!("use {resource};\n"));
        lines.sort();
        lines.concat()
    }

    fn import(&mut self, module: &[String], name: &str) -> TokenStream {
        let path = format!("{}::{}", self.path(module), ident_text(name));
        let known = self.types.entry(name.to_owned()).or_insert_with(|| path.clone());
        // Of two types with one name, the second is called by its path.
        let shown = if *known == path { ident_text(name) } else { path };
        tokens(&shown)
    }

    /// The module that exports the operation.
    fn resource(&self) -> &'a [String] {
        self.operation.split_last().map_or(&[], |(_, resource)| resource)
    }

    fn resource_name(&self) -> String {
        self.resource().last().map(|name| ident_text(name)).unwrap_or_default()
    }

    fn path(&self, module: &[String]) -> String {
        let mut path = self.library.to_owned();
        for segment in module {
            path.push_str("::");
            path.push_str(&ident_text(segment));
        }
        path
    }
}

/// A path made of identifiers, which always lexes.
fn tokens(path: &str) -> TokenStream {
    path.parse().unwrap_or_default()
}
