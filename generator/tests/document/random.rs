//! Documents of any content, written in any way: nothing is lost, and the canonical form is one.

use feishu_generator::document::{self, Document, Entry, List, Mapping, Value};
use proptest::prelude::*;

use crate::support::{assert_kept, bare, comments, parsed};
use crate::writer::{Chance, write};

const PATH: &str = "im/v1/message.yaml";
const FIRST: &str = "# yaml-language-server: $schema=../../schema/resource.json";

/// What texts are made of: what YAML could take for something else, what cannot stand as it is, and words.
const PARTS: [&str; 64] = [
    "a",
    "word",
    "Words of prose that go on for a while",
    "#",
    " #",
    "# ",
    ": ",
    ":",
    "- ",
    "-",
    "'",
    "''",
    "\"",
    "\\",
    "\\n",
    "{",
    "}",
    "[",
    "]",
    ",",
    ", ",
    "\n",
    "\n\n",
    "\n  ",
    " ",
    "  ",
    "测试",
    "👍🏽",
    "é",
    "\u{a0}",
    "|",
    ">",
    "&",
    "*",
    "!",
    "%",
    "@",
    "`",
    "?",
    "? ",
    "~",
    "null",
    "true",
    "No",
    "0x1",
    "1e3",
    "007",
    "12:30",
    "1_000",
    "2024-01-09",
    "\t",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{fffd}",
    "\u{fffe}",
    "\r",
    "---",
    "...",
    "<<",
    "=",
    "averyveryveryveryveryveryverylongword",
    "\u{1F600}\u{200D}",
];

fn text(chance: &mut Chance) -> String {
    let most = chance.of(&[1, 2, 4, 8, 40]);
    let count = 1 + chance.below(most);
    let mut text = String::new();
    for _ in 0..count {
        text.push_str(chance.of(&PARTS));
        text.push_str(chance.of(&["", "", " "]));
    }
    text
}

/// A text that is not blank, as prose has to be.
fn prose(chance: &mut Chance) -> String {
    let text = text(chance);
    if text.trim().is_empty() { format!("{text}x") } else { text }
}

fn json(chance: &mut Chance, depth: usize) -> Value {
    match chance.below(if depth == 0 { 4 } else { 6 }) {
        0 | 1 => Value::Text(text(chance)),
        2 => Value::Plain((chance.of(&["0", "-1", "1.50", "1e3", "18446744073709551615"])).to_owned()),
        3 => Value::from(chance.one_in(2)),
        4 => Value::List((0..chance.below(4)).map(|_| json(chance, depth - 1)).collect()),
        _ => {
            let mut mapping = Mapping::default();
            for number in 0..chance.below(4) {
                mapping.push(format!("{number}{}", text(chance)), json(chance, depth - 1));
            }
            Value::Mapping(mapping)
        }
    }
}

fn field(chance: &mut Chance, depth: usize) -> Mapping {
    let kind = chance.of(&["string", "int", "list<string>", "any"]);
    let mut field = Mapping::default().with("about", prose(chance)).with("type", kind);
    if chance.one_in(2) {
        field.push("example", json(chance, 3));
    }
    if chance.one_in(3) {
        field.push(
            "scopes",
            (0..=chance.below(5)).map(|number| format!("im:scope.of_some_length:{number}")).collect::<List>(),
        );
    }
    if chance.one_in(3) {
        field.push("required", chance.one_in(2));
    }
    match chance.below(5) {
        0 if depth > 0 => drop(field.push("fields", fields(chance, depth - 1))),
        1 => drop(field.push("enum", values(chance))),
        2 => {
            let named = |name: &str| Mapping::default().with("name", name).with("about", "A.");
            field.push(
                "enum_int",
                Mapping::default().with("-1", named("a")).with("0", named("b")).with("20", named("c")),
            );
        }
        _ => {}
    }
    field
}

fn fields(chance: &mut Chance, depth: usize) -> Mapping {
    let mut fields = Mapping::default();
    for number in 0..=chance.below(4) {
        let name = chance.of(&["name", "12", "@a", "on", "{x}", "测", "a#b", "null", "-"]);
        fields.push(format!("{name}{number}"), field(chance, depth));
    }
    if chance.one_in(5) {
        fields.push(chance.of(&["~", "on", "7", "true", "-"]), field(chance, 0));
    }
    fields
}

/// Values of an enumeration, which can have any names.
fn values(chance: &mut Chance) -> Mapping {
    let mut values = Mapping::default();
    for number in 0..=chance.below(4) {
        values.push(format!("{}{number}", text(chance)), Mapping::default().with("about", prose(chance)));
    }
    if chance.one_in(4) {
        values.push("", Mapping::default().with("about", "Nothing."));
    }
    if chance.one_in(30) {
        values.push("long ".repeat(300), Mapping::default().with("about", "Long."));
    }
    values
}

fn shuffled(chance: &mut Chance, mut mapping: Mapping) -> Mapping {
    for at in (1..mapping.entries.len()).rev() {
        mapping.entries.swap(at, chance.below(at + 1));
    }
    mapping
}

fn resource(chance: &mut Chance) -> Mapping {
    let list = |words: &[&str]| words.iter().copied().collect::<List>();
    let target = Mapping::default().with("serial", true).with("group", "im.message");
    let codes: List = (0..=chance.below(12)).map(|number| format!("some_error_code_{number}")).collect();
    let operation = Mapping::default()
        .with("summary", "Get it: now.")
        .with("details", prose(chance))
        .with("method", "GET")
        .with("path", "/open-apis/im/v1/messages")
        .with("tokens", list(&["tenant", "user"]))
        .with("apps", list(&["custom"]))
        .with("targets", [target].into_iter().collect::<List>())
        .with("rate_limit", list(&["1000/min", "50/s"]))
        .with("paging", Mapping::default())
        .with("query", fields(chance, 2))
        .with("error_codes", codes);
    let code = Mapping::default().with("message", prose(chance)).with("code", 7).with("about", prose(chance));
    let kind = Mapping::default().with("enum", values(chance)).with("about", prose(chance));
    let object = Mapping::default().with("fields", fields(chance, 2)).with("about", prose(chance));
    let operations = Mapping::default().with("get", shuffled(chance, operation.clone())).with("list", operation);
    let root = Mapping::default()
        .with("operations", operations)
        .with("error_codes", Mapping::default().with("gone", code))
        .with("types", Mapping::default().with("Kind", kind).with("Message", object))
        .with("about", prose(chance));
    shuffled(chance, root)
}

/// The same without repeated keys, which files cannot have.
fn with_single_keys(mapping: &mut Mapping) {
    let mut seen = std::collections::HashSet::new();
    mapping.entries.retain(|Entry { key, .. }| seen.insert(key.clone()));
    for entry in &mut mapping.entries {
        single_keys_in(&mut entry.value);
    }
}

fn single_keys_in(value: &mut Value) {
    match value {
        Value::Mapping(mapping) => with_single_keys(mapping),
        Value::List(list) => list.items.iter_mut().for_each(|item| single_keys_in(&mut item.value)),
        Value::Text(_) | Value::Plain(_) => {}
    }
}

proptest! {

    #[test]
    fn any_document_written_in_any_way_is_kept(content in any::<u64>(), form in any::<u64>()) {
        let mut root = resource(&mut Chance(content));
        with_single_keys(&mut root);
        let written = write(FIRST, &root, Chance(form));
        let read = parsed(PATH, &written.text);
        let bare = bare(&read);
        let difference = difference(&Value::Mapping(bare.root().clone()), &Value::Mapping(root.clone()));
        prop_assert!(difference.is_none(), "{} in {}", difference.unwrap_or_default(), written.text);
        let (mut found, mut wanted) = (comments(&read), written.comments);
        found.sort();
        wanted.sort();
        prop_assert!(found == wanted, "comments: found {found:?}, wanted {wanted:?} in {}", written.text);
        assert_kept(PATH, &written.text);
    }

    #[test]
    fn any_document_that_is_made_is_read_as_it_was_made(content in any::<u64>()) {
        let mut document = Document::new(PATH).expect("a path");
        *document.root_mut() = resource(&mut Chance(content));
        with_single_keys(document.root_mut());
        let printed = document::print(&document);
        let read = parsed(PATH, &printed);
        prop_assert_eq!(document::print(&read), &printed[..]);
        prop_assert_eq!(sorted(bare(&read).root()), sorted(document.root()));
    }
}

/// The entries of all mappings by their keys: the printer gives fixed keys their order.
fn sorted(mapping: &Mapping) -> Mapping {
    let mut sorted = mapping.clone();
    sort(&mut sorted);
    sorted
}

fn sort(mapping: &mut Mapping) {
    mapping.entries.sort_by(|a, b| a.key.cmp(&b.key));
    for entry in &mut mapping.entries {
        sort_in(&mut entry.value);
    }
}

fn sort_in(value: &mut Value) {
    match value {
        Value::Mapping(mapping) => sort(mapping),
        Value::List(list) => list.items.iter_mut().for_each(|item| sort_in(&mut item.value)),
        Value::Text(_) | Value::Plain(_) => {}
    }
}

/// The first place where two trees differ.
fn difference(read: &Value, written: &Value) -> Option<String> {
    match (read, written) {
        (Value::Mapping(read), Value::Mapping(written)) if read.entries.len() == written.entries.len() => {
            read.entries.iter().zip(&written.entries).find_map(|(read, written)| {
                let keys = (read.key != written.key).then(|| format!("{:?} for {:?}", read.key, written.key));
                keys.or_else(|| Some(format!("{}: {}", read.key, difference(&read.value, &written.value)?)))
            })
        }
        (Value::List(read), Value::List(written)) if read.items.len() == written.items.len() => {
            read.items.iter().zip(&written.items).find_map(|(read, written)| difference(&read.value, &written.value))
        }
        _ => (read != written).then(|| format!("{read:?} for {written:?}")),
    }
}
