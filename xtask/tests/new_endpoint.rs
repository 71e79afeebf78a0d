//! A new spec file and one run of `codegen` are all that a new endpoint takes: it compiles, and the mock server answers it.

mod support;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use support::{Done, Tree, said};

const MANIFEST: &str = r#"
[package]
name = "greenhouse"
edition = "2024"

[[bin]]
name = "greenhouse"
path = "main.rs"

[dependencies]
feishu-openapi = { path = "generated", features = ["greenhouse"] }
tokio = { version = "1", features = ["macros", "rt"] }

[profile.dev]
debug = false

[workspace]
"#;

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The mock server, stopped when dropped.
struct Mock {
    child: Child,
    // Kept open: a server whose output is closed could not say anything any more.
    _out: BufReader<ChildStdout>,
    address: String,
    app_id: String,
    app_secret: String,
}

impl Mock {
    fn start(tree: &Tree) -> Result<Self, Box<dyn std::error::Error>> {
        let mut child = tree.command(&["mock", "--specs", "specs"]).stdout(Stdio::piped()).spawn()?;
        let mut out = BufReader::new(child.stdout.take().ok_or("stdout is piped")?);
        let mut word = |behind: &str| -> Result<String, Box<dyn std::error::Error>> {
            let mut line = String::new();
            out.read_line(&mut line)?;
            let rest = line.trim().strip_prefix(behind).ok_or_else(|| format!("no {behind:?} in {line:?}"))?;
            Ok(rest.split_whitespace().next().unwrap_or_default().to_owned())
        };
        let (address, app_id, app_secret) = (word("listening on")?, word("app id")?, word("app secret")?);
        Ok(Self { child, _out: out, address, app_id, app_secret })
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Compiles the program and gives the path of what came out.
fn build(tree: &Tree) -> Result<PathBuf, Box<dyn std::error::Error>> {
    tree.write("Cargo.toml", MANIFEST)?;
    std::fs::copy(top().join("Cargo.lock"), tree.path("Cargo.lock"))?;
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--offline", "--quiet"]).current_dir(tree.path(""));
    // The same place for every run, so that only what changed is compiled again.
    cargo.env("CARGO_TARGET_DIR", tree.path("target")).env_remove("RUSTFLAGS");
    said(&mut cargo)?.succeeded();
    Ok(tree.path("target/debug/greenhouse"))
}

#[test]
fn a_made_up_endpoint_can_be_called() -> Done {
    let tree = Tree::kept(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("new_endpoint"), &top().join("specs"))?;
    tree.write("specs/greenhouse/v1/plant.yaml", include_str!("new_endpoint/plant.yaml"))?;
    let about = "# yaml-language-server: $schema=../schema/shared.json\nabout: A greenhouse that there is not.\n";
    tree.write("specs/greenhouse/_shared.yaml", about)?;
    tree.codegen(&[])?.succeeded();
    tree.write("main.rs", include_str!("new_endpoint/program.rs"))?;
    let program = build(&tree)?;
    let mock = Mock::start(&tree)?;
    let said = said(Command::new(program).args([&mock.address, &mock.app_id, &mock.app_secret]))?.succeeded();
    let expected = "Some(\"plant_42\") Some(HalfShade) Some(true)\ntrue\nSoilTooDry greenhouse.v1.plant.create\n";
    assert_eq!(said.out, expected);
    Ok(())
}
