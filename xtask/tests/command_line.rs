//! Help, exit codes, colour, and outputs that nobody reads to the end.

mod support;

use std::io::Read;
use std::process::Stdio;

use support::{Done, Tree, said};

#[test]
fn help_names_every_command() -> Done {
    let tree = Tree::small()?;
    let help = tree.run(&["--help"])?.succeeded();
    for word in ["codegen", "check", "new", "schema", "mock", "ci", "Exit codes: 0", "cargo xtask"] {
        assert!(help.out.contains(word), "no {word:?} in {help:?}");
    }
    for command in ["codegen", "check", "new", "schema", "mock", "ci"] {
        assert!(tree.run(&[command, "--help"])?.succeeded().out.contains("Usage: cargo xtask"));
    }
    Ok(())
}

#[test]
fn wrong_usage_ends_with_two() -> Done {
    let tree = Tree::small()?;
    for wrong in [&["codgen"][..], &["codegen", "--nope"], &["new", "shop"], &["mock", "--port", "x"], &[]] {
        assert_eq!(tree.run(wrong)?.code, 2, "{wrong:?}");
    }
    tree.run(&["codgen"])?.failed(2, &["codegen"]);
    Ok(())
}

#[test]
fn check_sums_up() -> Done {
    let tree = Tree::small()?;
    let said = tree.run(&["check", "--specs", "specs"])?.succeeded();
    assert_eq!(said.out, "no problems: 3 operations in 6 files\n");
    tree.replace("specs/note/v2/page.yaml", "[user]", "[nobody]")?;
    tree.replace("specs/note/v2/page.yaml", "method: POST", "method: SEND")?;
    let said = tree.run(&["check", "--specs", "specs"])?.failed(1, &["nobody", "SEND"]);
    assert!(said.err.ends_with("\n2 errors in 1 file\n"), "{said:?}");
    Ok(())
}

#[test]
fn colour_is_only_for_those_who_ask() -> Done {
    let tree = Tree::small()?;
    tree.replace("specs/note/v2/page.yaml", "[user]", "[nobody]")?;
    let check = ["check", "--specs", "specs"];
    assert!(!tree.run(&check)?.err.contains('\u{1b}'));
    let forced = said(tree.command(&check).env("CLICOLOR_FORCE", "1"))?;
    assert!(forced.err.contains('\u{1b}'), "{forced:?}");
    let refused = said(tree.command(&["check", "--specs", "nowhere"]).env("CLICOLOR_FORCE", "1"))?;
    assert!(refused.err.contains('\u{1b}'), "{refused:?}");
    let none = said(tree.command(&check).env("NO_COLOR", "1"))?;
    assert!(!none.err.contains('\u{1b}'), "{none:?}");
    Ok(())
}

#[test]
fn a_closed_output_is_no_panic() -> Done {
    let tree = Tree::small()?;
    for arguments in [&["--help"][..], &["codegen", "--specs", "specs", "--out", "generated"], &["codgen"]] {
        let mut child = tree.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().ok_or("stderr is piped")?.read_to_string(&mut err)?;
        assert!(child.wait()?.code().is_some_and(|code| code != 101), "{err}");
        assert!(!err.contains("panicked"), "{err}");
    }
    Ok(())
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_a_failure() -> Done {
    let tree = Tree::small()?;
    let full = std::fs::File::options().write(true).open("/dev/full")?;
    let catalogue = ["catalogue", "--specs", "specs"];
    said(tree.command(&catalogue).stdout(full))?.failed(2, &["cannot write to standard output"]);
    Ok(())
}

#[test]
fn names_that_no_crate_can_have_are_refused() -> Done {
    let tree = Tree::small()?;
    for wrong in
        [["--package", "a b"], ["--package", "x\"y"], ["--package", "1a"], ["--library", "crate"], ["--library", "a-b"]]
    {
        for command in [&["codegen", "--out", "new"][..], &["reference", "--out", "new"], &["scopes", "shop"]] {
            tree.run(&[command, &["--specs", "specs"], &wrong].concat())?.failed(2, &["no name of a", wrong[1]]);
        }
        assert!(!tree.path("new").exists());
    }
    tree.run(&["codegen", "--specs", "specs", "--out", "new", "--package", "our-client", "--library", "ours"])?
        .succeeded();
    tree.run(&["explain", "shop", "--library", "a b", "--specs", "specs"])?.failed(2, &["no name of a library"]);
    tree.run(&["explain", " ", "--specs", "specs"])?.failed(2, &["nothing to explain"]);
    Ok(())
}

#[test]
fn a_catalogue_that_is_there_is_kept() -> Done {
    let tree = Tree::small()?;
    let catalogue = ["catalogue", "--specs", "specs", "--out", "all.json"];
    assert_eq!(tree.run(&catalogue)?.succeeded().out, "all.json: 3 operations, written\n");
    let before = std::fs::metadata(tree.path("all.json"))?.modified()?;
    assert_eq!(tree.run(&catalogue)?.succeeded().out, "all.json: 3 operations, kept\n");
    assert_eq!(std::fs::metadata(tree.path("all.json"))?.modified()?, before);
    Ok(())
}

#[test]
fn names_of_files_do_not_steer_the_terminal() -> Done {
    let tree = Tree::small()?;
    tree.run(&["check", "--specs", "a\u{1b}[2J"])?.failed(2, &["there is no folder"]);
    let refused = tree.run(&["openapi", "--specs", "specs", "--out", "a\u{1b}[2J"])?.failed(2, &["\\u{1b}[2J"]);
    assert!(!refused.err.contains('\u{1b}'), "{refused:?}");
    Ok(())
}

#[test]
fn a_port_in_use_is_named() -> Done {
    let tree = Tree::small()?;
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0))?;
    let port = taken.local_addr()?.port().to_string();
    tree.run(&["mock", "--specs", "specs", "--port", &port])?.failed(2, &["cannot listen on 127.0.0.1:", "--port N"]);
    Ok(())
}

#[test]
fn an_unknown_step_is_refused() -> Done {
    let tree = Tree::small()?;
    tree.run(&["ci", "--only", "everything"])?.failed(2, &["clippy"]);
    Ok(())
}
