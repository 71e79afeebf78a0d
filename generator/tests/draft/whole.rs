//! All pages of one snapshot.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use feishu_generator::draft::{Page, draft};
use feishu_generator::load::load;
use feishu_generator::lower::lower;
use feishu_generator::outline::of_page;
use feishu_generator::source::SourceFile;

use crate::corpus::readings;
use crate::filled::{filled, problems};

/// Pages with an endpoint.
pub(crate) fn pages() -> Vec<Page> {
    let readings = readings("2026-03").into_iter();
    readings.filter_map(|page| Some(Page { outline: of_page(page.reading.facts.as_ref()?), path: page.path })).collect()
}

/// A folder of specs with nothing but what holds for the whole platform.
pub(crate) fn platform() -> Vec<SourceFile> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/platform.yaml");
    let bytes = std::fs::read(path).expect("the platform's file");
    vec![SourceFile::from_bytes("platform.yaml", "specs/platform.yaml", bytes)]
}

#[test]
fn every_page_becomes_a_sound_spec() {
    let pages = pages();
    if pages.is_empty() {
        return;
    }
    let files = platform();
    let base = load(files.clone());
    let start = Instant::now();
    let draft = draft(&pages, &base.spec, &files).expect("a sound platform file");
    println!(
        "{} operations in {} files, {} doubts, {:?} left, in {:?}",
        draft.added.len(),
        draft.files.len(),
        draft.doubts.len(),
        draft.left,
        start.elapsed()
    );
    if let Ok(folder) = std::env::var("DRAFT_OUT") {
        for (path, text) in &draft.files {
            let path = Path::new(&folder).join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("written");
        }
    }
    let mut all: BTreeMap<String, String> =
        draft.files.iter().map(|(path, text)| (path.clone(), filled(text))).collect();
    all.insert("platform.yaml".to_owned(), files[0].text.clone());
    let (loaded, problems) = problems(&all);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in &problems {
        let code = problem.split(": ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or_default();
        *kinds.entry(code).or_default() += 1;
        if kinds[code] < 8 {
            println!("{problem}");
        }
    }
    println!("{kinds:?}");
    assert!(problems.is_empty(), "{} problems", problems.len());
    if let Err(clashes) = lower(&loaded.spec) {
        for clash in clashes.iter().take(20) {
            let file = loaded.sources.get(clash.primary.span.file);
            let line = file.text[..clash.primary.span.start as usize].matches('\n').count() + 1;
            println!("{}:{line} {}", file.path, clash.message);
        }
        panic!("{} names clash", clashes.len());
    }
}
