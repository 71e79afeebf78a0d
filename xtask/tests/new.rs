//! `new` writes blanks that the checks refuse, and filling them is all that is left to do.

mod support;

use std::fs;

use support::{Done, Tree};

/// Fills every blank of a file.
fn fill(tree: &Tree, path: &str, http_path: &str) -> Done {
    let filled = [
        ("about: \"\"", "about: Places where things are sold."),
        ("summary: \"\"", "summary: Open a stall."),
        ("page: \"\"", "page: /bazaar/stall/open"),
        ("updated: \"\"", "updated: 2026-02-03"),
        ("method: \"\"", "method: POST"),
        ("path: \"\"", &format!("path: {http_path}")),
        ("tokens: [\"\"]", "tokens: [tenant]"),
        ("apps: [\"\"]", "apps: [custom]"),
        ("rate_limit: \"\"", "rate_limit: 10/s"),
        ("scopes: [\"\"]", "scopes: [shop:goods]"),
    ];
    let text = filled.iter().fold(tree.read(path)?, |text, (blank, value)| text.replace(blank, value));
    tree.write(path, text)
}

#[test]
fn a_new_service_is_refused_until_its_blanks_are_filled() -> Done {
    let tree = Tree::small()?;
    let said = tree.run(&["new", "bazaar", "v3", "stall", "open", "--specs", "specs"])?.succeeded();
    for line in [
        "wrote specs/bazaar/_shared.yaml (new)",
        "specs/bazaar/v3/stall.yaml:6  summary: ",
        "cargo xtask check",
        "cargo xtask schema --out specs/schema",
    ] {
        assert!(said.out.contains(line), "no {line:?} in {said:?}");
    }
    let said = tree.run(&["check", "--specs", "specs"])?.failed(1, &["specs/bazaar/_shared.yaml:2", "in 2 files"]);
    for key in ["about", "summary", "page", "updated", "method", "path", "tokens", "apps", "rate_limit", "scopes"] {
        assert!(said.err.contains(&format!("`{key}`")), "nothing on {key} in {said:?}");
    }
    fill(&tree, "specs/bazaar/_shared.yaml", "")?;
    fill(&tree, "specs/bazaar/v3/stall.yaml", "/open-apis/bazaar/v3/stalls")?;
    tree.run(&["check", "--specs", "specs"])?.succeeded();
    tree.codegen(&[])?.succeeded();
    assert!(tree.path("generated/src/bazaar/v3/stall/open.rs").is_file());
    Ok(())
}

#[test]
fn an_operation_is_added_without_touching_what_is_there() -> Done {
    let tree = Tree::small()?;
    let old = tree.read("specs/shop/v1/item.yaml")?;
    let types =
        "\ntypes:\n  Colour:\n    about: What an item is painted with.\n    enum:\n      red: {about: Like a rose.}\n";
    let used = old.replace("example: Lamp}\n", "example: Lamp}\n      colour: {type: Colour, about: Its colour.}\n");
    tree.write("specs/shop/v1/item.yaml", format!("{used}{types}"))?;
    tree.run(&["check", "--specs", "specs"])?.succeeded();
    let said = tree.run(&["new", "shop", "v1", "item", "open", "--specs", "specs"])?.succeeded();
    assert!(said.out.contains("wrote specs/shop/v1/item.yaml (operation `open` added)"), "{said:?}");
    let new = tree.read("specs/shop/v1/item.yaml")?;
    assert!(new.starts_with(&used) && new.ends_with(types), "{new}");
    tree.run(&["check", "--specs", "specs"])?.failed(1, &["specs/shop/v1/item.yaml:", "in 1 file"]);
    fill(&tree, "specs/shop/v1/item.yaml", "/open-apis/shop/v1/items")?;
    tree.run(&["check", "--specs", "specs"])?.succeeded();
    Ok(())
}

#[test]
fn an_operation_is_never_overwritten() -> Done {
    let tree = Tree::small()?;
    let before = tree.files("specs")?;
    tree.run(&["new", "shop", "v1", "item", "get", "--specs", "specs"])?.failed(1, &["has an operation `get` already"]);
    assert_eq!(tree.files("specs")?, before);
    tree.run(&["new", "shop", "v1", "item", "open", "--specs", "specs"])?.succeeded();
    tree.run(&["new", "shop", "v1", "item", "open", "--specs", "specs"])?
        .failed(1, &["has an operation `open` already"]);
    Ok(())
}

#[test]
fn names_that_cannot_be_are_refused() -> Done {
    let tree = Tree::small()?;
    let before = tree.files("specs")?;
    let names: [[&str; 4]; 8] = [
        ["../outside", "v1", "item", "get"],
        ["shop", "..", "item", "get"],
        ["shop", "v1", "Item", "get"],
        ["shop", "v1", "item", "a b"],
        ["shop", "v1", "item", "x: {}\ny"],
        ["shop", "v1", "_shared", "get"],
        ["schema", "v1", "item", "get"],
        ["shop", "one", "item", "get"],
    ];
    for name in names {
        tree.run(&[&["new"], &name[..], &["--specs", "specs"]].concat())?.failed(2, &["error: "]);
    }
    assert_eq!(tree.files("specs")?, before);
    Ok(())
}

#[test]
fn a_resource_goes_where_it_is_already() -> Done {
    let tree = Tree::small()?;
    fs::create_dir(tree.path("private"))?;
    let both = ["--specs", "specs", "--specs", "private"];
    tree.run(&[&["new", "shop", "v1", "item", "open"], &both[..]].concat())?.succeeded();
    tree.run(&["schema", "--out", "private/schema"])?.succeeded();
    let said = tree.run(&[&["new", "shop", "v1", "cart", "get"], &both[..]].concat())?.succeeded();
    assert!(!said.out.contains("schema"), "{said:?}");
    assert!(tree.read("specs/shop/v1/item.yaml")?.contains("open:"));
    assert!(tree.path("private/shop/v1/cart.yaml").is_file());
    assert!(!tree.path("private/shop/_shared.yaml").exists());
    Ok(())
}

#[test]
fn a_file_without_a_place_for_it_is_left_alone() -> Done {
    let tree = Tree::small()?;
    for text in ["operations: {}\n", "operations: {a: {}}\n", "about: [\n"] {
        tree.write("specs/shop/v1/cart.yaml", text)?;
        let said = tree.run(&["new", "shop", "v1", "cart", "get", "--specs", "specs"])?;
        said.failed(1, &["cannot tell where `specs/shop/v1/cart.yaml` takes another operation"]);
        assert_eq!(tree.read("specs/shop/v1/cart.yaml")?, text);
    }
    Ok(())
}
