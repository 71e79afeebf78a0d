//! What a path means where it stands: the path below the client that it leads to.

use std::collections::BTreeSet;

use super::Package;
use super::modules::{Key, Modules, Names, SRC};
use super::tree::Tree;

/// Names that stand for names may go round or grow: a path that needs more steps, or more names, leads nowhere.
const STEPS: usize = 1000;
const LONGEST: usize = 24;

/// Follows paths in one package.
pub(super) struct Resolver<'r, 'c> {
    pub(super) tree: &'r Tree<'c>,
    pub(super) package: &'r Package,
    pub(super) modules: &'r Modules,
}

/// Where a path stands: in a module, and in blocks with names of their own, the innermost last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) module: &'p Key,
    pub(super) blocks: &'p [Names],
}

impl Resolver<'_, '_> {
    /// The path below the client.
    pub(super) fn resolve(&self, place: Place<'_>, path: &[String]) -> Option<Vec<String>> {
        self.follow(place, path, &mut Seen::default())
    }

    /// The text of a constant.
    pub(super) fn text(&self, place: Place<'_>, path: &[String]) -> Option<String> {
        let (name, before) = path.split_last()?;
        if before.is_empty() {
            let here = place.blocks.iter().rev().find_map(|names| names.texts.get(name));
            if let Some(text) = here {
                return Some(text.clone());
            }
        }
        let module = if before.is_empty() { Some(place.module.clone()) } else { self.local(place.module, before) };
        let direct = module.and_then(|module| self.modules.names.get(&module)?.texts.get(name).cloned());
        direct.or_else(|| {
            let bound = self.modules.names.get(place.module)?.bound.get(path.first()?)?.first()?;
            let full = [bound.as_slice(), &path[1..]].concat();
            let (name, before) = full.split_last()?;
            self.modules.names.get(&self.local(place.module, before)?)?.texts.get(name).cloned()
        })
    }

    fn follow(&self, place: Place<'_>, path: &[String], seen: &mut Seen) -> Option<Vec<String>> {
        let (first, rest) = path.split_first().filter(|_| seen.enter(place.module, place.blocks.len(), path))?;
        if matches!(first.as_str(), "crate" | "self" | "super") {
            return self.below(place.module, path, seen);
        }
        for (at, names) in place.blocks.iter().enumerate().rev() {
            // What a block imports is found from outside of it, or in other imports of the block.
            let outside = Place { module: place.module, blocks: &place.blocks[..at] };
            if let Some(found) = self.named(outside, names, first, rest, seen) {
                return Some(found);
            }
        }
        let in_module = self.in_module(place.module, first, rest, seen);
        in_module.or_else(|| self.external(path, seen))
    }

    /// A path that starts at a module of the package.
    fn below(&self, module: &Key, path: &[String], seen: &mut Seen) -> Option<Vec<String>> {
        for end in (1..path.len()).rev() {
            if let Some(inner) = self.local(module, &path[..end]) {
                return self.in_module(&inner, &path[end], &path[end + 1..], seen);
            }
        }
        None
    }

    fn in_module(&self, module: &Key, first: &String, rest: &[String], seen: &mut Seen) -> Option<Vec<String>> {
        let path: Vec<String> = std::iter::once(first).chain(rest).cloned().collect();
        if !seen.enter(module, usize::MAX, &path) {
            return None;
        }
        let names = self.modules.names.get(module)?;
        let place = Place { module, blocks: &[] };
        let child: Key = module.iter().cloned().chain([first.clone()]).collect();
        if self.modules.names.contains_key(&child) {
            let (next, rest) = rest.split_first()?;
            return self.in_module(&child, next, rest, seen);
        }
        self.named(place, names, first, rest, seen)
    }

    /// What a name is bound to, by itself or by an import of everything.
    fn named(
        &self,
        place: Place<'_>,
        names: &Names,
        first: &String,
        rest: &[String],
        seen: &mut Seen,
    ) -> Option<Vec<String>> {
        if let Some(all) = names.bound.get(first) {
            return all.iter().find_map(|bound| {
                let full = [bound.as_slice(), rest].concat();
                // `use feishu;` binds a name to itself: the crate.
                if bound.first() == Some(first) {
                    return self.external(&full, seen);
                }
                self.follow(place, &full, seen)
            });
        }
        if names.defined.contains(first) {
            return None;
        }
        names.globs.iter().find_map(|glob| self.through(place, glob, first, rest, seen))
    }

    /// A name that an import of everything may bring.
    fn through(
        &self,
        place: Place<'_>,
        glob: &[String],
        first: &String,
        rest: &[String],
        seen: &mut Seen,
    ) -> Option<Vec<String>> {
        if let Some(module) = self.local(place.module, glob) {
            return self.in_module(&module, first, rest, seen);
        }
        let mut path = if self.is_client(glob) { Vec::new() } else { self.follow(place, glob, seen)? };
        path.push(first.clone());
        if !self.tree.has(&path) {
            return None;
        }
        path.extend_from_slice(rest);
        Some(path)
    }

    fn is_client(&self, path: &[String]) -> bool {
        matches!(path, [only] if self.package.clients.contains(only))
    }

    /// A path that starts with a crate.
    fn external(&self, path: &[String], seen: &mut Seen) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        if self.package.clients.contains(first) {
            return Some(rest.to_vec());
        }
        if *first == self.package.name {
            let (next, rest) = rest.split_first()?;
            return self.in_module(&vec![SRC.to_owned()], next, rest, seen);
        }
        // Another crate that exports the client under its name.
        let at = rest.iter().position(|name| self.package.clients.contains(name))?;
        Some(rest[at + 1..].to_vec())
    }

    /// The module of the package that a path leads to.
    fn local(&self, module: &Key, path: &[String]) -> Option<Key> {
        let mut key = module.clone();
        for (at, name) in path.iter().enumerate() {
            match name.as_str() {
                "crate" if at == 0 => key.truncate(1),
                "self" if at == 0 => {}
                "super" if key.len() > 1 => drop(key.pop()),
                name if at == 0 && name == self.package.name => key = vec![SRC.to_owned()],
                name => key.push(name.to_owned()),
            }
        }
        self.modules.names.contains_key(&key).then_some(key)
    }
}

/// Where a path was looked for already.
#[derive(Debug, Default)]
struct Seen(BTreeSet<(Key, usize, Vec<String>)>);

impl Seen {
    /// Whether it is worth to look here.
    fn enter(&mut self, module: &Key, blocks: usize, path: &[String]) -> bool {
        self.0.len() < STEPS && path.len() <= LONGEST && self.0.insert((module.clone(), blocks, path.to_vec()))
    }
}
