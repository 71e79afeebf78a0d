//! Why a command could not do its work, and what to do about it.

use std::fmt;
use std::io;
use std::path::Path;

use crate::answer::Exit;

/// Why a command could not do its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// How the command ends.
    pub(crate) exit: Exit,
    /// What is wrong.
    pub(crate) message: String,
    /// What to do.
    pub(crate) help: Option<String>,
}

impl Failure {
    /// Something in the tree is in the way.
    pub(crate) fn problem(message: impl Into<String>) -> Self {
        Self { exit: Exit::Problems, message: message.into(), help: None }
    }

    /// The command line asks for something that there is not.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Failed, message: message.into(), help: None }
    }

    /// The system refused to do something with a path.
    pub(crate) fn io(what: &str, path: &Path, error: &io::Error) -> Self {
        Self::usage(format!("cannot {what} `{}`: {error}", path.display()))
    }

    /// Says what to do.
    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}
