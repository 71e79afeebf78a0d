//! A client as a crate on the disk, on which Cargo can be let loose.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use feishu_generator::emit::FileSet;

/// A crate of its own, outside of this workspace.
pub(crate) struct CrateOnDisk {
    folder: PathBuf,
    target: PathBuf,
}

impl CrateOnDisk {
    /// Writes the files of a client into a folder of its own, and a test program beside them. Files that are as they should be are
    /// left alone, so that Cargo has nothing to do where nothing changed; what several clients are built from is built once.
    pub(crate) fn write(name: &str, files: &FileSet, program: Option<&str>) -> Self {
        let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let folder = scratch.join(name);
        let sources = folder.join("src");
        for (path, text) in files {
            let path = folder.join(path);
            let text = if path.ends_with("Cargo.toml") { manifest(text) } else { text.clone() };
            put(&path, text.as_bytes());
        }
        remove_stale(&sources, &folder, files);
        if let Some(program) = program {
            put(&folder.join("tests/program.rs"), program.as_bytes());
        }
        // What Cargo adds to the lock file stays, as long as this workspace's has not changed.
        let lock = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock")).expect("a readable lock file");
        if fs::read(folder.join("workspace.lock")).ok().as_ref() != Some(&lock) {
            put(&folder.join("workspace.lock"), &lock);
            put(&folder.join("Cargo.lock"), &lock);
        }
        Self { folder, target: scratch.join("obstacle-course-target") }
    }

    /// Runs Cargo offline without the default features. What it says about the crate must not be a warning.
    pub(crate) fn cargo(&self, command: &str, features: &str, more: &[&str]) {
        let output = self.output(command, features, more);
        let said = String::from_utf8_lossy(&output.stderr);
        let sound = output.status.success() && !said.contains("warning");
        assert!(sound, "cargo {command} --features {features}\n{said}\n{}", String::from_utf8_lossy(&output.stdout));
    }

    /// The same, whatever comes of it.
    pub(crate) fn output(&self, command: &str, features: &str, more: &[&str]) -> Output {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args([command, "--offline", "--quiet", "--no-default-features", "--features", features]).args(more);
        cargo.current_dir(&self.folder).env("CARGO_TARGET_DIR", &self.target).env("RUSTDOCFLAGS", "-D warnings");
        for variable in
            ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER", "CLIPPY_ARGS"]
        {
            cargo.env_remove(variable);
        }
        cargo.output().expect("Cargo runs")
    }
}

/// A manifest of a workspace of its own, whose tests may name what HTTP has.
fn manifest(text: &str) -> String {
    const TESTS: &str = "[dev-dependencies]\n";
    let own = format!("{TESTS}http = \"1\"\n");
    let text = if text.contains(TESTS) { text.replacen(TESTS, &own, 1) } else { format!("{text}\n{own}") };
    format!("{text}\n[workspace]\n")
}

fn put(path: &Path, content: &[u8]) {
    if fs::read(path).is_ok_and(|old| old == content) {
        return;
    }
    fs::create_dir_all(path.parent().expect("inside a folder")).expect("a writable folder");
    fs::write(path, content).expect("a writable file");
}

/// Removes what an earlier run wrote and this one did not.
fn remove_stale(folder: &Path, root: &Path, files: &FileSet) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            remove_stale(&path, root, files);
            // Only goes where it has become empty.
            let _ = fs::remove_dir(&path);
            continue;
        }
        let relative = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
        if files.get(&relative).is_none() {
            fs::remove_file(&path).expect("a removable file");
        }
    }
}
