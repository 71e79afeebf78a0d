//! Pages that were cut or mixed up: whatever is read of them can be drafted.

use feishu_generator::draft::draft;
use feishu_generator::drift::Page;
use feishu_generator::load::load;
use feishu_generator::page::read;

use crate::filled::problems;
use crate::whole::platform;

const FIXTURES: [&str; 4] = ["tagged.md", "flat.md", "converted.md", "legacy.md"];

fn fixture(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/fixtures").join(name);
    std::fs::read_to_string(path).expect("a page of our own")
}

/// What is drafted is at least a file of the notation, with prose to be written.
fn drafts(text: &str) {
    let files = platform();
    let spec = load(files.clone()).spec;
    let Some(page) = Page::of("page.md", read("", text)) else { return };
    let draft = draft(&[page], &spec, &files).expect("a sound platform file");
    let (loaded, _) = problems(&draft.files);
    assert!(loaded.broken.is_empty(), "{:?}", draft.files);
}

#[test]
fn cuts_and_mixtures_of_pages_are_drafted() {
    let texts: Vec<String> = FIXTURES.iter().map(|name| fixture(name)).collect();
    for (text, other) in texts.iter().zip(texts.iter().cycle().skip(1)) {
        for at in (0..text.len()).step_by(211).filter(|at| text.is_char_boundary(*at)) {
            drafts(&text[..at]);
            drafts(&format!("{}{other}", &text[..at]));
            drafts(&format!("{}{}", &text[..at], text[at..].lines().rev().collect::<Vec<_>>().join("\n")));
        }
    }
}

#[test]
fn names_that_no_spec_can_have_are_drafted_nevertheless() {
    let odd = ["a b", "中文", "\u{0}", "\"", "x: y", "#>", "- a", "", "TODO", "null", "{}", "\u{202e}", "a\nb"];
    for name in odd {
        for fixture in FIXTURES.map(fixture) {
            for old in ["book_id", "loan", "library", "10"] {
                drafts(&fixture.replace(old, name));
            }
        }
    }
}
