//! The `use` lines of one file.

use std::collections::{BTreeMap, BTreeSet};

use super::tokens::{ident_text, path_text};

/// What a file refers to, and by which names.
#[derive(Debug, Default)]
pub(super) struct Imports {
    /// Names of the runtime.
    runtime: BTreeSet<&'static str>,
    /// Types of this crate: name to module path.
    types: BTreeMap<String, String>,
    /// Modules of this crate: alias to path.
    modules: BTreeMap<&'static str, String>,
    /// Names that the file itself defines.
    declared: BTreeSet<String>,
}

impl Imports {
    /// Keeps a name for what the file defines.
    pub(super) fn declare(&mut self, name: &str) {
        self.declared.insert(name.to_owned());
    }

    /// Imports a name of the runtime.
    pub(super) fn runtime(&mut self, name: &'static str) {
        self.runtime.insert(name);
    }

    /// Imports a module of this crate under another name.
    pub(super) fn module(&mut self, path: &[String], alias: &'static str) {
        self.modules.insert(alias, path_text(path));
    }

    /// The text by which a type of another module is called: its name, or its path where the name is taken.
    pub(super) fn refer(&mut self, module: &[String], name: &str) -> String {
        let path = path_text(module);
        let taken = self.declared.contains(name) || self.types.get(name).is_some_and(|other| *other != path);
        if taken {
            return format!("{path}::{}", ident_text(name));
        }
        self.types.insert(name.to_owned(), path);
        name.to_owned()
    }

    /// The lines, runtime first.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut by_path: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, path) in &self.types {
            by_path.entry(path).or_default().push(name);
        }
        let runtime: Vec<&str> = self.runtime.iter().copied().collect();
        let mut lines = Vec::new();
        if !runtime.is_empty() {
            lines.push(line("feishu_runtime", &runtime));
        }
        let of_crate = !by_path.is_empty() || !self.modules.is_empty();
        if !runtime.is_empty() && of_crate {
            lines.push(String::new());
        }
        lines.extend(self.modules.iter().map(|(alias, path)| format!("use {path} as {alias};")));
        lines.extend(by_path.iter().map(|(path, names)| line(path, names)));
        lines
    }
}

fn line(path: &str, names: &[&str]) -> String {
    match names {
        [name] => format!("use {path}::{name};"),
        names => format!("use {path}::{{{}}};", names.join(", ")),
    }
}
