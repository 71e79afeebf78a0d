//! The folder of the site: written as a whole, and nothing in it that was not meant to be.

use std::fs;

use crate::support::{Done, Tree};

const WRITE: [&str; 5] = ["reference", "--specs", "specs", "--out", "site"];

#[test]
fn writes_once_and_keeps_what_is_as_it_should_be() -> Done {
    let tree = Tree::small()?;
    let first = tree.run(&WRITE)?.succeeded();
    assert!(first.out.contains("3 operations") && first.out.contains("(0 kept)"), "{first:?}");
    let before = tree.files("site")?;
    let second = tree.run(&WRITE)?.succeeded();
    assert!(second.out.contains(&format!("{} files ({} kept)", before.len(), before.len())), "{second:?}");
    assert_eq!(tree.files("site")?, before);
    Ok(())
}

#[test]
fn pages_of_what_is_gone_disappear() -> Done {
    let tree = Tree::small()?;
    tree.run(&WRITE)?.succeeded();
    assert!(tree.path("site/op/note.v2.page.create.html").is_file());
    fs::remove_dir_all(tree.path("specs/note"))?;
    tree.run(&WRITE)?.succeeded();
    assert!(!tree.path("site/op/note.v2.page.create.html").exists());
    assert!(!tree.path("site/service/note.html").exists());
    assert!(tree.path("site/service/shop.html").is_file());
    assert!(!tree.read("site/index.html")?.contains("note"));
    Ok(())
}

#[test]
fn files_of_others_are_left_alone() -> Done {
    let tree = Tree::small()?;
    tree.run(&WRITE)?.succeeded();
    tree.write("site/op/mine.html", "<p>Mine.</p>")?;
    let before = tree.files("site")?;
    tree.run(&WRITE)?.failed(1, &["reference did not write `site/op/mine.html`", "move hand-written files"]);
    assert_eq!(tree.files("site")?, before);
    let other = Tree::small()?;
    other.write("site/notes.txt", "x")?;
    other.run(&WRITE)?.failed(1, &["holds files but no reference", "notes.txt"]);
    assert_eq!(other.files("site")?.len(), 1);
    Ok(())
}

#[test]
fn wrong_specs_leave_the_site_as_it_was() -> Done {
    let tree = Tree::small()?;
    tree.run(&WRITE)?.succeeded();
    let before = tree.files("site")?;
    tree.replace("specs/note/v2/page.yaml", "[user]", "[nobody]")?;
    tree.run(&WRITE)?.failed(1, &["nobody"]);
    assert_eq!(tree.files("site")?, before);
    Ok(())
}

#[test]
fn names_of_the_client_can_be_others() -> Done {
    let tree = Tree::small()?;
    tree.run(&[&WRITE[..], &["--package", "our-client", "--library", "ours"]].concat())?.succeeded();
    let page = tree.read("site/op/note.v2.page.create.html")?;
    assert!(page.contains("our-client") && page.contains("ours::note::v2::page"), "{page}");
    Ok(())
}

#[test]
fn nothing_turns_texts_around() -> Done {
    let tree = Tree::small()?;
    tree.replace("specs/shop/_shared.yaml", "about: \"Shop", "about: \"Turned \u{202e} Shop")?;
    tree.run(&["reference", "--specs", "specs", "--out", "site"])?.succeeded();
    let files = tree.files("site")?;
    let all: Vec<String> = files.values().map(|(bytes, _)| String::from_utf8_lossy(bytes).into_owned()).collect();
    assert!(all.iter().any(|text| text.contains("Turned \u{fffd}")));
    assert!(all.iter().all(|text| !text.contains('\u{202e}')));
    Ok(())
}
