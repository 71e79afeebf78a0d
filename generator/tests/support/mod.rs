//! What the tests share: reading spec files from the disk.

#![allow(dead_code, reason = "not every test needs all of it")]

use std::fs;
use std::path::{Path, PathBuf};

use feishu_generator::load::schema_elsewhere;
use feishu_generator::source::SourceFile;

/// All files below a spec root, except what is not a spec.
pub(crate) fn read_root(root: &Path, shown_as: &str) -> Vec<SourceFile> {
    let mut files = Vec::new();
    for path in files_below(root) {
        let relative = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
        if relative.starts_with("schema/") || relative == "README.md" {
            continue;
        }
        let bytes = fs::read(&path).expect("a readable file");
        let elsewhere = schema_elsewhere(&relative, &bytes).map(|schema| path.with_file_name(schema));
        let mut file = SourceFile::from_bytes(relative.clone(), format!("{shown_as}/{relative}"), bytes);
        file.lacks_schema = elsewhere.is_some_and(|schema| !schema.is_file());
        files.push(file);
    }
    files
}

/// The specs of this repository.
pub(crate) fn committed_specs() -> Vec<SourceFile> {
    read_root(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs"), "specs")
}

/// All files below a folder in the order of their paths.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a readable folder").map(|entry| entry.expect("a readable entry").path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() { files.extend(files_below(&entry)) } else { files.push(entry) }
    }
    files
}
