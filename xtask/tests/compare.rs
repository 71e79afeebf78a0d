//! What `codegen --check` and `schema --check` say.

mod support;

use std::fs;

use support::{Done, Tree};

#[test]
fn check_says_what_differs_and_what_mends_it() -> Done {
    let tree = Tree::small()?;
    tree.codegen(&[])?.succeeded();
    let said = tree.codegen(&["--check"])?.succeeded();
    assert!(said.out.contains("up to date"), "{said:?}");
    tree.replace("specs/shop/v1/item.yaml", "Read an item.", "Look at an item.")?;
    fs::remove_file(tree.path("generated/src/note/mod.rs"))?;
    let page = tree.read("specs/note/v2/page.yaml")?.replace("create:", "make:");
    tree.write("specs/note/v2/page.yaml", page)?;
    let before = tree.files("generated")?;
    let said = tree.codegen(&["--check"])?.failed(
        1,
        &[
            "changed src/shop/v1/item/get.rs\n",
            "new     src/note/mod.rs\n",
            "new     src/note/v2/page/make.rs\n",
            "stale   src/note/v2/page/create.rs\n",
            "-/// Read an item.\n+/// Look at an item.\n",
            "(2 changed, 2 new, 1 stale, ",
            "help: run `cargo xtask codegen --specs specs --out generated` and commit",
        ],
    );
    assert_eq!(said.out, "");
    assert_eq!(tree.files("generated")?, before);
    let command = ["codegen", "--specs", "specs", "--out", "generated"];
    tree.run(&command)?.succeeded();
    tree.codegen(&["--check"])?.succeeded();
    Ok(())
}

#[test]
fn check_of_nothing_lists_a_part_and_writes_nothing() -> Done {
    let tree = Tree::small()?;
    tree.codegen(&["--check"])?.failed(1, &["new     Cargo.toml\n"]);
    assert!(!tree.path("generated").exists());
    assert!(!tree.path("target").exists());
    Ok(())
}

#[test]
fn schemas_are_written_once_and_compared() -> Done {
    let tree = Tree::small()?;
    tree.run(&["schema", "--check", "--out", "schema"])?
        .failed(1, &["new     schema/resource.json", "cargo xtask schema"]);
    tree.run(&["schema", "--out", "schema"])?.succeeded();
    let before = tree.files("schema")?;
    tree.run(&["schema", "--out", "schema"])?.succeeded();
    tree.run(&["schema", "--check", "--out", "schema"])?.succeeded();
    assert_eq!(tree.files("schema")?, before);
    tree.write("schema/resource.json", "{}")?;
    tree.run(&["schema", "--check", "--out", "schema"])?.failed(1, &["changed schema/resource.json"]);
    tree.write("schema/old.json", "{}")?;
    tree.run(&["schema", "--out", "schema"])?.failed(1, &["`schema/old.json` is none of the format's schemas"]);
    Ok(())
}
