//! Pages against specs: pages in every dialect that were changed in one thing, and the committed specs against all saved pages.

#![allow(missing_docs, reason = "a test")]

mod answers;
#[path = "../pages/corpus.rs"]
#[allow(dead_code, reason = "not every test needs all of it")]
mod corpus;
mod endpoints;
mod mutations;
mod quirks;
mod real;
#[path = "../support/mod.rs"]
mod support;

use std::path::Path;

use feishu_generator::drift::{Compared, Difference, Drift, Options, Page, compare};
use feishu_generator::load::load;
use feishu_generator::page::read;
use feishu_generator::source::SourceFile;
use feishu_generator::spec::SpecSet;

/// One page that we made up, in every dialect: all say the same.
const FIXTURES: [(&str, &str); 4] = [
    ("tagged.md", include_str!("../pages/fixtures/tagged.md")),
    ("flat.md", include_str!("../pages/fixtures/flat.md")),
    ("converted.md", include_str!("../pages/fixtures/converted.md")),
    ("legacy.md", include_str!("../pages/fixtures/legacy.md")),
];

/// The files of the spec of that page.
fn files() -> Vec<SourceFile> {
    support::read_root(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drift/specs"), "specs")
}

/// What some files say.
fn spec_of(files: Vec<SourceFile>) -> SpecSet {
    let loaded = load(files);
    assert!(loaded.broken.is_empty(), "{:?}", loaded.diagnostics);
    loaded.spec
}

/// The spec of that page, with a text in the file of the resource replaced.
fn changed_spec(from: &str, to: &str) -> SpecSet {
    let mut files = files();
    let file = files.iter_mut().find(|file| file.path.ends_with("book_loan.yaml")).expect("the resource");
    assert!(file.text.contains(from), "no {from:?} in the spec");
    file.text = file.text.replace(from, to);
    spec_of(files)
}

fn page(name: &str, text: &str) -> Page {
    Page::of(name, read(name, text)).unwrap_or_else(|| panic!("{name} is an endpoint"))
}

fn drift(pages: &[Page], spec: &SpecSet) -> Drift {
    compare(pages, spec, &Options { complete: true, ..Options::default() })
}

fn sentences(differences: &[Difference]) -> Vec<String> {
    differences.iter().map(Difference::to_string).collect()
}

/// What one page says otherwise than the one operation of a spec.
fn only(pages: &[Page], spec: &SpecSet) -> Compared {
    let drift = drift(pages, spec);
    assert!(drift.gone.is_empty() && drift.unspecified.is_empty(), "{drift:#?}");
    let [compared] = <[Compared; 1]>::try_from(drift.operations).expect("one operation");
    compared
}
