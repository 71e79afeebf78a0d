//! A folder of specs to try things on, and the program itself, run as a person would run it.

#![allow(dead_code, reason = "every test file uses a part of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

/// What a test gives back, so that it may use `?`.
pub(crate) type Done = Result<(), Box<dyn std::error::Error>>;

/// A folder with `specs`.
pub(crate) struct Tree {
    dir: PathBuf,
    /// Removes the folder when dropped.
    _temporary: Option<tempfile::TempDir>,
}

/// What a run said.
#[derive(Debug)]
pub(crate) struct Said {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

/// Content and time of the last change of every file, by path.
pub(crate) type Files = BTreeMap<PathBuf, (Vec<u8>, SystemTime)>;

impl Tree {
    /// A folder with the small specs of `tests/specs`.
    pub(crate) fn small() -> Result<Self, Box<dyn std::error::Error>> {
        Self::copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/specs"))
    }

    /// A folder with a copy of some specs.
    pub(crate) fn copy_of(specs: &Path) -> Result<Self, Box<dyn std::error::Error>> {
        let temporary = tempfile::tempdir()?;
        let tree = Self { dir: temporary.path().to_owned(), _temporary: Some(temporary) };
        copy(specs, &tree.path("specs"))?;
        Ok(tree)
    }

    /// The same in a place of its own, where everything else stays for the next time.
    pub(crate) fn kept(dir: &Path, specs: &Path) -> Result<Self, Box<dyn std::error::Error>> {
        let tree = Self { dir: dir.to_owned(), _temporary: None };
        if tree.path("specs").exists() {
            fs::remove_dir_all(tree.path("specs"))?;
        }
        copy(specs, &tree.path("specs"))?;
        Ok(tree)
    }

    /// A path in the folder.
    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.dir.join(below)
    }

    /// Writes a file, and the folders that it needs.
    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) -> Done {
        let path = self.path(path);
        fs::create_dir_all(path.parent().ok_or("a file lies in a folder")?)?;
        Ok(fs::write(path, content)?)
    }

    /// Reads a file.
    pub(crate) fn read(&self, path: &str) -> Result<String, Box<dyn std::error::Error>> {
        Ok(fs::read_to_string(self.path(path))?)
    }

    /// Replaces a text in a file that holds it.
    pub(crate) fn replace(&self, path: &str, from: &str, to: &str) -> Done {
        let old = self.read(path)?;
        assert!(old.contains(from), "{path} holds no {from:?}");
        self.write(path, old.replace(from, to))
    }

    /// Every file below a folder.
    pub(crate) fn files(&self, below: &str) -> Result<Files, Box<dyn std::error::Error>> {
        let (dir, mut files) = (self.path(below), Files::new());
        if dir.is_dir() {
            gather(&dir, &dir, &mut files)?;
        }
        Ok(files)
    }

    /// The program, about to run in the folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments).current_dir(&self.dir).env("CARGO_TARGET_DIR", self.path("target"));
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
        command
    }

    /// Runs the program.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<Said, Box<dyn std::error::Error>> {
        said(&mut self.command(arguments))
    }

    /// Runs `codegen` from `specs` to `generated`, with further arguments.
    pub(crate) fn codegen(&self, more: &[&str]) -> Result<Said, Box<dyn std::error::Error>> {
        self.run(&[&["codegen", "--specs", "specs", "--out", "generated"], more].concat())
    }
}

/// Runs a command to its end.
pub(crate) fn said(command: &mut Command) -> Result<Said, Box<dyn std::error::Error>> {
    let output = command.output()?;
    let code = output.status.code().ok_or("killed by a signal")?;
    let said = Said { code, out: String::from_utf8(output.stdout)?, err: String::from_utf8(output.stderr)? };
    assert!(!said.err.contains("panicked"), "{said:?}");
    Ok(said)
}

impl Said {
    /// Makes sure that all went well.
    pub(crate) fn succeeded(self) -> Self {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }

    /// Makes sure that it failed, with this code and these words.
    pub(crate) fn failed(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        for word in words {
            assert!(self.err.contains(word), "no {word:?} in {self:?}");
        }
        self
    }
}

fn copy(from: &Path, to: &Path) -> Done {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn gather(dir: &Path, root: &Path, files: &mut Files) -> Done {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, root, files)?;
        } else {
            let changed = fs::metadata(&path)?.modified()?;
            files.insert(path.strip_prefix(root)?.to_owned(), (fs::read(&path)?, changed));
        }
    }
    Ok(())
}
