//! Other readers of YAML understand spec files as we do: `PyYAML`, which keeps to version 1.1.
//!
//! Where it is not installed, the tests say so and pass.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use feishu_generator::document::{self, Document, List, Mapping, Value};
use feishu_generator::source::FileId;
use serde_json::{Map, Value as Json};

use crate::disk::committed_specs;

/// Reads each file with both of `PyYAML`'s parsers, and prints what they hold as lines of JSON. A date is its text.
const PROGRAM: &str = "
import json, sys, yaml
for path in sys.argv[1:]:
    text = open(path, encoding='utf-8').read()
    for loader in (yaml.SafeLoader, getattr(yaml, 'CSafeLoader', yaml.SafeLoader)):
        try:
            print(json.dumps(yaml.load(text, Loader=loader), default=str))
        except Exception as error:
            print(json.dumps('cannot be read: %s' % error))
";

/// What `PyYAML` makes of some files; nothing where it is not installed.
fn read(files: &[PathBuf]) -> Option<Vec<Json>> {
    let found = Command::new("python3").args(["-c", "import yaml"]).output();
    if !found.is_ok_and(|found| found.status.success()) {
        println!("PyYAML is not installed: nothing was compared");
        return None;
    }
    let output = Command::new("python3").args(["-c", PROGRAM]).args(files).output().expect("a program");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("JSON");
    Some(text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect())
}

/// What a document holds, as JSON.
fn json(value: &Value) -> Json {
    match value {
        Value::Mapping(mapping) => object(mapping),
        Value::List(list) => list.items.iter().map(|item| json(&item.value)).collect(),
        Value::Text(text) => Json::from(text.as_str()),
        Value::Plain(text) => serde_json::from_str(text).unwrap_or_else(|_| panic!("`{text}` is no JSON")),
    }
}

fn object(mapping: &Mapping) -> Json {
    mapping.entries.iter().map(|entry| (entry.key.clone(), json(&entry.value))).collect::<Map<_, _>>().into()
}

/// Writes texts to a folder of its own, and compares what `PyYAML` reads with what they hold.
fn compare(name: &str, files: &[(String, Document)]) {
    let folder = std::env::temp_dir().join(format!("feishu-readers-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let paths: Vec<PathBuf> = (0..files.len()).map(|number| folder.join(format!("{number}.yaml"))).collect();
    for (path, (_, document)) in paths.iter().zip(files) {
        fs::write(path, document::print(document)).expect("written");
    }
    let read = read(&paths);
    fs::remove_dir_all(&folder).expect("removed");
    for ((path, document), found) in files.iter().zip(read.iter().flat_map(|read| read.chunks(2))) {
        let own = object(document.root());
        for found in found {
            assert!(*found == own, "{path}: {}", difference(&own, found));
        }
    }
}

/// Where two values differ first.
fn difference(own: &Json, other: &Json) -> String {
    match (own, other) {
        (Json::Object(own), Json::Object(other)) if own.keys().eq(other.keys()) => {
            let differing = own.iter().zip(other.values()).find(|((_, own), other)| own != other);
            differing.map_or_else(String::new, |((key, own), other)| format!("{key}: {}", difference(own, other)))
        }
        _ => format!("{other} is read instead of {own}").chars().take(600).collect(),
    }
}

#[test]
fn committed_specs_say_the_same() {
    let parsed = |file: &feishu_generator::source::SourceFile| {
        (file.path.clone(), document::parse(FileId(0), file).expect("a sound file"))
    };
    compare("specs", &committed_specs().iter().map(parsed).collect::<Vec<_>>());
}

#[test]
fn odd_texts_say_the_same() {
    const SIGNS: [&str; 28] = [
        "a", "0", "1", "e", "x", "-", "+", ".", ":", "_", ",", "?", "!", "&", "*", "#", "~", "=", "<", ">", "|", "'",
        "\"", "[", "]", "{", "}", " ",
    ];
    // A date is read as one, which is no key of JSON.
    const DAY: &str = "2024-02-29";
    const WORDS: [&str; 16] = [
        "yes",
        "Off",
        "NULL",
        "~",
        "2024-13-01",
        "2024-02-30",
        DAY,
        "0x1F",
        "0o17",
        "017",
        "1_000",
        "190:20:30",
        ".inf",
        "-.INF",
        "1.5e3",
        ".NaN",
    ];
    let mut texts: Vec<String> = WORDS.iter().map(|word| (*word).to_owned()).collect();
    for first in SIGNS {
        texts.push(first.to_owned());
        for second in SIGNS {
            texts.push(format!("{first}{second}"));
            texts.extend(SIGNS.iter().map(|third| format!("{first}{second}{third}")));
        }
    }
    let mut files = Vec::new();
    for texts in texts.chunks(4000) {
        let mut document = Document::new("im/v1/message.yaml").expect("a file of a resource");
        let root = document.root_mut();
        for (number, text) in texts.iter().enumerate() {
            root.push(format!("block{number}"), Value::Text(text.clone()));
            root.push(format!("list{number}"), Value::List(std::iter::once(text.as_str()).collect::<List>()));
            let inner = Mapping::default().with("type", text.as_str());
            root.push(format!("line{number}"), Value::List(std::iter::once(Value::Mapping(inner)).collect::<List>()));
        }
        let keys = texts.iter().filter(|text| *text != DAY);
        root.push("keys", keys.fold(Mapping::default(), |all, key| all.with(key, "a")));
        files.push((format!("{:?}…", texts.first()), document));
    }
    compare("odd", &files);
}
