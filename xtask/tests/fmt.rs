//! `fmt`: what it writes, what it only shows, and when it leaves everything alone.

mod support;

use support::{Done, Tree};

const SPECS: [&str; 3] = ["fmt", "--specs", "specs"];

/// The specs of the tests in canonical form.
fn formatted() -> Result<Tree, Box<dyn std::error::Error>> {
    let tree = Tree::small()?;
    tree.run(&SPECS)?.succeeded();
    Ok(tree)
}

fn check(tree: &Tree) -> Result<support::Said, Box<dyn std::error::Error>> {
    tree.run(&[&SPECS[..], &["--check"]].concat())
}

#[test]
fn what_is_formatted_stays_and_is_not_touched() -> Done {
    let tree = formatted()?;
    let before = tree.files("specs")?;
    let said = tree.run(&SPECS)?.succeeded();
    assert_eq!(said.out, "6 files: 0 formatted\n");
    assert_eq!(check(&tree)?.succeeded().out, "6 files in canonical form\n");
    assert_eq!(tree.files("specs")?, before);
    Ok(())
}

#[test]
fn a_check_shows_the_difference_and_writes_nothing() -> Done {
    let tree = formatted()?;
    tree.replace("specs/note/_shared.yaml", "about: ", "about:   # by hand\n  ")?;
    let before = tree.files("specs")?;
    let words = [
        "--- specs/note/_shared.yaml (there)",
        "-about:   # by hand",
        "  # by hand\n",
        "error: 1 file of 6 not in canonical form",
        "help: run `cargo xtask fmt`",
    ];
    check(&tree)?.failed(1, &words);
    assert_eq!(tree.files("specs")?, before);
    assert_eq!(tree.run(&SPECS)?.succeeded().out, "formatted specs/note/_shared.yaml\n6 files: 1 formatted\n");
    check(&tree)?.succeeded();
    Ok(())
}

#[test]
fn nothing_is_written_where_one_file_is_broken() -> Done {
    let tree = formatted()?;
    tree.replace("specs/note/_shared.yaml", "about: ", "about:    ")?;
    tree.replace("specs/shop/v1/item.yaml", "method: GET", "methode: GET")?;
    let before = tree.files("specs")?;
    tree.run(&SPECS)?
        .failed(1, &["error[S021]", "did you mean `method`?", "specs/shop/v1/item.yaml:", "error in 1 file"]);
    assert_eq!(tree.files("specs")?, before);
    tree.run(&["fmt", "--specs", "nowhere"])?.failed(2, &["nowhere"]);
    Ok(())
}

#[test]
fn formatting_changes_nothing_that_is_generated() -> Done {
    let tree = Tree::small()?;
    tree.codegen(&[])?.succeeded();
    tree.run(&SPECS)?.succeeded();
    tree.codegen(&["--check"])?.succeeded();
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() -> Done {
    let tree = formatted()?;
    let text = tree.read("specs/note/_shared.yaml")?;
    tree.write("specs/note/.shared.yaml", text.replace("about: ", "about:   "))?;
    std::fs::remove_file(tree.path("specs/note/_shared.yaml"))?;
    std::os::unix::fs::symlink(".shared.yaml", tree.path("specs/note/_shared.yaml"))?;
    tree.run(&SPECS)?.succeeded();
    assert_eq!(tree.read("specs/note/.shared.yaml")?, text);
    assert!(tree.path("specs/note/_shared.yaml").is_symlink());
    Ok(())
}
