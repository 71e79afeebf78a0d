//! New contents of files: written beside their targets first, moved over them once all are on the disk.
//!
//! A folder that is not there yet is made beside its target too, with all its files, and is moved as a whole: one step instead
//! of one a file, and nobody sees half of it. Knows nothing of what the files are.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::failure::Failure;

/// How a file or folder is called while it waits beside its target: hidden, and with this at the end.
pub(crate) const STAGE_SUFFIX: &str = ".xtask-stage";

/// What waits beside its targets. Dropped before [`Staging::commit`], it takes everything back.
#[derive(Debug, Default)]
pub(crate) struct Staging {
    waiting: Vec<Staged>,
}

/// A file, or a whole folder that is new.
#[derive(Debug)]
struct Staged {
    target: PathBuf,
    stage: PathBuf,
}

impl Staging {
    /// Writes contents beside the files and folders that are to get them.
    pub(crate) fn prepare(contents: &[(PathBuf, &str)]) -> Result<Self, Failure> {
        let mut missing = Missing::default();
        let tops: Vec<&Path> = contents.iter().map(|(target, _)| missing.outermost(target)).collect();
        let files: Vec<PathBuf> = tops.iter().zip(contents).map(|(top, (target, _))| staged(target, top)).collect();
        let waiting = tops.into_iter().collect::<BTreeSet<_>>().into_iter();
        let waiting = waiting.map(|top| Staged { target: top.to_owned(), stage: stage_of(top) }).collect();
        let staging = Self { waiting };
        for Staged { stage, .. } in &staging.waiting {
            clear(stage).map_err(|error| Failure::io("remove", stage, &error))?;
        }
        make_folders(&files, &staging.waiting)?;
        files.par_iter().zip(contents).try_for_each(|(file, (_, text))| {
            fs::write(file, text).map_err(|error| Failure::io("write", file, &error))
        })?;
        Ok(staging)
    }

    /// Moves everything to its target. Fails with some of it moved only where the disk breaks down in between.
    pub(crate) fn commit(mut self) -> Result<(), Failure> {
        while let Some(Staged { target, stage }) = self.waiting.last() {
            fs::rename(stage, target).map_err(|error| Failure::io("replace", target, &error))?;
            self.waiting.pop();
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        for Staged { stage, .. } in &self.waiting {
            // What cannot be removed now is hidden, and harmless.
            let _ = clear(stage);
        }
    }
}

/// Gives a file its content unless it has it already; says whether it did.
pub(crate) fn write_one(file: &Path, text: &str) -> Result<bool, Failure> {
    if fs::read(file).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(false);
    }
    Staging::prepare(&[(file.to_owned(), text)])?.commit().map(|()| true)
}

/// Where a file or folder waits.
pub(crate) fn stage_of(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}{STAGE_SUFFIX}"))
}

/// Removes what waits or was left waiting, if anything.
pub(crate) fn clear(stage: &Path) -> io::Result<()> {
    match fs::symlink_metadata(stage) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(stage),
        Ok(_) => fs::remove_file(stage),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Where a file is written for now, if `top` is what is moved: the file or a folder around it.
fn staged(target: &Path, top: &Path) -> PathBuf {
    match target.strip_prefix(top) {
        Ok(below) if !below.as_os_str().is_empty() => stage_of(top).join(below),
        _ => stage_of(target),
    }
}

/// Makes the folders that wait, and those in them.
fn make_folders(files: &[PathBuf], waiting: &[Staged]) -> Result<(), Failure> {
    let stages: BTreeSet<&Path> = waiting.iter().map(|staged| staged.stage.as_path()).collect();
    let mut folders = BTreeSet::new();
    for file in files.iter().filter(|file| !stages.contains(file.as_path())) {
        for folder in file.ancestors().skip(1) {
            if !folders.insert(folder) || stages.contains(folder) {
                break;
            }
        }
    }
    // Ordered by path, so that a folder comes before what is in it.
    folders
        .into_iter()
        .try_for_each(|folder| fs::create_dir(folder).map_err(|error| Failure::io("make the folder", folder, &error)))
}

/// Which folders are missing; looks at each but once.
#[derive(Debug, Default)]
struct Missing<'a> {
    /// The outermost missing folder at or above each that was looked at.
    known: HashMap<&'a Path, Option<&'a Path>>,
}

impl<'a> Missing<'a> {
    /// The outermost folder around a file that is missing; the file itself where none is.
    fn outermost(&mut self, file: &'a Path) -> &'a Path {
        file.parent().and_then(|folder| self.at_or_above(folder)).unwrap_or(file)
    }

    fn at_or_above(&mut self, folder: &'a Path) -> Option<&'a Path> {
        if folder.as_os_str().is_empty() {
            return None;
        }
        if let Some(known) = self.known.get(folder) {
            return *known;
        }
        let above = folder.parent().and_then(|above| self.at_or_above(above));
        let missing = above.or_else(|| (!folder.exists()).then_some(folder));
        self.known.insert(folder, missing);
        missing
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Staging, clear, stage_of};

    type Done = Result<(), Box<dyn std::error::Error>>;

    /// Everything below a folder, hidden or not.
    fn below(dir: &Path) -> Result<Vec<String>, std::io::Error> {
        let mut found = Vec::new();
        for entry in fs::read_dir(dir)? {
            let (path, name) = entry.map(|entry| (entry.path(), entry.file_name().to_string_lossy().into_owned()))?;
            if path.is_dir() {
                found.extend(below(&path)?.into_iter().map(|inner| format!("{name}/{inner}")));
            }
            found.push(name);
        }
        found.sort();
        Ok(found)
    }

    #[test]
    fn new_folders_and_files_among_old_ones_get_their_contents() -> Done {
        let dir = tempfile::tempdir()?;
        fs::create_dir(dir.path().join("old"))?;
        fs::write(dir.path().join("old/changed"), "before")?;
        let contents = ["new/inner/a", "new/b", "new/other/c", "old/changed", "old/new/d", "e"];
        let contents = contents.map(|path| (dir.path().join(path), path));
        let staging = Staging::prepare(&contents)?;
        assert_eq!(fs::read_to_string(dir.path().join("old/changed"))?, "before");
        assert!(!dir.path().join("new").exists() && !dir.path().join("old/new").exists());
        staging.commit()?;
        for (file, text) in &contents {
            assert_eq!(&fs::read_to_string(file)?, text);
        }
        assert_eq!(
            below(dir.path())?.len(),
            contents.len() + ["new", "new/inner", "new/other", "old", "old/new"].len()
        );
        Ok(())
    }

    #[test]
    fn nothing_is_left_of_what_was_not_committed() -> Done {
        let dir = tempfile::tempdir()?;
        fs::write(dir.path().join("file"), "old")?;
        let contents = [(dir.path().join("a/b/c.txt"), "text"), (dir.path().join("file"), "new")];
        let staging = Staging::prepare(&contents)?;
        assert_eq!(fs::read_to_string(dir.path().join(".a.xtask-stage/b/c.txt"))?, "text");
        assert_eq!(fs::read_to_string(dir.path().join("file"))?, "old");
        drop(staging);
        assert_eq!(below(dir.path())?, ["file"]);
        Ok(())
    }

    #[test]
    fn nothing_changes_where_one_file_cannot_be_written() -> Done {
        let dir = tempfile::tempdir()?;
        fs::write(dir.path().join("file"), "old")?;
        let contents = ["new", "new folder/file", "file/below"].map(|path| (dir.path().join(path), "text"));
        assert!(Staging::prepare(&contents).is_err());
        assert_eq!(below(dir.path())?, ["file"]);
        Ok(())
    }

    #[test]
    fn what_cannot_be_moved_is_taken_back() -> Done {
        let dir = tempfile::tempdir()?;
        let staging = Staging::prepare(&[(dir.path().join("a/file"), "text")])?;
        // In the meantime somebody else has made it.
        fs::create_dir(dir.path().join("a"))?;
        fs::write(dir.path().join("a/other"), "theirs")?;
        assert!(staging.commit().is_err());
        assert_eq!(below(dir.path())?, ["a", "a/other"]);
        Ok(())
    }

    #[test]
    fn what_a_killed_run_left_is_no_part_of_the_next() -> Done {
        let dir = tempfile::tempdir()?;
        let stage = stage_of(&dir.path().join("a"));
        fs::create_dir_all(stage.join("b"))?;
        fs::write(stage.join("b/stale"), "x")?;
        Staging::prepare(&[(dir.path().join("a/new"), "text")])?.commit()?;
        assert_eq!(below(dir.path())?, ["a", "a/new"]);
        Ok(())
    }

    #[test]
    #[cfg(unix)]
    fn clearing_follows_no_link() -> Done {
        let dir = tempfile::tempdir()?;
        fs::create_dir(dir.path().join("kept"))?;
        fs::write(dir.path().join("kept/file"), "x")?;
        let link = stage_of(&dir.path().join("a"));
        std::os::unix::fs::symlink("kept", &link)?;
        clear(&link)?;
        clear(&link)?;
        assert_eq!(below(dir.path())?, ["kept", "kept/file"]);
        Ok(())
    }
}
