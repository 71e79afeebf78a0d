//! What the tests of documents share.

use feishu_generator::diagnostic::Code;
use feishu_generator::document::{self, Document, Line, List, Mapping, Notes, Value};
use feishu_generator::load::load;
use feishu_generator::source::{FileId, SourceFile};

/// A file as it could be read from a disk.
pub(crate) fn file(path: &str, text: &str) -> SourceFile {
    SourceFile::from_bytes(path, format!("specs/{path}"), text.as_bytes().to_vec())
}

/// The document of a text that is sound.
pub(crate) fn parsed(path: &str, text: &str) -> Document {
    document::parse(FileId(0), &file(path, text)).unwrap_or_else(|found| panic!("{path}: {found:#?}\n{text}"))
}

/// Checks the canonical form of a text, and that it keeps everything.
pub(crate) fn assert_canonical(path: &str, text: &str, canonical: &str) {
    let printed = assert_kept(path, text);
    assert!(printed == canonical, "got\n{printed}\ninstead of\n{canonical}");
}

/// Formats a text and checks that the result says the same, with the same comments, and is its own canonical form.
pub(crate) fn assert_kept(path: &str, text: &str) -> String {
    let before = parsed(path, text);
    let printed = document::print(&before);
    let after = parsed(path, &printed);
    let again = document::print(&after);
    let changed = again.lines().zip(printed.lines()).find(|(again, printed)| again != printed);
    assert!(again == printed, "formatting {path} again changes {changed:?} in\n{printed}\nit was\n{text}");
    assert_eq!(
        sorted(comments(&after)),
        sorted(comments(&before)),
        "comments of {path}; it was\n{text}\nis\n{printed}"
    );
    assert_eq!(meaning(path, &printed), meaning(path, text), "what {path} means; it was\n{text}\nis\n{printed}");
    printed
}

/// What the loader makes of a text, without places.
fn meaning(path: &str, text: &str) -> String {
    let loaded = load(vec![file(path, text)]);
    // Page words are looked for in the text, in which they can stand elsewhere than in a comment.
    let codes = loaded.diagnostics.iter().map(|found| found.code).filter(|code| *code != Code::PageWords);
    let debug = format!("{:?}{:?}", loaded.spec, codes.collect::<Vec<_>>());
    let mut parts = debug.split("Span { ");
    let mut without = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        without.push_str(part.split_once(" }").map_or(part, |(_, rest)| rest));
    }
    without
}

fn sorted(mut texts: Vec<String>) -> Vec<String> {
    texts.sort();
    texts
}

/// All comments of a document.
pub(crate) fn comments(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    of_mapping(document.root(), &mut found);
    found
}

fn of_mapping(mapping: &Mapping, found: &mut Vec<String>) {
    for entry in &mapping.entries {
        of_notes(&entry.notes, found);
        of_value(&entry.value, found);
    }
    of_lines(&mapping.foot, found);
}

fn of_list(list: &List, found: &mut Vec<String>) {
    for item in &list.items {
        of_notes(&item.notes, found);
        of_value(&item.value, found);
    }
    of_lines(&list.foot, found);
}

fn of_value(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Mapping(mapping) => of_mapping(mapping, found),
        Value::List(list) => of_list(list, found),
        Value::Text(_) | Value::Plain(_) => {}
    }
}

fn of_notes(notes: &Notes, found: &mut Vec<String>) {
    of_lines(&notes.before, found);
    found.extend(notes.beside.clone());
}

fn of_lines(lines: &[Line], found: &mut Vec<String>) {
    found.extend(lines.iter().filter_map(|line| match line {
        Line::Blank => None,
        Line::Comment(comment) => Some(comment.clone()),
    }));
}

/// A document without comments and blank lines.
pub(crate) fn bare(document: &Document) -> Document {
    let mut bare = document.clone();
    strip_mapping(bare.root_mut());
    bare
}

fn strip_mapping(mapping: &mut Mapping) {
    mapping.foot.clear();
    for entry in &mut mapping.entries {
        entry.notes = Notes::default();
        strip(&mut entry.value);
    }
}

fn strip(value: &mut Value) {
    match value {
        Value::Mapping(mapping) => strip_mapping(mapping),
        Value::List(list) => {
            list.foot.clear();
            for item in &mut list.items {
                item.notes = Notes::default();
                strip(&mut item.value);
            }
        }
        Value::Text(_) | Value::Plain(_) => {}
    }
}
