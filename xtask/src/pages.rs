//! Saved pages of the documentation, from the disk into facts: files and trees of files, on all cores.
//!
//! Knows nothing of what is done with the facts.

use std::path::{Path, PathBuf};

use feishu_generator::diagnostic::Style;
use feishu_generator::drift;
use feishu_generator::page::{self, Reading};
use rayon::prelude::*;

use crate::analysis::count;
use crate::answer::Exit;
use crate::failure::Failure;
use crate::files::{self, Found, Reason, Refusal, Root, Tree};
use crate::workspace::Workspace;

/// A page that was read.
#[derive(Debug)]
pub(crate) struct Page {
    /// Its path as a person would type it, with `/`.
    pub(crate) path: String,
    /// What was found on it.
    pub(crate) reading: Reading,
}

/// The pages that some paths name.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    /// Those that could be read, in the order of their paths.
    pub(crate) pages: Vec<Page>,
    /// What could not or must not be read.
    refusals: Vec<Refusal>,
}

/// Reads pages: each path is a page, or a folder whose Markdown files are pages. Whatever is refused never hides the rest.
pub(crate) fn read(paths: &[PathBuf], workspace: &Workspace) -> Pages {
    let (mut found, mut refusals) = (Vec::new(), Vec::new());
    for path in paths {
        find(path, workspace, &mut found, &mut refusals);
    }
    // A page may be named by itself and by its folder.
    found.sort_by(|a, b| (&a.display, &a.file).cmp(&(&b.display, &b.file)));
    found.dedup_by(|a, b| a.file == b.file);
    let mut pages = Vec::with_capacity(found.len());
    for read in found.into_par_iter().map(read_one).collect::<Vec<_>>() {
        match read {
            Ok(page) => pages.push(page),
            Err(refusal) => refusals.push(refusal),
        }
    }
    refusals.sort();
    Pages { pages, refusals }
}

fn find(path: &Path, workspace: &Workspace, found: &mut Vec<Found>, refusals: &mut Vec<Refusal>) {
    let display = workspace.display(path);
    if path.is_file() {
        found.push(Found { file: path.to_owned(), path: display.clone(), display });
    } else {
        files::walk(Tree::Pages, &Root { dir: path.to_owned(), display }, found, refusals);
    }
}

fn read_one(found: Found) -> Result<Page, Refusal> {
    let bytes = files::read(&found, Tree::Pages)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        Refusal::new(Tree::Pages, &found.display, Reason::TextNotUtf8(error.utf8_error().valid_up_to()))
    })?;
    let path = if cfg!(windows) { found.display.replace('\\', "/") } else { found.display };
    let reading = page::read(&path, &text);
    Ok(Page { path, reading })
}

impl Pages {
    /// What could not be read, as people read it; empty where nothing was refused.
    pub(crate) fn problems(&self, style: Style) -> String {
        files::render(&self.refusals, style)
    }

    /// The pages that describe endpoints; a failure where nothing was refused and yet none does.
    pub(crate) fn endpoints(self) -> Result<Vec<drift::Page>, Failure> {
        let (files, sound) = (count(self.pages.len(), "file"), self.refusals.is_empty());
        let described = self.pages.into_iter().filter_map(|page| drift::Page::of(page.path, page.reading));
        let described: Vec<drift::Page> = described.collect();
        if described.is_empty() && sound {
            let message = format!("no endpoint is described in {files}");
            return Err(Failure::usage(message).with_help("name saved pages of endpoints, or a folder of them"));
        }
        Ok(described)
    }

    /// How a command ends that went well apart from pages that could not be read.
    pub(crate) fn exit(&self) -> Exit {
        if self.refusals.is_empty() { Exit::Done } else { Exit::Failed }
    }
}
