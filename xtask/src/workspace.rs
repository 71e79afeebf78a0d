//! Where the repository is, and how its paths look to the person who typed the command.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::specs::Root;

/// Where things are.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    /// The top of the repository.
    pub(crate) top: PathBuf,
    /// The folder that the command was typed in.
    pub(crate) current: PathBuf,
}

impl Workspace {
    /// Finds the repository: the one that cargo runs this program for, else the one around the current folder, else that folder.
    pub(crate) fn find() -> Result<Self, Failure> {
        let current =
            env::current_dir().map_err(|error| Failure::usage(format!("cannot tell the current folder: {error}")))?;
        let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let run_for = package.as_deref().and_then(Path::parent).filter(|top| is_top(top)).map(Path::to_owned);
        let around = || current.ancestors().find(|dir| is_top(dir)).map(Path::to_owned);
        let top = run_for.or_else(around).unwrap_or_else(|| current.clone());
        Ok(Self { top, current })
    }

    /// The roots that `--specs` names, or the repository's own.
    pub(crate) fn roots(&self, given: &[PathBuf]) -> Vec<Root> {
        if given.is_empty() {
            return vec![self.root(&self.top.join("specs"))];
        }
        given.iter().map(|dir| self.root(dir)).collect()
    }

    fn root(&self, dir: &Path) -> Root {
        Root { dir: dir.to_owned(), display: self.display(dir) }
    }

    /// A path as a person would type it here.
    pub(crate) fn display(&self, path: &Path) -> String {
        path.strip_prefix(&self.current).unwrap_or(path).display().to_string()
    }

    /// Where cargo puts what it builds; out of version control, and may be deleted at any time.
    pub(crate) fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.top.join("target"), |dir| self.current.join(dir))
    }
}

fn is_top(dir: &Path) -> bool {
    dir.join("xtask/Cargo.toml").is_file()
}
