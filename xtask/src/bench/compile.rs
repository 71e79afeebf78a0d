//! Compiling: the client as it is emitted against the same client with serde's derive.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use feishu_generator::emit::FileSet;
use feishu_generator::emit::rust::{Package, emit};

use super::{Ground, child, clear, derive, write};
use crate::analysis::analyse;
use crate::failure::Failure;
use crate::specs;

/// How the crates are compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// `cargo check`.
    Check,
    /// `cargo build`.
    Debug,
    /// `cargo build --release`.
    Release,
}

impl Profile {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Debug => &["build"],
            Self::Release => &["build", "--release"],
        }
    }
}

/// Measures. Dependencies are compiled before, incremental compilation is off.
pub(super) fn measure(ground: &Ground, profiles: &[Profile]) -> Result<String, Failure> {
    let files = emitted(ground)?;
    let derived = derive::derived(&files).map_err(Failure::problem)?;
    let mut report = format!("compiling {} operations, processor time of rustc for that crate alone\n", super::OPERATIONS);
    for profile in profiles {
        let ours = compile(ground, "emitted", &files, *profile)?;
        let peak = child::peak()?;
        let theirs = compile(ground, "derived", &derived, *profile)?;
        let _ = writeln!(
            report,
            "  {:<15} {ours:>7.1} s   with derive {theirs:>7.1} s   ratio {:.2}   peak memory so far {} MB",
            profile.arguments().join(" "),
            ours / theirs,
            peak / 1_000_000,
        );
    }
    Ok(report)
}

fn emitted(ground: &Ground) -> Result<FileSet, Failure> {
    let analysis = analyse(specs::read(std::slice::from_ref(&ground.specs)));
    let client = analysis.client.ok_or_else(|| Failure::problem("the made-up specs do not pass the checks"))?;
    let runtime = ground.top.join("runtime");
    let package = Package {
        name: "bench-emitted".to_owned(),
        library: "bench".to_owned(),
        version: "0.1.0".to_owned(),
        rust_version: env!("CARGO_PKG_RUST_VERSION").to_owned(),
        runtime: format!("{{ path = {:?}, default-features = false }}", runtime.display().to_string()),
    };
    emit(&client, &package).map_err(|error| Failure::problem(error.to_string()))
}

/// Seconds that the crate alone takes.
fn compile(ground: &Ground, name: &str, files: &FileSet, profile: Profile) -> Result<f64, Failure> {
    let folder = ground.folder.join(name);
    clear(&folder)?;
    for (path, text) in files {
        let workspace = if path == "Cargo.toml" { "\n[workspace]\n" } else { "" };
        write(&folder.join(path), &format!("{text}{workspace}"))?;
    }
    let lock = ground.top.join("Cargo.lock");
    fs::copy(&lock, folder.join("Cargo.lock")).map_err(|error| Failure::usage(format!("cannot copy Cargo.lock: {error}")))?;
    child::measure(&mut cargo(ground, &folder, profile, &["--no-default-features"]))?;
    touch(&folder.join("src/lib.rs"))?;
    let cost = child::measure(&mut cargo(ground, &folder, profile, &["--no-default-features", "--features", "full"]))?;
    Ok(cost.cpu.as_secs_f64())
}

fn cargo(ground: &Ground, folder: &Path, profile: Profile, features: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(profile.arguments()).arg("--quiet").args(features).current_dir(folder);
    command.env("CARGO_TARGET_DIR", ground.folder.join("target")).env("CARGO_INCREMENTAL", "0");
    command
}

/// Makes cargo compile a crate anew.
fn touch(path: &Path) -> Result<(), Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::usage(error.to_string()))?;
    write(path, &text)
}
