//! A folder whose files a command writes, all or none: what is there, what has to happen, and doing it.
//!
//! Knows paths and contents, never what they mean. Files that the command did not write are neither overwritten nor removed.

mod plan;
mod snapshot;
mod write;

pub(crate) use self::plan::{Change, Plan};
pub(crate) use self::snapshot::Snapshot;
pub(crate) use self::write::write;

/// The command that writes a folder, and how its files are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Owner {
    /// What the command is called.
    pub(crate) command: &'static str,
    /// What the folder holds.
    pub(crate) what: &'static str,
    /// What each of its files says in its first lines.
    pub(crate) marker: &'static str,
    /// A file that each such folder has.
    pub(crate) anchor: &'static str,
}
