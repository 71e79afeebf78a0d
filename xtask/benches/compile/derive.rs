//! The generated client with serde's derive in place of its own lists of fields, to compare with.
//!
//! Works on the emitted files, so that both crates are the same in all else. It is the baseline of this benchmark alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use quote::{format_ident, quote};
use syn::{Attribute, File, Item, ItemMacro, ItemStruct, parse_quote};

use crate::Outcome;

/// Writes the same crate with derives to another folder.
pub(crate) fn derived(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            derived(&path, &target)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            fs::write(target, file(&fs::read_to_string(&path)?)?)?;
        } else {
            let dependencies = "[dependencies]\nserde = { version = \"1.0\", features = [\"derive\"] }";
            fs::write(target, fs::read_to_string(&path)?.replace("[dependencies]", dependencies))?;
        }
    }
    Ok(())
}

fn file(text: &str) -> syn::Result<String> {
    let mut file: File = syn::parse_str(&without_lists(text))?;
    let (read, written) = listed(&file);
    file.items.retain(|item| !is_list(item));
    for item in &mut file.items {
        if let Item::Struct(item) = item {
            derive(item, &read, &written);
        }
    }
    file.items.extend(read.iter().map(|name| answer(&format_ident!("{name}"))));
    file.attrs.push(parse_quote!(#![allow(unused_imports)]));
    Ok(prettyplease::unparse(&file))
}

/// `parts.object(self, N)?` as serde's derive has it. That the body then holds all fields makes no difference to the compiler.
fn without_lists(text: &str) -> String {
    let lines = text.lines().map(|line| match line.trim_start().strip_prefix("parts.object(self") {
        Some(_) => "parts.json(self)?;",
        None => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Names of the structures that are read, and of those that are written.
fn listed(file: &File) -> (BTreeSet<String>, BTreeSet<String>) {
    let of = |wanted: &str| {
        let impls = file.items.iter().filter_map(|item| match item {
            Item::Impl(item) => Some((item.trait_.as_ref()?.0.segments.last()?.ident.to_string(), &item.self_ty)),
            _ => None,
        });
        impls.filter(|(name, _)| name == wanted).map(|(_, ty)| quote!(#ty).to_string()).collect()
    };
    (of("Object"), of("Fields"))
}

/// What makes a structure an answer.
fn answer(name: &syn::Ident) -> Item {
    parse_quote! {
        impl feishu_runtime::wire::Read for #name {
            #[inline]
            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                serde::Deserialize::deserialize(deserializer)
            }
        }
    }
}

/// Whether an item is a list of fields or connects one with serde.
fn is_list(item: &Item) -> bool {
    match item {
        Item::Impl(item) => {
            item.trait_.as_ref().is_some_and(|(path, _)| path.segments.first().is_some_and(|s| s.ident == "wire"))
        }
        Item::Macro(ItemMacro { mac, .. }) => mac
            .path
            .segments
            .last()
            .is_some_and(|segment| segment.ident == "object" || segment.ident == "writable_object"),
        _ => false,
    }
}

fn derive(item: &mut ItemStruct, read: &BTreeSet<String>, written: &BTreeSet<String>) {
    let name = item.ident.to_string();
    if !written.contains(&name) {
        return;
    }
    let debug = item.attrs.iter().any(|attribute| quote!(#attribute).to_string().contains("Debug"));
    let attribute: Attribute = match (read.contains(&name), debug) {
        (true, true) => parse_quote!(#[derive(serde::Serialize, serde::Deserialize)]),
        (true, false) => parse_quote!(#[derive(Debug, serde::Serialize, serde::Deserialize)]),
        (false, true) => parse_quote!(#[derive(serde::Serialize)]),
        (false, false) => parse_quote!(#[derive(Debug, PartialEq, serde::Serialize)]),
    };
    item.attrs.push(attribute);
    if read.contains(&name) {
        item.attrs.push(parse_quote!(#[serde(default)]));
    }
    for field in &mut item.fields {
        let ty = &field.ty;
        if quote!(#ty).to_string().starts_with("Option") {
            field.attrs.push(parse_quote!(#[serde(skip_serializing_if = "Option::is_none")]));
        }
    }
}
