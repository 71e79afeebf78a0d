//! Any text as a resource file: it is refused, or its canonical form is sound, and is its own canonical form.
#![no_main]

use feishu_generator::document::{parse, print};
use feishu_generator::source::{FileId, SourceFile};
use libfuzzer_sys::fuzz_target;

const FIRST: &str = "# yaml-language-server: $schema=../../schema/resource.json\n";

fn file(text: String) -> SourceFile {
    SourceFile::from_bytes("im/v1/message.yaml", "specs/im/v1/message.yaml", text.into_bytes())
}

fuzz_target!(|text: &str| {
    let Ok(document) = parse(FileId(0), &file(format!("{FIRST}{text}"))) else { return };
    let canonical = print(&document);
    match parse(FileId(0), &file(canonical.clone())) {
        Ok(again) => assert_eq!(print(&again), canonical),
        Err(found) => panic!("{found:#?}\n{canonical}"),
    }
});
