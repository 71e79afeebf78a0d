//! What `codegen` writes, keeps, removes and refuses to touch.

mod support;

use std::fs;

use support::{Done, Files, Tree};

fn contents(files: &Files) -> Vec<(String, &[u8])> {
    files.iter().map(|(path, (bytes, _))| (path.display().to_string(), bytes.as_slice())).collect()
}

#[test]
fn two_runs_give_the_same_bytes() -> Done {
    let tree = Tree::small()?;
    tree.run(&["codegen", "--specs", "specs", "--out", "one"])?.succeeded();
    tree.run(&["codegen", "--specs", "specs", "--out", "two"])?.succeeded();
    assert_eq!(contents(&tree.files("one")?), contents(&tree.files("two")?));
    Ok(())
}

#[test]
fn the_order_in_which_specs_were_made_does_not_matter() -> Done {
    let tree = Tree::small()?;
    for (path, (bytes, _)) in tree.files("specs")?.into_iter().rev() {
        tree.write(&format!("reversed/{}", path.display()), bytes)?;
    }
    tree.run(&["codegen", "--specs", "specs", "--out", "one"])?.succeeded();
    tree.run(&["codegen", "--specs", "reversed", "--out", "two"])?.succeeded();
    assert_eq!(contents(&tree.files("one")?), contents(&tree.files("two")?));
    Ok(())
}

#[test]
fn roots_are_merged_in_any_order() -> Done {
    let tree = Tree::small()?;
    fs::create_dir(tree.path("private"))?;
    fs::rename(tree.path("specs/note"), tree.path("private/note"))?;
    tree.run(&["codegen", "--specs", "specs", "--specs", "private", "--out", "one"])?.succeeded();
    tree.run(&["codegen", "--specs", "private", "--specs", "specs", "--out", "two"])?.succeeded();
    assert_eq!(contents(&tree.files("one")?), contents(&tree.files("two")?));
    assert!(tree.path("one/src/note/v2/page/create.rs").is_file());
    Ok(())
}

#[test]
fn the_summary_counts_what_happened() -> Done {
    let tree = Tree::small()?;
    let said = tree.codegen(&[])?.succeeded();
    let total = tree.files("generated")?.len();
    let expected =
        format!("generated 3 operations in 2 services: {total} files (0 changed, {total} new, 0 removed, 0 kept) in ");
    assert!(said.out.starts_with(&expected) && said.out.ends_with(" s\n"), "{said:?}");
    assert_eq!(said.err, "");
    tree.replace("specs/shop/v1/item.yaml", "Delete an item.", "Throw an item away.")?;
    let said = tree.codegen(&[])?.succeeded();
    assert!(said.out.contains(&format!("(1 changed, 0 new, 0 removed, {} kept)", total - 1)), "{said:?}");
    Ok(())
}

#[test]
fn nothing_is_written_when_nothing_changed() -> Done {
    let tree = Tree::small()?;
    tree.codegen(&[])?.succeeded();
    let before = tree.files("generated")?;
    // With the stamp of the last run, then without.
    tree.codegen(&[])?.succeeded();
    assert_eq!(tree.files("generated")?, before);
    fs::remove_dir_all(tree.path("target"))?;
    tree.codegen(&[])?.succeeded();
    assert_eq!(tree.files("generated")?, before);
    Ok(())
}

#[test]
fn a_stamp_never_hides_a_change() -> Done {
    let tree = Tree::small()?;
    tree.codegen(&[])?.succeeded();
    let before = tree.files("generated")?;
    tree.codegen(&[])?.succeeded();
    let file = "generated/src/shop/v1/item/get.rs";
    let same_length = tree.read(file)?.replacen("Read an item.", "Read on item.", 1);
    tree.write(file, same_length)?;
    tree.codegen(&["--check"])?.failed(1, &["changed src/shop/v1/item/get.rs"]);
    tree.codegen(&[])?.succeeded();
    fs::remove_file(tree.path(file))?;
    tree.codegen(&[])?.succeeded();
    assert_eq!(contents(&tree.files("generated")?), contents(&before));
    tree.run(&["codegen", "--specs", "specs", "--out", "generated", "--package", "other"])?.succeeded();
    assert!(tree.read("generated/Cargo.toml")?.contains("name = \"other\""));
    Ok(())
}

#[test]
fn a_removed_operation_takes_its_file_and_folders_along() -> Done {
    let tree = Tree::small()?;
    tree.codegen(&[])?.succeeded();
    let item = tree.read("specs/shop/v1/item.yaml")?;
    tree.write("specs/shop/v1/item.yaml", item.split("  remove:").next().unwrap_or_default())?;
    fs::remove_dir_all(tree.path("specs/note"))?;
    let said = tree.codegen(&[])?.succeeded();
    assert!(said.out.contains("5 removed"), "{said:?}");
    assert!(!tree.path("generated/src/shop/v1/item/remove.rs").exists());
    assert!(!tree.path("generated/src/note").exists());
    assert!(tree.path("generated/src/shop/v1/item/get.rs").is_file());
    Ok(())
}

#[test]
fn a_failed_run_leaves_the_tree_untouched() -> Done {
    let tree = Tree::small()?;
    tree.codegen(&[])?.succeeded();
    let before = tree.files("generated")?;
    tree.replace("specs/shop/v1/item.yaml", "Read an item.", "Look at an item.")?;
    tree.replace("specs/note/v2/page.yaml", "tokens: [user]", "tokens: [nobody]")?;
    tree.codegen(&[])?.failed(1, &["nobody", "specs/note/v2/page.yaml:", "1 error in 1 file"]);
    assert_eq!(tree.files("generated")?, before);
    Ok(())
}

#[test]
#[cfg(unix)]
fn a_disk_that_refuses_leaves_the_tree_untouched() -> Done {
    use std::os::unix::fs::PermissionsExt;
    let tree = Tree::small()?;
    tree.codegen(&[])?.succeeded();
    let before = tree.files("generated")?;
    let folder = tree.path("generated/src/shop/v1/item");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555))?;
    let is_root = fs::write(folder.join("probe"), "").is_ok();
    let _ = fs::remove_file(folder.join("probe"));
    tree.replace("specs/shop/v1/item.yaml", "Read an item.", "Look at an item.")?;
    tree.replace("specs/note/v2/page.yaml", "Create a page.", "Make a page.")?;
    let said = tree.codegen(&[])?;
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755))?;
    // Nothing is refused to root.
    if !is_root {
        said.failed(2, &["cannot write"]);
        assert_eq!(tree.files("generated")?, before);
    }
    Ok(())
}

#[test]
fn hand_written_files_are_named_and_kept() -> Done {
    let tree = Tree::small()?;
    tree.codegen(&[])?.succeeded();
    tree.write("generated/src/shop/notes.rs", "// Mine.\n")?;
    tree.write("generated/src/note/mod.rs", "// Mine, too.\n")?;
    let before = tree.files("generated")?;
    tree.replace("specs/shop/v1/item.yaml", "Read an item.", "Look at an item.")?;
    let said = tree.codegen(&[])?.failed(1, &["`generated/src/note/mod.rs`, `generated/src/shop/notes.rs`", "help:"]);
    assert!(said.err.contains("did not write"), "{said:?}");
    assert_eq!(tree.files("generated")?, before);
    Ok(())
}

#[test]
fn a_folder_with_something_else_is_no_place_for_a_crate() -> Done {
    let tree = Tree::small()?;
    tree.write("home/letter.txt", "Dear")?;
    tree.run(&["codegen", "--specs", "specs", "--out", "home"])?.failed(1, &["`home` holds files", "letter.txt"]);
    assert_eq!(tree.files("home")?.len(), 1);
    Ok(())
}

#[test]
fn what_a_killed_run_left_is_cleared_away() -> Done {
    let tree = Tree::small()?;
    tree.codegen(&[])?.succeeded();
    let left = [".generated.xtask-stage", "generated/src/.note.xtask-stage", "generated/src/.lib.rs.xtask-stage"];
    tree.write(&format!("{}/src/lib.rs", left[0]), "half a fi")?;
    tree.write(&format!("{}/v2/mod.rs", left[1]), "half a fi")?;
    tree.write(left[2], "half a fi")?;
    let before = tree.files("generated/src/shop")?;
    tree.codegen(&[])?.succeeded();
    for left in left {
        assert!(!tree.path(left).exists(), "{left}");
    }
    assert_eq!(tree.files("generated/src/shop")?, before);
    Ok(())
}

#[test]
fn files_of_tools_are_left_alone() -> Done {
    let tree = Tree::small()?;
    tree.codegen(&[])?.succeeded();
    for path in ["generated/Cargo.lock", "generated/target/debug/x", "generated/src/.lib.rs.swp"] {
        tree.write(path, "x")?;
    }
    tree.codegen(&[])?.succeeded();
    assert!(tree.path("generated/target/debug/x").is_file());
    Ok(())
}

#[test]
fn service_limits_what_is_written() -> Done {
    let tree = Tree::small()?;
    tree.codegen(&[])?.succeeded();
    tree.replace("specs/shop/v1/item.yaml", "Read an item.", "Look at an item.")?;
    tree.replace("specs/note/v2/page.yaml", "Create a page.", "Make a page.")?;
    // Once for real, once by the stamp.
    for changed in ["1 changed", "0 changed"] {
        let said = tree.codegen(&["--service", "note"])?.succeeded();
        assert!(said.out.contains("1 operation in 1 service") && said.out.contains(changed), "{said:?}");
        assert!(said.out.contains("1 file is not up to date"), "{said:?}");
    }
    assert!(tree.read("generated/src/shop/v1/item/get.rs")?.contains("Read an item."));
    tree.codegen(&["--service", "note", "--check"])?.succeeded();
    tree.codegen(&["--service", "shop", "--check"])?.failed(1, &["--service shop"]);
    tree.codegen(&["--service", "shp"])?.failed(2, &["no service `shp`", "did you mean `shop`?"]);
    Ok(())
}
