//! All pages of one snapshot.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use feishu_generator::draft::{Draft, draft};
use feishu_generator::drift::{Options, Page, compare};
use feishu_generator::load::load;
use feishu_generator::lower::lower;
use feishu_generator::source::SourceFile;

use crate::corpus;
use crate::filled::{filled, problems};

/// Pages with an endpoint, of those that are kept by their number and text.
pub(crate) fn pages(keep: impl Fn(usize, &str) -> bool) -> Vec<Page> {
    let kept = corpus::pages("2026-03").into_iter().enumerate().filter(|(number, page)| keep(*number, &page.text));
    let readings = corpus::readings_of(kept.map(|(_, page)| page).collect());
    readings.into_iter().filter_map(|page| Page::of(page.path, page.reading)).collect()
}

/// A folder of specs with nothing but what holds for the whole platform.
pub(crate) fn platform() -> Vec<SourceFile> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/platform.yaml");
    let bytes = std::fs::read(path).expect("the platform's file");
    vec![SourceFile::from_bytes("platform.yaml", "specs/platform.yaml", bytes)]
}

/// Drafts pages into such a folder, writes the prose, and finds nothing wrong; gives back the draft and the texts of all files.
pub(crate) fn sound(pages: &[Page], what: &str) -> (Draft, BTreeMap<String, String>) {
    let files = platform();
    let base = load(files.clone());
    let start = Instant::now();
    let draft = draft(pages, &base.spec, &files).expect("a sound platform file");
    println!(
        "{what}: {} operations in {} files, {} doubts, {:?}, in {:?}",
        draft.added.len(),
        draft.files.len(),
        draft.doubts.len(),
        draft.left,
        start.elapsed()
    );
    let mut all: BTreeMap<String, String> =
        draft.files.iter().map(|(path, text)| (path.clone(), filled(text))).collect();
    all.insert("platform.yaml".to_owned(), files[0].text.clone());
    let (loaded, problems) = problems(&all);
    assert!(
        problems.is_empty(),
        "{what}: {} problems, such as {:#?}",
        problems.len(),
        &problems[..problems.len().min(12)]
    );
    if let Err(clashes) = lower(&loaded.spec) {
        let texts: Vec<&str> = clashes.iter().map(|clash| clash.message.as_str()).take(12).collect();
        panic!("{what}: {} names clash, such as {texts:#?}", clashes.len());
    }
    let compared = compare(pages, &loaded.spec, &Options::default());
    assert!(compared.unspecified.is_empty(), "{what}: {:?}", compared.unspecified.first());
    let differences = compared.operations.iter().flat_map(|operation| &operation.differences);
    let differences: Vec<String> = differences.map(ToString::to_string).collect();
    assert!(
        differences.is_empty(),
        "{what}: {} differences, such as {:#?}",
        differences.len(),
        &differences[..differences.len().min(12)]
    );
    (draft, all)
}

/// Writes a draft to the disk, for a look at it: `DRAFT_OUT=folder`.
fn write(files: &BTreeMap<String, String>) {
    let Ok(folder) = std::env::var("DRAFT_OUT") else { return };
    for (path, text) in files {
        let path = Path::new(&folder).join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("written");
    }
}

/// One test, because reading all pages is what takes its time.
#[test]
fn all_pages_become_sound_specs_that_say_what_the_pages_say() {
    let pages = pages(|_, _| true);
    if pages.is_empty() {
        return;
    }
    let (draft, _) = sound(&pages, "all");
    write(&draft.files);
    assert_eq!(draft.added.len(), 1583, "1,592 pages, of which 9 are of endpoints that newer ones describe");
    let further = draft.doubts.iter().filter(|doubt| doubt.text.contains("which is newer")).count();
    assert_eq!(further, 9);
    let mut services: BTreeMap<String, Vec<Page>> = BTreeMap::new();
    for page in pages {
        services.entry(page.outline.service.clone()).or_default().push(page);
    }
    for (service, pages) in &services {
        sound(pages, service);
    }
}
