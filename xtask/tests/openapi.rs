//! `cargo xtask openapi`: what is written where, and what is said of wrong arguments and specs.

mod support;

use serde_json::Value;
use support::{Done, Tree};

#[test]
fn the_ending_says_the_notation() -> Done {
    let tree = Tree::small()?;
    let run = |arguments: &[&str]| tree.run(&[&["openapi", "--specs", "specs"], arguments].concat());
    let said = run(&["--out", "new/folder/api.json"])?.succeeded();
    assert!(said.out.starts_with("new/folder/api.json: ") && said.out.ends_with(", written\n"), "{said:?}");
    run(&["--out", "api.yaml"])?.succeeded();
    run(&["--version", "3.0", "--out", "old.YML"])?.succeeded();
    let json: Value = serde_json::from_str(&tree.read("new/folder/api.json")?)?;
    assert_eq!(json["openapi"], "3.1.0");
    assert!(tree.read("api.yaml")?.starts_with("openapi: \"3.1.0\"\n"));
    assert!(tree.read("old.YML")?.starts_with("openapi: \"3.0.3\"\n"));
    let said = run(&["--out", "-"])?.succeeded();
    assert_eq!(said.out, tree.read("new/folder/api.json")?);
    Ok(())
}

#[test]
fn an_unchanged_document_is_left_alone() -> Done {
    let tree = Tree::small()?;
    let run = || tree.run(&["openapi", "--specs", "specs", "--out", "out/api.json"]);
    run()?.succeeded();
    let before = tree.files("out")?;
    let said = run()?.succeeded();
    assert!(said.out.ends_with(", kept\n"), "{said:?}");
    assert_eq!(tree.files("out")?, before);
    Ok(())
}

#[test]
fn a_service_is_a_part() -> Done {
    let tree = Tree::small()?;
    let whole: Value =
        serde_json::from_str(&tree.run(&["openapi", "--specs", "specs", "--out", "-"])?.succeeded().out)?;
    let name = whole["tags"][0]["name"].as_str().ok_or("a service")?;
    let part = tree.run(&["openapi", "--specs", "specs", "--service", name, "--out", "-"])?.succeeded();
    let part: Value = serde_json::from_str(&part.out)?;
    assert_eq!(part["tags"].as_array().map(Vec::len), Some(1));
    let wrong = format!("{name}x");
    let said = tree.run(&["openapi", "--specs", "specs", "--service", &wrong, "--out", "-"])?;
    said.failed(2, &[&format!("the specs have no service `{wrong}`"), &format!("did you mean `{name}`?")]);
    Ok(())
}

#[test]
fn wrong_arguments_and_specs_are_refused() -> Done {
    let tree = Tree::small()?;
    let run = |arguments: &[&str]| tree.run(&[&["openapi", "--specs", "specs"], arguments].concat());
    run(&["--out", "api"])?.failed(2, &["`api` does not say in which notation to write", "`.yaml` or `.json`"]);
    run(&["--out", "api.txt"])?.failed(2, &["`.yaml` or `.json`"]);
    run(&[])?.failed(2, &["--out <FILE>"]);
    run(&["--version", "2.0", "--out", "-"])?.failed(2, &["3.1, 3.0"]);
    tree.write("specs/broken/_shared.yaml", "about: [")?;
    let said = run(&["--out", "api.json"])?.failed(1, &["specs/broken/_shared.yaml"]);
    assert_eq!(said.out, "");
    assert!(!tree.path("api.json").exists());
    Ok(())
}
