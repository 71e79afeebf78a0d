//! Finds the saved pages.

use std::fs;
use std::path::{Path, PathBuf};

use feishu_generator::page::{Reading, read};
use rayon::prelude::*;

/// A saved page.
pub(crate) struct Page {
    /// Path below its folder.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

/// A page that was read.
pub(crate) struct ReadPage {
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) reading: Reading,
}

/// All pages below a folder, by path; empty where the pages are not there.
pub(crate) fn pages(folder: &str) -> Vec<Page> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/docs").join(folder);
    if !root.is_dir() {
        println!("skipped: no saved pages in {}", root.display());
        return Vec::new();
    }
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let page = |path: &PathBuf| Page {
        path: path.strip_prefix(&root).expect("below the folder").to_string_lossy().replace('\\', "/"),
        text: fs::read_to_string(path).expect("a page of text"),
    };
    paths.iter().map(page).collect()
}

/// All pages below a folder, read.
pub(crate) fn readings(folder: &str) -> Vec<ReadPage> {
    readings_of(pages(folder))
}

/// Some pages, read.
pub(crate) fn readings_of(pages: Vec<Page>) -> Vec<ReadPage> {
    let one = |page: Page| ReadPage { reading: read(&page.path, &page.text), path: page.path, text: page.text };
    pages.into_par_iter().map(one).collect()
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|end| end == "md") {
            into.push(path);
        }
    }
}
