//! What a run has to do: the difference between the files that should be there and those that are. Touches nothing.

use std::collections::BTreeMap;

use feishu_generator::emit::FileSet;
use xxhash_rust::xxh3::xxh3_128;

use super::snapshot::{Snapshot, hash_of};
use crate::failure::Failure;

/// How many protected files are named in one message.
const NAMED: usize = 5;

/// What has to happen to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change<'a> {
    /// It is written for the first time.
    New(&'a str),
    /// It is written with another content.
    Changed(&'a str),
    /// It is removed.
    Stale,
}

/// What has to happen.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    /// By path.
    pub(crate) changes: BTreeMap<&'a str, Change<'a>>,
    /// How many files there should be.
    pub(crate) wanted: usize,
    /// Files that stay as they are.
    pub(crate) kept: usize,
    /// Files that differ as well, but are not what the run is about.
    pub(crate) elsewhere: usize,
}

impl<'a> Plan<'a> {
    /// Compares what should be there with what is.
    pub(crate) fn make(files: &'a FileSet, before: &'a Snapshot, holds: impl Fn(&str) -> bool) -> Self {
        let missing = files.iter().filter_map(|(path, text)| match before.get(path) {
            None => Some((path.as_str(), Change::New(text))),
            Some(present) if present.bytes != text.as_bytes() => Some((path.as_str(), Change::Changed(text))),
            Some(_) => None,
        });
        let stale =
            before.iter().filter(|(path, _)| files.get(path).is_none()).map(|(path, _)| (path.as_str(), Change::Stale));
        let (inside, outside): (Vec<_>, Vec<_>) = missing.chain(stale).partition(|(path, _)| holds(path));
        let wanted = files.iter().filter(|(path, _)| holds(path)).count();
        let written = inside.iter().filter(|(_, change)| *change != Change::Stale).count();
        Self { changes: inside.into_iter().collect(), wanted, kept: wanted - written, elsewhere: outside.len() }
    }

    /// Refuses to overwrite or remove what the command did not write.
    pub(crate) fn protect(&self, before: &Snapshot, out: &str) -> Result<(), Failure> {
        let is_foreign = |path: &&&str| before.get(path).is_some_and(|file| !file.is_written_by(before.owner));
        let foreign = self.changes.keys().filter(is_foreign);
        let odd = before.odd().map(|(path, _)| path.as_str());
        let mut names: Vec<String> = foreign.copied().chain(odd).map(|path| format!("`{out}/{path}`")).collect();
        let blocked = self.blocked(before);
        names.extend(blocked.into_iter().map(|path| format!("`{out}/{path}`")));
        if names.is_empty() {
            return Ok(());
        }
        names.sort();
        names.dedup();
        let more = names.len().saturating_sub(NAMED);
        names.truncate(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let (names, command) = (names.join(", "), before.owner.command);
        let message = format!("{command} did not write {names}{more}, and does not overwrite or remove it");
        Err(Failure::problem(message)
            .with_help(format!("move hand-written files out of `{out}`; delete what is not needed")))
    }

    /// Files that stand where a folder is needed, and files below what has to be a file.
    fn blocked(&self, before: &Snapshot) -> Vec<String> {
        let new = self.changes.iter().filter(|(_, change)| matches!(change, Change::New(_))).map(|(path, _)| *path);
        let mut blocked = Vec::new();
        for path in new {
            let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
            blocked.extend(folders.filter(|folder| before.get(folder).is_some()).map(str::to_owned));
            blocked.extend(before.below(path).map(str::to_owned));
        }
        blocked
    }

    /// The hash of what is there once the plan is carried out.
    pub(crate) fn hash_after(&self, before: &Snapshot) -> u128 {
        let mut after: BTreeMap<&str, u128> = before.iter().map(|(path, file)| (path.as_str(), file.hash)).collect();
        for (path, change) in &self.changes {
            match change {
                Change::New(text) | Change::Changed(text) => after.insert(path, xxh3_128(text.as_bytes())),
                Change::Stale => after.remove(path),
            };
        }
        hash_of(after.into_iter())
    }
}
