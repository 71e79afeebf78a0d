//! What a command has to say: texts for the two outputs and the exit code. Prints nothing itself.

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is well.
    Done,
    /// Something in the specs or in the tree is wrong or out of date.
    Problems,
    /// The command line is wrong, or the system is in the way.
    Failed,
}

impl Exit {
    /// The number that the shell sees.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Problems => 1,
            Self::Failed => 2,
        }
    }
}

/// What a command has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// For standard error: problems.
    pub(crate) problems: String,
    /// For standard output: results.
    pub(crate) result: String,
    /// How it ended.
    pub(crate) exit: Exit,
}

impl Answer {
    /// All is well, and this is the result.
    pub(crate) fn done(result: impl Into<String>) -> Self {
        Self { problems: String::new(), result: result.into(), exit: Exit::Done }
    }

    /// These problems were found.
    pub(crate) fn problems(problems: impl Into<String>) -> Self {
        Self { problems: problems.into(), result: String::new(), exit: Exit::Problems }
    }
}
