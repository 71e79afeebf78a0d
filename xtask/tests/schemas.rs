//! Where specs find their JSON Schemas.

mod support;

use std::fs;

use support::{Done, Tree};

/// The specs of the tests in two roots; the private one names its schemas by the given start of their paths.
fn in_two_roots(schemas: &str) -> Result<Tree, Box<dyn std::error::Error>> {
    let tree = Tree::small()?;
    fs::create_dir(tree.path("private"))?;
    fs::rename(tree.path("specs/note"), tree.path("private/note"))?;
    tree.replace("private/note/_shared.yaml", "$schema=../schema/", &format!("$schema=../{schemas}"))?;
    tree.replace("private/note/v2/page.yaml", "$schema=../../schema/", &format!("$schema=../../{schemas}"))?;
    Ok(tree)
}

const CHECK: [&str; 5] = ["check", "--specs", "specs", "--specs", "private"];

#[test]
fn a_private_folder_has_its_own() -> Done {
    let tree = in_two_roots("schema/")?;
    tree.run(&["schema", "--out", "private/schema"])?.succeeded();
    tree.run(&["schema", "--out", "private/schema", "--check"])?.succeeded();
    for kind in ["platform", "scopes", "shared", "resource"] {
        assert!(tree.path(&format!("private/schema/{kind}.json")).is_file(), "{kind}");
    }
    tree.run(&CHECK)?.succeeded();
    fs::write(tree.path("private/schema/shared.json"), "{}")?;
    tree.run(&["schema", "--out", "private/schema", "--check"])?.failed(1, &["changed private/schema/shared.json"]);
    Ok(())
}

#[test]
fn a_private_folder_may_name_those_of_another_place() -> Done {
    let tree = in_two_roots("../elsewhere/")?;
    let codegen = [&["codegen", "--out", "generated"], &CHECK[1..]].concat();
    let lacking = [
        "S010",
        "there is no JSON Schema `../../elsewhere/shared.json`",
        "there is no JSON Schema `../../../elsewhere/resource.json`",
        "private/note/v2/page.yaml:1:1",
        "2 errors in 2 files",
    ];
    tree.run(&CHECK)?.failed(1, &lacking);
    tree.run(&["schema", "--out", "elsewhere"])?.succeeded();
    tree.run(&CHECK)?.succeeded();
    tree.run(&codegen)?.succeeded();
    // The stamp of that run says nothing of schemas that are gone.
    fs::remove_dir_all(tree.path("elsewhere"))?;
    tree.run(&codegen)?.failed(1, &lacking);
    Ok(())
}

#[test]
fn only_a_schema_of_the_right_kind_will_do() -> Done {
    for other in ["/elsewhere/", "https://schemas.example/", "shared.json#"] {
        let tree = in_two_roots("schema/")?;
        let line = format!("# yaml-language-server: $schema={other}resource.json");
        tree.replace("private/note/v2/page.yaml", "# yaml-language-server: $schema=../../schema/resource.json", &line)?;
        tree.run(&CHECK)?.failed(1, &["S010", "names another JSON Schema", "$schema=../../schema/resource.json"]);
    }
    Ok(())
}
