//! `draft` writes what a page says, which the checks refuse until a person has written the words; and changes nothing the next time.

mod support;

use std::path::{Path, PathBuf};

use support::{Done, Tree};

fn page(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/tests/pages/fixtures").join(name)
}

/// The specs of this repository, and a saved page beside them.
fn tree() -> Result<Tree, Box<dyn std::error::Error>> {
    let tree = Tree::copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs"))?;
    tree.write("pages/loan.md", std::fs::read(page("tagged.md"))?)?;
    Ok(tree)
}

const RESOURCE: &str = "specs/library/v2/book_loan.yaml";
const FILES: [&str; 3] = ["specs/library/_shared.yaml", RESOURCE, "specs/scopes.yaml"];

/// Writes the prose, and takes out the words of the page.
fn finish(tree: &Tree) -> Done {
    for file in FILES {
        let mut text = String::new();
        for line in tree.read(file)?.lines() {
            let line = line.split_once("#>").map_or(line, |(before, _)| before).trim_end();
            if !line.is_empty() {
                text.push_str(&line.replace("summary: TODO", "summary: Lend books."));
                text.push('\n');
            }
        }
        tree.write(file, text.replace(": TODO", ": How many words a test wrote."))?;
    }
    Ok(())
}

#[test]
fn a_page_becomes_specs_that_want_words() -> Done {
    let tree = tree()?;
    let said = tree.run(&["draft", "pages/loan.md", "--specs", "specs", "--into", "specs"])?.succeeded();
    for line in [
        "new        specs/library/v2/book_loan.yaml",
        "changed    specs/scopes.yaml",
        "added      library.v2.book_loan.batch_create  pages/loan.md",
        "to write",
    ] {
        assert!(said.out.contains(line), "no {line:?} in {said:?}");
    }
    let refused = tree.run(&["check", "--specs", "specs"])?.failed(1, &["S150", RESOURCE]);
    assert!(!refused.err.contains("error[S0"), "one kind of problem alone: {refused:?}");
    tree.run(&["fmt", "--check", "--specs", "specs"])?.succeeded();

    finish(&tree)?;
    tree.run(&["check", "--specs", "specs"])?.succeeded();
    tree.codegen(&[])?.succeeded();
    tree.run(&["drift", "pages/loan.md", "--specs", "specs"])?.succeeded();
    let generated = tree.files("generated")?;
    let chinese = |text: &[u8]| String::from_utf8_lossy(text).contains(['借', '书']);
    assert!(
        !generated.iter().any(|(path, (text, _))| path.to_string_lossy().contains("library") && chinese(text)),
        "words of the page"
    );

    let before = tree.files("specs")?;
    let said = tree.run(&["draft", "pages", "--specs", "specs", "--into", "specs"])?.succeeded();
    assert!(said.out.contains("untouched  library.v2.book_loan.batch_create"), "{said:?}");
    assert_eq!(tree.files("specs")?, before, "not even the times of the files");
    Ok(())
}

#[test]
fn words_left_behind_are_refused() -> Done {
    let tree = tree()?;
    tree.run(&["draft", "pages/loan.md", "--specs", "specs", "--into", "specs"])?.succeeded();
    finish(&tree)?;
    tree.write(RESOURCE, tree.read(RESOURCE)? + "#> 借书\n")?;
    tree.run(&["check", "--specs", "specs"])?.failed(1, &["S151", RESOURCE]);
    Ok(())
}

#[test]
fn without_a_folder_drafts_are_printed() -> Done {
    let tree = tree()?;
    let before = tree.files("specs")?;
    let said = tree.run(&["draft", "pages/loan.md", "--specs", "specs"])?.succeeded();
    assert!(said.out.contains("==> specs/library/v2/book_loan.yaml\n# yaml-language-server"), "{said:?}");
    assert!(said.err.contains("added      library.v2.book_loan.batch_create"), "{said:?}");
    assert_eq!(tree.files("specs")?, before);
    Ok(())
}

#[test]
fn what_is_no_page_is_refused() -> Done {
    let tree = tree()?;
    tree.write("pages/guide.md", "# A guide\n")?;
    tree.run(&["draft", "pages/guide.md", "--specs", "specs"])?.failed(2, &["no endpoint is described in 1 file"]);
    tree.run(&["draft", "pages/none.md", "--specs", "specs"])?.failed(2, &["pages/none.md"]);
    Ok(())
}
