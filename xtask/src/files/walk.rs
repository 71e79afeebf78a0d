//! Which files below a root count. Looks at names and kinds of files, never into them.

use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use super::{Found, Reason, Refusal, Root, Tree};

/// Finds the files below a root.
pub(crate) fn walk(tree: Tree, root: &Root, found: &mut Vec<Found>, refusals: &mut Vec<Refusal>) {
    if !root.dir.is_dir() {
        refusals.push(Refusal::new(tree, &root.display, Reason::NoRoot));
        return;
    }
    let canonical = match root.dir.canonicalize() {
        Ok(canonical) => canonical,
        Err(error) => {
            refusals.push(Refusal::new(tree, &root.display, Reason::Unreadable(error.to_string())));
            return;
        }
    };
    Walk { tree, root, canonical, found, refusals }.folder(&root.dir, "", 0);
}

struct Walk<'a> {
    tree: Tree,
    root: &'a Root,
    /// The root without links, to tell which links leave it.
    canonical: PathBuf,
    found: &'a mut Vec<Found>,
    refusals: &'a mut Vec<Refusal>,
}

/// What a name below the root stands for.
enum Kind {
    File,
    Folder,
}

impl Walk<'_> {
    fn folder(&mut self, dir: &Path, below: &str, depth: usize) {
        if depth > self.tree.depth() {
            return self.refuse(below, Reason::TooDeep);
        }
        let entries = fs::read_dir(dir).and_then(Iterator::collect::<io::Result<Vec<DirEntry>>>);
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.refuse(below, Reason::Unreadable(error.to_string())),
        };
        entries.sort_by_key(DirEntry::file_name);
        for entry in entries {
            self.entry(&entry, below, depth);
        }
    }

    fn entry(&mut self, entry: &DirEntry, below: &str, depth: usize) {
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            return self.refuse(&join(below, &name.to_string_lossy()), Reason::NameNotUtf8);
        };
        if self.tree.is_skipped(name, depth) {
            return;
        }
        let path = join(below, name);
        match self.kind(entry) {
            Ok(Kind::Folder) if self.tree.is_named_like_file(name) => self.refuse(&path, Reason::FolderNamedLikeFile),
            Ok(Kind::Folder) => self.folder(&entry.path(), &path, depth + 1),
            Ok(Kind::File) if !self.tree.has(name) => {}
            Ok(Kind::File) => {
                let display = self.display(&path);
                self.found.push(Found { file: entry.path(), path, display });
            }
            Err(reason) => self.refuse(&path, reason),
        }
    }

    fn kind(&self, entry: &DirEntry) -> Result<Kind, Reason> {
        let kind = entry.file_type().map_err(unreadable)?;
        if kind.is_symlink() {
            return self.link(&entry.path());
        }
        match kind {
            kind if kind.is_dir() => Ok(Kind::Folder),
            kind if kind.is_file() => Ok(Kind::File),
            _ => Err(Reason::NoRegularFile),
        }
    }

    /// A link to a file within the root is as good as the file. Links to folders could loop, or give a spec two names.
    fn link(&self, path: &Path) -> Result<Kind, Reason> {
        let target = path.canonicalize().map_err(unreadable)?;
        if !target.starts_with(&self.canonical) {
            return Err(Reason::LinkLeavesRoot);
        }
        match fs::metadata(&target).map_err(unreadable)? {
            target if target.is_dir() => Err(Reason::LinkToFolder),
            target if target.is_file() => Ok(Kind::File),
            _ => Err(Reason::NoRegularFile),
        }
    }

    fn refuse(&mut self, path: &str, reason: Reason) {
        self.refusals.push(Refusal::new(self.tree, self.display(path), reason));
    }

    fn display(&self, path: &str) -> String {
        join(self.root.display.trim_end_matches('/'), path)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to `map_err`")]
fn unreadable(error: io::Error) -> Reason {
    Reason::Unreadable(error.to_string())
}

fn join(below: &str, name: &str) -> String {
    match (below, name) {
        ("", name) => name.to_owned(),
        (below, "") => below.to_owned(),
        (below, name) => format!("{below}/{name}"),
    }
}
