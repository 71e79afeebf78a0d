//! The names that items bind: imports with groups, aliases and globs, type aliases, constants that are texts, and definitions.

use std::collections::BTreeMap;

use syn::ext::IdentExt;
use syn::{Expr, ExprLit, Item, Lit, UseTree};

use super::modules::{Key, Names};

/// Source as syntax, or the line and the reason why it is none.
pub(super) fn parsed(text: &str) -> Result<syn::File, (usize, String)> {
    syn::parse_file(text).map_err(|error| (error.span().start().line.max(1), error.to_string()))
}

/// Notes what the items of a module bind, and those of the modules inside.
pub(super) fn gather(items: &[Item], at: &Key, modules: &mut BTreeMap<Key, Names>) {
    let mut inside = Vec::new();
    let names = modules.entry(at.clone()).or_default();
    for item in items {
        bind(item, names);
        if let Item::Mod(module) = item {
            let key: Key = at.iter().cloned().chain([module.ident.unraw().to_string()]).collect();
            inside.extend(module.content.iter().map(|(_, items)| (key.clone(), items)));
        }
    }
    for (key, items) in inside {
        gather(items, &key, modules);
    }
}

/// Notes what an item binds.
pub(super) fn bind(item: &Item, names: &mut Names) {
    match item {
        Item::Use(item) => import(&item.tree, &mut Vec::new(), names),
        Item::ExternCrate(item) => {
            let original = item.ident.unraw().to_string();
            let name = item.rename.as_ref().map_or_else(|| original.clone(), |(_, name)| name.unraw().to_string());
            names.bound.entry(name).or_default().push(vec![original]);
        }
        Item::Type(alias) => {
            if let syn::Type::Path(path) = &*alias.ty {
                let name = alias.ident.unraw().to_string();
                names.bound.entry(name).or_default().push(segments(&path.path));
            }
        }
        Item::Const(constant) => text(&constant.ident, &constant.expr, names),
        Item::Static(constant) => text(&constant.ident, &constant.expr, names),
        Item::Struct(item) => drop(names.defined.insert(item.ident.unraw().to_string())),
        Item::Enum(item) => drop(names.defined.insert(item.ident.unraw().to_string())),
        Item::Trait(item) => drop(names.defined.insert(item.ident.unraw().to_string())),
        Item::Union(item) => drop(names.defined.insert(item.ident.unraw().to_string())),
        Item::Mod(item) => drop(names.defined.insert(item.ident.unraw().to_string())),
        _ => {}
    }
}

fn text(name: &syn::Ident, value: &Expr, names: &mut Names) {
    if let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = value {
        names.texts.insert(name.unraw().to_string(), text.value());
    }
}

fn import(tree: &UseTree, before: &mut Vec<String>, names: &mut Names) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.unraw().to_string());
            import(&path.tree, before, names);
            before.pop();
        }
        UseTree::Name(name) => {
            let name = name.ident.unraw().to_string();
            bound(name.clone(), &name, before, names);
        }
        UseTree::Rename(rename) => {
            bound(rename.rename.unraw().to_string(), &rename.ident.unraw().to_string(), before, names);
        }
        UseTree::Glob(_) => names.globs.push(before.clone()),
        UseTree::Group(group) => group.items.iter().for_each(|tree| import(tree, before, names)),
    }
}

/// `self` in a group is what stands before it.
fn bound(name: String, original: &str, before: &[String], names: &mut Names) {
    if original == "self" {
        let name = if name == "self" { before.last().cloned() } else { Some(name) };
        if let Some(name) = name {
            names.bound.entry(name).or_default().push(before.to_vec());
        }
        return;
    }
    let path = before.iter().cloned().chain([original.to_owned()]).collect();
    names.bound.entry(name).or_default().push(path);
}

/// The names of a path.
pub(super) fn segments(path: &syn::Path) -> Vec<String> {
    path.segments.iter().map(|segment| segment.ident.unraw().to_string()).collect()
}
