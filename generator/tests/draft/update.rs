//! Operations that the specs have already: only what their pages say otherwise is changed.

use std::collections::BTreeMap;

use feishu_generator::document;
use feishu_generator::draft::draft;
use feishu_generator::drift::{Options, compare};
use feishu_generator::load::load;
use feishu_generator::source::{FileId, SourceFile};
use feishu_generator::spec::Place;

use crate::filled::{filled, problems};
use crate::mutations::MUTATIONS;
use crate::support::committed_specs;
use crate::whole::{pages, sound};

#[test]
fn written_operations_stay_as_they_are() {
    let files = committed_specs();
    let spec = load(files.clone()).spec;
    let places = Place::all(&spec).into_iter().filter_map(|place| place.resource);
    let operations = places.flat_map(|resource| resource.operations.iter());
    let addresses: Vec<&str> =
        operations.filter_map(|entry| entry.value.page.as_ref()).map(|page| page.as_str()).collect();
    let known = pages(|_, text| {
        let head = text.lines().take(12);
        head.into_iter().any(|line| addresses.iter().any(|address| line.trim_end_matches('"').ends_with(address)))
    });
    println!("{} pages of operations that are written", known.len());
    let drift = compare(&known, &spec, &Options::default());
    let drafted = draft(&known, &spec, &files).expect("sound specs");
    assert_eq!(drafted.added, [], "all of them are there");
    let differing: Vec<&str> = drift
        .operations
        .iter()
        .filter(|compared| !compared.differences.is_empty())
        .map(|compared| compared.name.as_str())
        .collect();
    for (name, count) in &drafted.updated {
        assert!(differing.contains(&name.as_str()), "{name} was changed though nothing differs");
        println!("{name}: {count} facts");
    }
    if differing.is_empty() {
        assert_eq!(drafted.files, BTreeMap::new(), "nothing differs, so nothing changes");
    }
}

/// Every mutation on some pages, each in a tree of its own: afterwards the spec says what the page says, is sound, and differs in
/// few lines.
#[test]
fn mutated_pages_change_exactly_their_facts() {
    let pages = pages(|number, _| number % 61 == 0);
    let mut made: BTreeMap<&str, usize> = BTreeMap::new();
    for page in &pages {
        let (_, files) = sound(std::slice::from_ref(page), &page.file);
        let files = canonical(files);
        let sources: Vec<SourceFile> =
            files.iter().map(|(path, text)| SourceFile::from_bytes(path, path, text.as_bytes().to_vec())).collect();
        let spec = load(sources.clone()).spec;
        for (name, mutate) in MUTATIONS {
            let mut mutated = page.clone();
            if !mutate(&mut mutated.outline) || mutated == *page {
                continue;
            }
            let what = format!("{name} of {}", page.file);
            let pages = [mutated];
            let drafted = draft(&pages, &spec, &sources).expect("sound specs");
            let mut after = files.clone();
            after.extend(drafted.files.iter().map(|(path, text)| (path.clone(), filled(text))));
            let after = canonical(after);
            let (loaded, problems) = problems(&after);
            let left: Vec<&str> = drafted
                .doubts
                .iter()
                .map(|doubt| doubt.text.as_str())
                .filter(|text| text.contains("left to you"))
                .collect();
            if !left.is_empty() {
                assert!(left.iter().all(|text| text.contains("at another place")), "{what}: {left:#?}");
                assert_eq!(drafted.files, BTreeMap::new(), "{what}");
                continue;
            }
            assert!(problems.is_empty(), "{what}: {problems:#?}");
            let drift = compare(&pages, &loaded.spec, &Options::default());
            let differences: Vec<String> =
                drift.operations.iter().flat_map(|compared| &compared.differences).map(ToString::to_string).collect();
            assert!(differences.is_empty(), "{what}: {differences:#?}");
            let changed = lines_that_differ(&files, &after);
            assert!((1..=14).contains(&changed.len()), "{what}: {changed:#?}");
            *made.entry(name).or_default() += 1;
        }
    }
    println!("{made:?}");
    assert!(pages.is_empty() || made.len() == MUTATIONS.len(), "some mutation fits no page: {made:?}");
}

/// The same files as they are committed.
fn canonical(files: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let print = |(path, text): (String, String)| {
        let file = SourceFile::from_bytes(&path, &path, text.into_bytes());
        let document = document::parse(FileId(0), &file).expect("a sound file");
        (path, document::print(&document))
    };
    files.into_iter().map(print).collect()
}

/// Lines that only one side has.
fn lines_that_differ(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let count = |files: &BTreeMap<String, String>| {
        let mut lines: BTreeMap<String, i64> = BTreeMap::new();
        for (path, text) in files {
            for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
                *lines.entry(format!("{path}: {line}")).or_default() += 1;
            }
        }
        lines
    };
    let (before, after) = (count(before), count(after));
    let keys: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    keys.into_iter().filter(|key| before.get(*key) != after.get(*key)).cloned().collect()
}
