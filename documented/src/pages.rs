//! Finds the saved page of an operation.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use feishu_generator::page::facts::Example;
use feishu_generator::page::read;
use feishu_runtime::Meta;

/// Where the pages are, seen from this package.
const PAGES: &str = "../../shared/docs/2026-03";

/// How much of a page its head takes at most.
const HEAD: u64 = 2048;

/// A saved page of an operation.
pub(crate) struct Page {
    /// Its path below the folder of pages.
    pub(crate) path: String,
    /// Its examples of the answer.
    pub(crate) examples: Vec<Example>,
}

/// The page that an operation was written from; says so where there is none.
pub(crate) fn of(meta: &Meta) -> Option<Page> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGES);
    let found = match meta.docs.split_once("/document/") {
        _ if !root.is_dir() => Err("no saved pages are beside the repository".to_owned()),
        None => Err("its spec names no page".to_owned()),
        Some((_, address)) => page(&root, address).ok_or_else(|| format!("no saved page has the address `/{address}`")),
    };
    found.map_err(|reason| println!("{}: skipped: {reason}", meta.id)).ok()
}

fn page(root: &Path, address: &str) -> Option<Page> {
    let file = by_name(root, address).or_else(|| by_head(root, address))?;
    let text = fs::read_to_string(&file).ok()?;
    let path = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
    let examples = read(&path, &text).facts.map(|facts| facts.response.examples).unwrap_or_default();
    Some(Page { path, examples })
}

/// The page whose path is the end of its address, as that of most pages is.
fn by_name(root: &Path, address: &str) -> Option<PathBuf> {
    let starts = address.match_indices('/').map(|(at, _)| at + 1);
    let files = std::iter::once(0).chain(starts).map(|start| root.join(format!("{}.md", &address[start..])));
    files.into_iter().find(|file| has_address(file, address))
}

/// The page whose head has the address.
fn by_head(folder: &Path, address: &str) -> Option<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.into_iter().find_map(|path| {
        if path.is_dir() { by_head(&path, address) } else { Some(path).filter(|path| has_address(path, address)) }
    })
}

fn has_address(file: &Path, address: &str) -> bool {
    let mut head = Vec::new();
    let read = File::open(file).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.is_ok() && String::from_utf8_lossy(&head).contains(&format!("fullPath: \"/{address}\""))
}
