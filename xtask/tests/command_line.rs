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
