//! What of a spec folder is not read, and what to do about it.

use std::fmt;

use super::MAX_BYTES;

/// Something below a spec root that is not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Refusal {
    /// What it concerns, as a person would type it.
    pub(crate) display: String,
    /// Why.
    pub(crate) reason: Reason,
}

/// Why something is not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// There is no such folder.
    NoRoot,
    /// It cannot be read; with the system's words.
    Unreadable(String),
    /// It has more bytes than any spec.
    TooLarge,
    /// A folder with the name of a spec file.
    FolderNamedLikeFile,
    /// A folder deeper than any spec lies.
    TooDeep,
    /// A link to a folder.
    LinkToFolder,
    /// A link that leads out of the root.
    LinkLeavesRoot,
    /// A socket, pipe or device.
    NoRegularFile,
    /// Its name is not UTF-8.
    NameNotUtf8,
}

impl Refusal {
    /// Refuses something.
    pub(crate) fn new(display: impl Into<String>, reason: Reason) -> Self {
        Self { display: display.into(), reason }
    }

    /// Whether the system, not the one who wrote the specs, is in the way.
    pub(crate) fn is_system(&self) -> bool {
        matches!(self.reason, Reason::NoRoot | Reason::Unreadable(_))
    }

    /// What to do about it.
    pub(crate) fn help(&self) -> &'static str {
        match self.reason {
            Reason::NoRoot => {
                "name the folder that holds `platform.yaml` with `--specs DIR`, or run from the top of the repository"
            }
            Reason::Unreadable(_) => "check that the file exists and that you may read it",
            Reason::TooLarge => "write one file for each resource",
            Reason::FolderNamedLikeFile => "rename the folder; services and versions have no `.yaml` in their names",
            Reason::TooDeep => "specs lie at `<service>/<version>/<resource>.yaml`, no deeper",
            Reason::LinkToFolder => "put the folder here, or name its root with a further `--specs DIR`",
            Reason::LinkLeavesRoot => "put the file here, or name its root with a further `--specs DIR`",
            Reason::NoRegularFile => "keep only files and folders among the specs",
            Reason::NameNotUtf8 => "rename it with lower-case letters, digits and `_`",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = self.display.escape_debug();
        match &self.reason {
            Reason::NoRoot => write!(f, "there is no folder `{what}`"),
            Reason::Unreadable(why) => write!(f, "cannot read `{what}`: {why}"),
            Reason::TooLarge => write!(f, "`{what}` has more than {MAX_BYTES} bytes"),
            Reason::FolderNamedLikeFile => write!(f, "`{what}` is a folder that is named like a spec file"),
            Reason::TooDeep => write!(f, "`{what}` is a folder deeper than any spec lies"),
            Reason::LinkToFolder => write!(f, "`{what}` is a link to a folder, and those are not followed"),
            Reason::LinkLeavesRoot => write!(f, "`{what}` is a link that leads out of the folder of specs"),
            Reason::NoRegularFile => write!(f, "`{what}` is neither a file nor a folder"),
            Reason::NameNotUtf8 => write!(f, "the name of `{what}` is not UTF-8"),
        }
    }
}
