//! Input that nobody should write is refused quickly, in words, and never makes the program panic.

mod support;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use support::{Done, Said, Tree};

/// Far more than a refusal needs, even in a debug build on a busy machine.
const QUICK: Duration = Duration::from_secs(10);

const FIRST_LINE: &str = "# yaml-language-server: $schema=../../schema/resource.json\n";

/// Checks a tree, and generates from it, both of which have to fail in the same way.
fn refused(tree: &Tree, words: &[&str]) -> Result<Said, Box<dyn std::error::Error>> {
    let started = Instant::now();
    let said = tree.run(&["check", "--specs", "specs"])?;
    assert!(matches!(said.code, 1 | 2), "{}", said.code);
    let code = said.code;
    let said = tree.codegen(&[])?.failed(code, words);
    assert!(started.elapsed() < QUICK, "took {:?}", started.elapsed());
    assert!(said.err.len() < 100_000, "{} bytes were printed", said.err.len());
    assert!(!tree.path("generated").exists());
    Ok(said)
}

fn with_resource(content: impl AsRef<[u8]>) -> Result<Tree, Box<dyn std::error::Error>> {
    let tree = Tree::small()?;
    tree.write("specs/shop/v1/item.yaml", content)?;
    Ok(tree)
}

#[test]
fn truncated_yaml() -> Done {
    let tree = Tree::small()?;
    let whole = tree.read("specs/shop/v1/item.yaml")?;
    let open = whole.find("{type").ok_or("the spec has a flow mapping")?;
    tree.write("specs/shop/v1/item.yaml", &whole[..open + 10])?;
    refused(&tree, &["specs/shop/v1/item.yaml:", "S011", "1 file could not be read"]).map(drop)
}

#[test]
fn deep_nesting() -> Done {
    for content in
        [format!("{FIRST_LINE}about: {}", "[".repeat(10_000)), format!("{FIRST_LINE}about: {}", "{a: ".repeat(10_000))]
    {
        refused(&with_resource(content)?, &["S012"])?;
    }
    let mut block = FIRST_LINE.to_owned();
    for depth in 0..1_400 {
        block.extend(std::iter::repeat_n(' ', depth).chain("a:\n".chars()));
    }
    refused(&with_resource(block)?, &["S012"]).map(drop)
}

#[test]
fn alias_bomb() -> Done {
    let mut bomb = format!("{FIRST_LINE}a: &a [x, x, x, x, x, x, x, x, x]\n");
    for level in b'b'..=b'z' {
        let (from, to) = (char::from(level - 1), char::from(level));
        writeln!(bomb, "{to}: &{to} [{}]", vec![format!("*{from}"); 9].join(", "))?;
    }
    refused(&with_resource(bomb)?, &["specs/shop/v1/item.yaml:"]).map(drop)
}

#[test]
fn fifty_megabytes_on_one_line() -> Done {
    refused(&with_resource(vec![b'a'; 50 << 20])?, &["specs/shop/v1/item.yaml", "bytes"]).map(drop)
}

#[test]
fn ten_megabytes_on_one_line() -> Done {
    refused(&with_resource(vec![b'a'; 10 << 20])?, &["S002", "specs/shop/v1/item.yaml", "bytes"]).map(drop)
}

#[test]
fn nul_bytes() -> Done {
    refused(&with_resource(format!("{FIRST_LINE}about: a\0b\n"))?, &["S004", "U+0000"]).map(drop)
}

#[test]
fn invalid_utf8() -> Done {
    refused(&with_resource([FIRST_LINE.as_bytes(), b"about: \xff\xfe\n"].concat())?, &["S001", "UTF-8"]).map(drop)
}

#[test]
fn no_specs_at_all() -> Done {
    let tree = Tree::small()?;
    tree.run(&["check", "--specs", "nowhere"])?.failed(2, &["there is no folder `nowhere`", "--specs DIR"]);
    Ok(())
}

#[test]
fn folder_named_like_a_spec() -> Done {
    let tree = Tree::small()?;
    tree.write("specs/shop/v1/cart.yaml/inner.yaml", "x")?;
    refused(&tree, &["`specs/shop/v1/cart.yaml` is a folder that is named like a spec file"]).map(drop)
}

#[test]
fn folders_deeper_than_any_spec() -> Done {
    let tree = Tree::small()?;
    tree.write(&format!("specs/{}/x.yaml", vec!["d"; 60].join("/")), "x")?;
    refused(&tree, &["deeper than any spec lies"]).map(drop)
}

#[test]
fn one_broken_file_does_not_hide_the_problems_of_another() -> Done {
    let tree = with_resource("\0")?;
    tree.replace("specs/note/v2/page.yaml", "tokens: [user]", "tokens: [nobody]")?;
    let said = refused(&tree, &["nobody", "item.yaml", "errors in 2 files"])?;
    assert!(said.err.contains("not checked"), "{said:?}");
    Ok(())
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::refused;
    use super::support::{Done, Tree};

    #[test]
    fn out_of_the_tree() -> Done {
        let tree = Tree::small()?;
        tree.write("secret.yaml", "about: Secret.\n")?;
        symlink("../../../secret.yaml", tree.path("specs/shop/v1/cart.yaml"))?;
        refused(&tree, &["`specs/shop/v1/cart.yaml` is a link that leads out"])?;
        assert!(!refused(&tree, &[])?.err.contains("Secret"));
        Ok(())
    }

    #[test]
    fn in_circles() -> Done {
        let tree = Tree::small()?;
        symlink("cart.yaml", tree.path("specs/shop/v1/cart.yaml"))?;
        symlink("..", tree.path("specs/shop/v2"))?;
        refused(&tree, &["cannot read `specs/shop/v1/cart.yaml`", "`specs/shop/v2` is a link to a folder"]).map(drop)
    }

    #[test]
    fn within_the_tree_they_are_files() -> Done {
        let tree = Tree::small()?;
        std::fs::rename(tree.path("specs/shop/v1/item.yaml"), tree.path("specs/.item"))?;
        symlink("../../.item", tree.path("specs/shop/v1/item.yaml"))?;
        tree.codegen(&[])?.succeeded();
        Ok(())
    }

    #[test]
    fn a_pipe_is_not_waited_for() -> Done {
        let tree = Tree::small()?;
        let made = std::process::Command::new("mkfifo").arg(tree.path("specs/shop/v1/cart.yaml")).status()?;
        assert!(made.success());
        refused(&tree, &["neither a file nor a folder"]).map(drop)
    }

    #[test]
    fn the_generated_crate_holds_none() -> Done {
        let tree = Tree::small()?;
        tree.codegen(&[])?.succeeded();
        tree.write("outside.rs", "// by `cargo xtask codegen`\n")?;
        std::fs::remove_file(tree.path("generated/src/note/mod.rs"))?;
        symlink("../../../outside.rs", tree.path("generated/src/note/mod.rs"))?;
        tree.codegen(&[])?.failed(1, &["`generated/src/note/mod.rs`"]);
        assert_eq!(tree.read("outside.rs")?, "// by `cargo xtask codegen`\n");
        Ok(())
    }
}
