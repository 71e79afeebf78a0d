//! New contents of files: written beside their targets first, moved over them once all are on the disk.
//!
//! Knows nothing of what the files are.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::failure::Failure;

/// How a file is called while it waits beside its target: hidden, and with this at the end.
pub(crate) const STAGE_SUFFIX: &str = ".xtask-stage";

/// Files that wait beside their targets. Dropped before [`Staging::commit`], it takes everything back.
#[derive(Debug, Default)]
pub(crate) struct Staging {
    files: Vec<Staged>,
    created: Vec<PathBuf>,
}

#[derive(Debug)]
struct Staged {
    target: PathBuf,
    stage: PathBuf,
}

impl Staging {
    /// Writes contents beside the files that are to get them, and makes the folders that are missing.
    pub(crate) fn prepare(contents: &[(PathBuf, &str)]) -> Result<Self, Failure> {
        let mut staging = Self::default();
        for (target, _) in contents {
            let name = target.file_name().unwrap_or_default().to_string_lossy();
            let stage = target.with_file_name(format!(".{name}{STAGE_SUFFIX}"));
            staging.files.push(Staged { target: target.clone(), stage });
        }
        staging.make_folders()?;
        let written = staging.files.par_iter().zip(contents).try_for_each(|(file, (_, text))| {
            fs::write(&file.stage, text).map_err(|error| Failure::io("write", &file.stage, &error))
        });
        written.map(|()| staging)
    }

    fn make_folders(&mut self) -> Result<(), Failure> {
        let folders: BTreeSet<&Path> = self.files.iter().filter_map(|file| file.target.parent()).collect();
        let missing: BTreeSet<PathBuf> = folders.into_iter().flat_map(missing_folders).map(Path::to_owned).collect();
        // Ordered by path, so that a folder comes before what is in it.
        for folder in missing {
            fs::create_dir(&folder).map_err(|error| Failure::io("make the folder", &folder, &error))?;
            self.created.push(folder);
        }
        Ok(())
    }

    /// Moves every file to its target. Fails with some of them moved only where the disk breaks down in between.
    pub(crate) fn commit(&mut self) -> Result<(), Failure> {
        for file in &self.files {
            fs::rename(&file.stage, &file.target).map_err(|error| Failure::io("replace", &file.target, &error))?;
        }
        self.files.clear();
        self.created.clear();
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is hidden, and harmless.
        for file in &self.files {
            let _ = fs::remove_file(&file.stage);
        }
        for folder in self.created.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn missing_folders(folder: &Path) -> impl Iterator<Item = &Path> {
    folder.ancestors().take_while(|dir| !dir.as_os_str().is_empty() && !dir.exists())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Staging;

    #[test]
    fn nothing_is_left_of_what_was_not_committed() -> Result<(), Box<dyn std::error::Error>> {
        let dir = tempfile::tempdir()?;
        let staging = Staging::prepare(&[(dir.path().join("a/b/c.txt"), "text")])?;
        assert!(dir.path().join("a/b").is_dir());
        drop(staging);
        assert_eq!(fs::read_dir(dir.path())?.count(), 0);
        Ok(())
    }

    #[test]
    fn nothing_changes_where_one_file_cannot_be_written() -> Result<(), Box<dyn std::error::Error>> {
        let dir = tempfile::tempdir()?;
        fs::write(dir.path().join("file"), "old")?;
        let contents = [(dir.path().join("new"), "text"), (dir.path().join("file/below"), "text")];
        assert!(Staging::prepare(&contents).is_err());
        assert_eq!(fs::read_dir(dir.path())?.count(), 1);
        Ok(())
    }
}
