//! Specs with random damage: refused with the loader's own words, or kept.

use feishu_generator::document;
use feishu_generator::load::load;
use feishu_generator::source::{FileId, SourceFile};
use proptest::prelude::*;

use crate::disk::committed_specs;
use crate::support::{assert_kept, file};
use crate::writer::Chance;

const FRAGMENTS: [&str; 34] = [
    "\n", " ", "  ", ":", ": ", "- ", "{", "}", "[", "]", ",", "\"", "'", "|", ">", "|2+\n", "&a ", "*a", "!t ",
    "<<: ", "# c\n", " # c", "\t", "null", "true", "0x1", "---\n", "...\n", "\u{FEFF}", "\u{0}", "测试", "\r\n", "? ",
    "'",
];

/// A text with some changes: pieces cut out, put in, repeated.
fn damaged(text: &str, chance: &mut Chance) -> String {
    let mut text = text.to_owned();
    for _ in 0..=chance.below(3) {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        if places.is_empty() {
            break;
        }
        let at = places[chance.below(places.len())];
        match chance.below(3) {
            0 => text.insert_str(at, chance.of(&FRAGMENTS)),
            1 => {
                let end = places[chance.below(places.len())].clamp(at, at + 30);
                let end = (at..=end).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(at);
                text.replace_range(at..end, "");
            }
            _ => {
                let line = text[at..].lines().next().unwrap_or_default().to_owned();
                text.insert_str(at, &format!("{line}\n"));
            }
        }
    }
    text
}

proptest! {
    #[test]
    fn damaged_specs_are_refused_as_the_loader_does_or_kept(seed in any::<u64>()) {
        let mut chance = Chance(seed);
        let files = committed_specs();
        let SourceFile { path, text, .. } = &files[chance.below(files.len())];
        let text = damaged(text, &mut chance);
        match document::parse(FileId(0), &file(path, &text)) {
            Ok(_) => drop(assert_kept(path, &text)),
            Err(found) => {
                let loaded = load(vec![file(path, &text)]).diagnostics;
                prop_assert!(!found.is_empty());
                prop_assert!(found.iter().all(|problem| loaded.contains(problem)), "{:?}", found);
            }
        }
    }
}

#[test]
fn paths_and_texts_that_are_no_specs_are_refused() {
    let code = |path: &str, text: &str| {
        let refused = document::parse(FileId(0), &file(path, text)).expect_err("nothing sound");
        refused.first().map(|found| found.code.to_string()).unwrap_or_default()
    };
    let line = "# yaml-language-server: $schema=schema/platform.json\n";
    assert_eq!(code("notes.yaml", line), "S006");
    assert_eq!(code("platform.yaml", ""), "S019");
    assert_eq!(code("platform.yaml", line), "S019");
    assert_eq!(code("platform.yaml", "docs: https://a.example\n"), "S010");
    assert_eq!(code("platform.yaml", &format!("{line}docs: &a https://a.example\n")), "S013");
    assert_eq!(code("platform.yaml", &format!("{line}about:\n\ttext\n")), "S005");
    assert_eq!(code("platform.yaml", &format!("{line}{}", "[".repeat(1000))), "S012");
}

#[test]
fn an_empty_mapping_is_a_file() {
    let line = "# yaml-language-server: $schema=schema/platform.json\n";
    crate::support::assert_canonical(
        "platform.yaml",
        &format!("{line}# a\n{{ # b\n}} # c\n"),
        &format!("{line}# a\n# c\n# b\n{{}}\n"),
    );
}

#[test]
fn large_files_are_kept() {
    let line = "# yaml-language-server: $schema=schema/platform.json\n";
    let size = if cfg!(debug_assertions) { 200 << 10 } else { 3 << 20 };
    let entry =
        |number: usize| format!("a{number}: {{about: \"A, b.\", type: any, example: [1, {{a: [b, # c\n 2]}}]}}, ");
    let flow: String = (0..size / 64).map(entry).collect();
    assert_kept("platform.yaml", &format!("{line}common_fields: {{{flow}}}\n"));
    assert_kept("platform.yaml", &format!("{line}about: {}\n", "word ".repeat(size / 5)));
    assert_kept("platform.yaml", &format!("{line}{}about: A.\n", "# c\n\n".repeat(size / 5)));
    let (open, close) = ("[".repeat(40), "]".repeat(40));
    let nested = format!("{open}{}{close}", "a, ".repeat(size / 200));
    assert_kept("platform.yaml", &format!("{line}common_fields: {{a: {{about: A., type: any, example: {nested}}}}}\n"));
}
