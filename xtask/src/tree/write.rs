//! Carries out a plan. The only place that changes the folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::plan::{Change, Plan};
use super::snapshot::Snapshot;
use crate::failure::Failure;
use crate::staging::{self, Staging};

/// Carries out a plan, or leaves everything as it was.
pub(crate) fn write(out: &Path, plan: &Plan<'_>, before: &Snapshot) -> Result<(), Failure> {
    for leftover in &before.leftovers {
        staging::clear(leftover).map_err(|error| Failure::io("remove", leftover, &error))?;
    }
    let contents = plan.changes.iter().filter_map(|(path, change)| match change {
        Change::New(text) | Change::Changed(text) => Some((out.join(path), *text)),
        Change::Stale => None,
    });
    let contents: Vec<(PathBuf, &str)> = contents.collect();
    let staging = Staging::prepare(&contents)?;
    if let Err(failure) = staging.commit().and_then(|()| remove_stale(out, plan)) {
        restore(out, plan, before);
        return Err(failure);
    }
    remove_emptied(out, stale(plan));
    Ok(())
}

fn remove_stale(out: &Path, plan: &Plan<'_>) -> Result<(), Failure> {
    for path in stale(plan) {
        let path = out.join(path);
        fs::remove_file(&path).map_err(|error| Failure::io("remove", &path, &error))?;
    }
    Ok(())
}

fn stale<'a>(plan: &Plan<'a>) -> impl Iterator<Item = &'a str> {
    plan.changes.iter().filter(|(_, change)| **change == Change::Stale).map(|(path, _)| *path)
}

/// Gives every file that differs from before its old content again and removes the new ones, as well as the disk allows.
fn restore(out: &Path, plan: &Plan<'_>, before: &Snapshot) {
    for path in plan.changes.keys() {
        let target = out.join(path);
        match before.get(path) {
            Some(old) if fs::read(&target).ok().as_ref() != Some(&old.bytes) => drop(fs::write(&target, &old.bytes)),
            Some(_) => {}
            None => drop(fs::remove_file(&target)),
        }
    }
    let new = plan.changes.keys().copied().filter(|path| before.get(path).is_none());
    remove_emptied(out, new);
}

/// Removes the folders around files that are gone, as far as these were the last in them.
fn remove_emptied<'a>(out: &Path, gone: impl Iterator<Item = &'a str>) {
    for path in gone {
        let folders = Path::new(path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        for folder in folders {
            // Only empty ones can be removed, so the first that holds something ends it.
            if fs::remove_dir(out.join(folder)).is_err_and(|error| error.kind() != io::ErrorKind::NotFound) {
                break;
            }
        }
    }
}
