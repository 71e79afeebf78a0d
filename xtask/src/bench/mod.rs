//! `cargo xtask bench`: what generation, compiling and decoding cost, as ratios within one run.
//!
//! Absolute times say more about the machine than about the code, so each figure stands beside one that does the same work in
//! another way. Nothing here is part of the gate.

mod child;
mod compile;
mod derive;
mod generation;
mod synthetic;

use std::fs;
use std::path::{Path, PathBuf};

use crate::answer::Answer;
use crate::cli::{BenchArgs, BenchName};
use crate::failure::Failure;
use crate::workspace::Workspace;

/// Operations of the made-up specs: as many as the platform documents.
const OPERATIONS: usize = 1_600;

/// Runs the benchmarks asked for, or all.
pub(crate) fn run(args: &BenchArgs, workspace: &Workspace) -> Result<Answer, Failure> {
    let all = [BenchName::Generation, BenchName::Compile, BenchName::Decode];
    let names = if args.names.is_empty() { all.to_vec() } else { args.names.clone() };
    let mut report = String::new();
    for name in names {
        report.push_str(&match name {
            BenchName::Generation => generation::measure(&Ground::prepare(workspace)?)?,
            BenchName::Compile => compile::measure(&Ground::prepare(workspace)?, args.profiles())?,
            BenchName::Decode => child::cargo(&workspace.top, &["bench", "-p", "feishu-runtime", "--bench", "decode"])?,
        });
    }
    Ok(Answer::done(report))
}

/// A folder with made-up specs.
struct Ground {
    /// The workspace's root.
    top: PathBuf,
    /// Everything that the benchmarks write.
    folder: PathBuf,
    /// The specs.
    specs: PathBuf,
}

impl Ground {
    fn prepare(workspace: &Workspace) -> Result<Self, Failure> {
        let folder = workspace.top.join("target").join("bench");
        let specs = folder.join("specs");
        clear(&specs)?;
        for (path, text) in synthetic::specs(OPERATIONS) {
            write(&specs.join(path), &text)?;
        }
        Ok(Self { top: workspace.top.clone(), folder, specs })
    }
}

/// Removes a folder if it is there.
fn clear(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::usage(format!("cannot remove {}: {error}", folder.display())))
        }
        _ => Ok(()),
    }
}

/// Writes a file and the folders above it.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    let written = folder.and_then(|()| fs::write(path, text));
    written.map_err(|error| Failure::usage(format!("cannot write {}: {error}", path.display())))
}
