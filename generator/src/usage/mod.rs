//! Which operations a Rust program uses: wherever the name of a request stands, however it was imported, and raw calls by their paths.
//!
//! Works on the text of the program alone. Nothing is compiled, so that what only the compiler knows stays unknown: what macros
//! write, `cfg`, and what other crates export under names of their own. What looks like a use and cannot be told is reported.

mod gather;
mod modules;
mod resolve;
mod tokens;
mod tree;
mod visit;

use std::collections::BTreeMap;

use self::modules::Modules;
use self::resolve::Resolver;
use self::tree::Tree;
use crate::ir::{Client, Operation};
use crate::lookup::Lookup;

/// A package whose source is looked through.
#[derive(Debug, Clone, Default)]
pub struct Package {
    /// Its name as code writes it, which its programs and tests call its library by.
    pub name: String,
    /// Names by which its code calls the client: `feishu`, unless the dependency is renamed.
    pub clients: Vec<String>,
    /// Its files.
    pub files: Vec<SourceText>,
    /// Whether code counts that is compiled for tests only.
    pub tests: bool,
}

/// A file of a package.
#[derive(Debug, Clone, Default)]
pub struct SourceText {
    /// Where it is in the package, with `/`.
    pub path: String,
    /// The same as a person would type it.
    pub display: String,
    /// What stands in it.
    pub text: String,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Usage<'c> {
    /// Operations by their ids, each with the places where it is used.
    pub used: BTreeMap<&'c str, Used<'c>>,
    /// What could not be told.
    pub unknown: Vec<Unknown>,
}

/// An operation that is used.
#[derive(Debug)]
pub struct Used<'c> {
    /// The operation.
    pub operation: &'c Operation,
    /// Where, in the order of files and lines.
    pub places: Vec<Spot>,
}

/// A place in the source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The file, as a person would type it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// Something that could not be told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unknown {
    /// Where.
    pub spot: Spot,
    /// What.
    pub what: String,
}

/// Looks through packages.
pub fn usage<'c>(client: &'c Client, packages: &[Package]) -> Usage<'c> {
    let (tree, lookup) = (Tree::new(client), Lookup::new(client));
    let mut usage = Usage::default();
    for package in packages {
        let (modules, broken) = Modules::gather(package);
        usage.unknown.extend(broken);
        let resolver = Resolver { tree: &tree, package, modules: &modules };
        visit::visit(&resolver, &lookup, &mut usage);
    }
    usage.add_steps(&lookup);
    for used in usage.used.values_mut() {
        used.places.sort();
        used.places.dedup();
    }
    usage.unknown.sort();
    usage.unknown.dedup();
    usage
}

impl<'c> Usage<'c> {
    fn note(&mut self, operation: &'c Operation, spot: Spot) {
        let used = self.used.entry(&operation.id).or_insert_with(|| Used { operation, places: Vec::new() });
        used.places.push(spot);
    }

    /// Larger files go up through three more operations.
    fn add_steps(&mut self, lookup: &Lookup<'c>) {
        let mut steps = Vec::new();
        for used in self.used.values() {
            let ids = used.operation.chunked.iter().flat_map(|chunked| chunked.steps().map(|step| step.id.as_str()));
            let known = ids.filter_map(|id| lookup.operation(id));
            steps.extend(known.flat_map(|step| used.places.iter().map(move |spot| (step, spot.clone()))));
        }
        for (step, spot) in steps {
            self.note(step, spot);
        }
    }
}
