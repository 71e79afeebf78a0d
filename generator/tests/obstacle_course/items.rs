//! Whatever stands in the specs, the items of the client are those that its IR has: no prose became code.

use std::collections::BTreeMap;

use feishu_generator::emit::FileSet;
use feishu_generator::ir::{Body, Client, Operation, Type, TypeKind};
use syn::{File, Item, ItemImpl};

use crate::course;

/// Items by what they are and what they are called.
type Items = BTreeMap<String, usize>;

#[test]
fn items_are_those_of_the_ir() {
    let client = course::client_of(course::files());
    let emitted = course::emitted(&client);
    let mut found = Items::new();
    for (path, file) in sources(&emitted) {
        for item in &file.items {
            *found.entry(describe(item).unwrap_or_else(|| panic!("an odd item in {path}"))).or_default() += 1;
        }
    }
    found.retain(|item, _| !item.starts_with("mod ") && item != "use");
    let expected = expected(&client);
    let differ = |of: &Items, other: &Items| -> Vec<String> {
        of.iter()
            .filter(|(item, count)| other.get(*item) != Some(count))
            .map(|(item, n)| format!("{n} {item}"))
            .collect()
    };
    assert_eq!(differ(&found, &expected), differ(&expected, &found), "found, expected");
}

#[test]
fn files_have_no_attributes_but_those_of_the_templates() {
    let client = course::client_of(course::files());
    for (path, file) in sources(&course::emitted(&client)) {
        let inner = file.attrs.iter().filter(|attribute| !attribute.path().is_ident("doc"));
        let most = if path == "src/lib.rs" { 5 } else { 0 };
        assert_eq!(inner.count(), most, "{path}");
    }
}

#[test]
fn every_file_belongs_to_a_module() {
    let client = course::client_of(course::files());
    let emitted = course::emitted(&client);
    let modules: usize =
        sources(&emitted).map(|(_, file)| file.items.iter().filter(|item| is_module(item)).count()).sum();
    // All but the library itself.
    assert_eq!(modules, sources(&emitted).count() - 1);
}

/// The Rust files, parsed.
fn sources(files: &FileSet) -> impl Iterator<Item = (&str, File)> {
    let rust = files.iter().filter(|(path, _)| path.starts_with("src/"));
    rust.map(|(path, text)| {
        (path.as_str(), syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}")))
    })
}

fn is_module(item: &Item) -> bool {
    matches!(item, Item::Mod(_))
}

/// What an item is; `None` for what no client has.
fn describe(item: &Item) -> Option<String> {
    match item {
        Item::Use(_) => Some("use".to_owned()),
        Item::Mod(module) if module.content.is_none() => Some(format!("mod {}", module.ident)),
        Item::Struct(item) => Some(format!("struct {}", item.ident)),
        Item::Enum(item) => Some(format!("enum {} of {}", item.ident, item.variants.len())),
        Item::Impl(item) => describe_impl(item),
        Item::Macro(item) => item.mac.path.segments.last().map(|name| format!("macro {}", name.ident)),
        Item::Const(item) if item.ident.to_string().chars().all(|c| !c.is_lowercase()) => Some("const".to_owned()),
        _ => None,
    }
}

fn describe_impl(item: &ItemImpl) -> Option<String> {
    let Some((path, _)) = &item.trait_ else { return Some("impl".to_owned()) };
    path.segments.last().map(|name| format!("impl {}", name.ident))
}

/// The items that a client should have, modules and imports apart.
fn expected(client: &Client) -> Items {
    let mut items = Items::new();
    let mut add = |item: String| *items.entry(item).or_default() += 1;
    for operation in client.operations() {
        expect_operation(operation, &mut add);
    }
    for ty in &client.types {
        expect_type(ty, &mut add);
    }
    let of_services = client.services.iter().map(|service| &service.error_codes).filter(|codes| !codes.is_empty());
    for codes in of_services.chain([&client.platform.error_codes]) {
        add(format!("enum ErrorCode of {}", codes.len() + 1));
        add("impl".to_owned());
        add("macro int_enum".to_owned());
        for _ in codes {
            add("const".to_owned());
        }
    }
    items
}

fn expect_operation(operation: &Operation, add: &mut impl FnMut(String)) {
    add(format!("struct {}", operation.type_name));
    if let Some((name, _)) = &operation.constructor.named {
        add(format!("struct {name}"));
    }
    add("impl".to_owned());
    add("impl Endpoint".to_owned());
    if operation.chunked.is_some() {
        add("impl Chunked".to_owned());
    }
    if let Some(paging) = &operation.paging {
        add("impl Paged".to_owned());
        paging.items.iter().for_each(|_| add("impl PagedItems".to_owned()));
    }
    if operation.body != Body::Form {
        add("impl Fields".to_owned());
        add("macro writable_object".to_owned());
    }
}

fn expect_type(ty: &Type, add: &mut impl FnMut(String)) {
    match &ty.kind {
        TypeKind::Object(_) => {
            add(format!("struct {}", ty.name.rust));
            if let Some(constructor) = &ty.constructor {
                add("impl".to_owned());
                constructor.named.iter().for_each(|(name, _)| add(format!("struct {name}")));
            }
            add("impl Fields".to_owned());
            let read = ty.usage.response;
            if read {
                add("impl Object".to_owned());
            }
            add(if read { "macro object" } else { "macro writable_object" }.to_owned());
        }
        TypeKind::TextEnum(variants) => {
            add(format!("enum {} of {}", ty.name.rust, variants.len() + 1));
            add("macro text_enum".to_owned());
        }
        TypeKind::IntEnum(variants) => {
            add(format!("enum {} of {}", ty.name.rust, variants.len() + 1));
            add("macro int_enum".to_owned());
        }
    }
}
