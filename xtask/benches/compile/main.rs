//! What compiling the client costs: `cargo bench --package xtask --bench compile [-- check|debug|release …]`.
//!
//! Generates the client of as many operations as the platform has, and the same client with serde's derive in place of its own
//! lists of fields, and compiles both. Prints processor time of that crate alone, memory, and the ratio.

mod child;
mod derive;
#[path = "../codegen/tree.rs"]
mod tree;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Operations in the tree: about as many as the platform has.
const OPERATIONS: usize = 1600;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Ways to compile, by the word that asks for them.
const PROFILES: &[(&str, &[&str])] =
    &[("check", &["check"]), ("debug", &["build"]), ("release", &["build", "--release"])];

fn main() -> Outcome<()> {
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let ground = Ground::prepare()?;
    println!("{OPERATIONS} operations, processor time of the crate alone");
    for (word, arguments) in PROFILES {
        if !asked.is_empty() && !asked.iter().any(|wanted| wanted == word) {
            continue;
        }
        let ours = ground.compile("emitted", arguments)?;
        let theirs = ground.compile("derived", arguments)?;
        println!(
            "{:<8} {:>6.1} s, {:>4} MB   with derive {:>6.1} s, {:>5} MB   ratio {:.2}",
            word,
            ours.seconds,
            ours.megabytes,
            theirs.seconds,
            theirs.megabytes,
            ours.seconds / theirs.seconds
        );
    }
    Ok(())
}

/// Where the crates are.
struct Ground {
    top: PathBuf,
    folder: PathBuf,
}

impl Ground {
    /// Generates both crates.
    fn prepare() -> Outcome<Self> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench_compile");
        let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
        let ground = Self { top, folder };
        for old in ["specs", "emitted", "derived"] {
            let path = ground.folder.join(old);
            if path.exists() {
                fs::remove_dir_all(path)?;
            }
        }
        tree::write(&ground.folder.join("specs"), OPERATIONS)?;
        ground.generate()?;
        derive::derived(&ground.folder.join("emitted"), &ground.folder.join("derived"))?;
        Ok(ground)
    }

    fn generate(&self) -> Outcome<()> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(["codegen", "--package", "bench", "--library", "bench", "--specs"]).arg(self.folder.join("specs"));
        child::run(command.arg("--out").arg(self.folder.join("emitted")).current_dir(&self.top))?;
        let manifest = self.folder.join("emitted/Cargo.toml");
        let text = fs::read_to_string(&manifest)?;
        fs::write(&manifest, format!("{text}\n[workspace]\n"))?;
        fs::copy(self.top.join("Cargo.lock"), self.folder.join("emitted/Cargo.lock"))?;
        Ok(())
    }

    /// Compiles a crate without its services, so that its dependencies are there, and then measures it with all of them.
    fn compile(&self, name: &str, arguments: &[&str]) -> Outcome<child::Cost> {
        child::run(self.cargo(name, arguments).arg("--no-default-features"))?;
        child::measure(self.cargo(name, arguments).args(["--no-default-features", "--features", "full"]))
    }

    fn cargo(&self, name: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new("cargo");
        command.args(arguments).arg("--quiet").current_dir(self.folder.join(name));
        command.env("CARGO_TARGET_DIR", self.folder.join("target")).env("CARGO_INCREMENTAL", "0");
        command
    }
}
