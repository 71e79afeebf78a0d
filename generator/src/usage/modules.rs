//! The modules of a package, and the names that each binds.
//!
//! What is in `src` is one tree, whether it belongs to the library or to the main program; every other file that Cargo builds on its
//! own has a tree of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::gather::{gather, parsed};
use super::{Package, Spot, Unknown};

/// The way to a module: the tree first.
pub(super) type Key = Vec<String>;

/// The tree of `src`.
pub(super) const SRC: &str = "src";

/// The names that a module or block binds.
#[derive(Debug, Default, Clone)]
pub(super) struct Names {
    /// Imported or aliased: the path that stands for a name; several where the library and the main program share a module.
    pub(super) bound: BTreeMap<String, Vec<Vec<String>>>,
    /// Paths whose names are all imported.
    pub(super) globs: Vec<Vec<String>>,
    /// Defined here, so that no import of everything brings them.
    pub(super) defined: BTreeSet<String>,
    /// Texts of constants.
    pub(super) texts: BTreeMap<String, String>,
}

/// The modules of a package.
#[derive(Default)]
pub(super) struct Modules {
    /// Names by module.
    pub(super) names: BTreeMap<Key, Names>,
    /// Files with the module that each is.
    pub(super) files: Vec<(Key, usize, syn::File)>,
}

impl Modules {
    /// The modules of a package, and what cannot be read.
    pub(super) fn gather(package: &Package) -> (Self, Vec<Unknown>) {
        let (mut modules, mut broken) = (Self::default(), Vec::new());
        for (at, source) in package.files.iter().enumerate() {
            let key = key(&source.path);
            match parsed(&source.text) {
                Ok(file) => {
                    gather(&file.items, &key, &mut modules.names);
                    modules.files.push((key, at, file));
                }
                Err((line, reason)) => broken.push(Unknown {
                    spot: Spot { file: source.display.clone(), line },
                    what: format!("no Rust that can be read: {reason}"),
                }),
            }
        }
        (modules, broken)
    }
}

/// The module that a file is.
fn key(path: &str) -> Key {
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let mut parts: Vec<&str> = path.split('/').collect();
    let is_root = matches!(parts.as_slice(), ["src", "lib" | "main"]);
    match parts.as_slice() {
        _ if is_root => return vec![SRC.to_owned()],
        ["src", "bin", ..] | ["tests" | "examples" | "benches", ..] => {
            let roots = if parts[0] == "src" { 3 } else { 2 };
            let root = parts.iter().take(roots).copied().collect::<Vec<_>>().join("/");
            parts.drain(..roots.min(parts.len()));
            parts.retain(|part| *part != "main" && *part != "mod");
            return std::iter::once(root).chain(parts.into_iter().map(str::to_owned)).collect();
        }
        _ => {}
    }
    if parts.last() == Some(&"mod") {
        parts.pop();
    }
    parts.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn files_are_modules() {
        for (path, expected) in [
            ("src/lib.rs", "src"),
            ("src/main.rs", "src"),
            ("src/a.rs", "src a"),
            ("src/a/mod.rs", "src a"),
            ("src/a/b.rs", "src a b"),
            ("src/bin/tool.rs", "src/bin/tool"),
            ("src/bin/tool/main.rs", "src/bin/tool"),
            ("src/bin/tool/part.rs", "src/bin/tool part"),
            ("tests/all.rs", "tests/all"),
            ("tests/all/main.rs", "tests/all"),
            ("examples/a/b/mod.rs", "examples/a b"),
            ("build.rs", "build"),
        ] {
            assert_eq!(key(path).join(" "), expected, "{path}");
        }
    }
}
