//! What holds for every text: notations are printed as they are read, and no text makes the loader panic.

mod support;

use feishu_generator::diagnostic::{Style, render};
use feishu_generator::load::load;
use feishu_generator::schema::schema;
use feishu_generator::source::SourceFile;
use feishu_generator::spec::{Range, TypeExpr, Window};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Texts that look like a notation.
fn near_notation() -> impl Strategy<Value = String> {
    let parts = select(vec![
        "list<",
        "map<",
        ">",
        "<",
        "string",
        "int",
        "Name",
        "a.b.Name",
        ".",
        "..",
        "1",
        "0",
        "50",
        "/",
        "s",
        "min",
        "day",
        "-",
        " ",
        "测",
        "18446744073709551616",
        "4294967296",
        "_",
        "A",
        "a",
    ]);
    proptest::collection::vec(parts, 0..8).prop_map(|parts| parts.concat())
}

/// Types as a spec may have them.
fn types() -> impl Strategy<Value = String> {
    let plain = select(vec![
        "string",
        "int",
        "float",
        "bool",
        "any",
        "file",
        "object",
        "Name",
        "im.v1.Name",
        "im.v1.message.Name2",
    ]);
    plain.prop_map(str::to_owned).prop_recursive(10, 10, 1, |inner| {
        (select(vec!["list", "map"]), inner).prop_map(|(outer, inner)| format!("{outer}<{inner}>"))
    })
}

proptest! {
    #[test]
    fn ranges_are_printed_as_they_are_read(min in any::<Option<u32>>(), more in any::<Option<u32>>()) {
        let min = min.map(u64::from);
        let max = more.map(|more| min.unwrap_or(0) + u64::from(more));
        prop_assume!(min.is_some() || max.is_some());
        let range = Range { min, max };
        prop_assert_eq!(range.to_string().parse(), Ok(range));
    }

    #[test]
    fn windows_are_printed_as_they_are_read(count in 1..u32::MAX, period in select(vec!["s", "min", "day"])) {
        let text = format!("{count}/{period}");
        prop_assert_eq!(text.parse::<Window>().map(|window| window.to_string()), Ok(text));
    }

    #[test]
    fn types_are_printed_as_they_are_read(text in types()) {
        prop_assert_eq!(text.parse::<TypeExpr>().map(|ty| ty.to_string()), Ok(text));
    }

    #[test]
    fn what_is_read_is_printed_so_that_it_is_read_again(text in near_notation()) {
        if let Ok(range) = text.parse::<Range>() {
            prop_assert_eq!(range.to_string().parse(), Ok(range));
        }
        if let Ok(window) = text.parse::<Window>() {
            prop_assert_eq!(window.to_string().parse(), Ok(window));
        }
        if let Ok(ty) = text.parse::<TypeExpr>() {
            prop_assert_eq!(ty.to_string().parse(), Ok(ty));
        }
    }
}

/// A change of a text.
#[derive(Debug, Clone)]
enum Change {
    Cut(Index, usize),
    Insert(Index, String),
    Repeat(Index, Index),
    SwapLines(Index, Index),
}

fn change() -> impl Strategy<Value = Change> {
    let fragment = select(vec![
        "\n",
        " ",
        "  ",
        ":",
        ": ",
        "- ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "\"",
        "'",
        "|",
        ">",
        "&a ",
        "*a",
        "!t ",
        "<<: ",
        "#",
        "\t",
        "~",
        "null",
        "true",
        "1",
        "0x1",
        "-",
        "---\n",
        "\u{FEFF}",
        "\u{0}",
        "测试",
        "\r\n",
        "? ",
        "type: ",
        "about: A.\n",
        "required: true",
        "enum: {}",
    ]);
    prop_oneof![
        (any::<Index>(), 1..40_usize).prop_map(|(at, length)| Change::Cut(at, length)),
        (any::<Index>(), fragment).prop_map(|(at, text)| Change::Insert(at, text.to_owned())),
        (any::<Index>(), "\\PC{0,8}").prop_map(|(at, text)| Change::Insert(at, text)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Change::Repeat(from, to)),
        (any::<Index>(), any::<Index>()).prop_map(|(one, other)| Change::SwapLines(one, other)),
    ]
}

fn apply(text: &str, change: &Change) -> String {
    let chars: Vec<char> = text.chars().collect();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    match change {
        _ if chars.is_empty() => String::new(),
        Change::Cut(at, length) => {
            let at = at.index(chars.len());
            chars[..at].iter().chain(&chars[(at + length).min(chars.len())..]).collect()
        }
        Change::Insert(at, inserted) => {
            let at = at.index(chars.len());
            chars[..at].iter().copied().chain(inserted.chars()).chain(chars[at..].iter().copied()).collect()
        }
        Change::Repeat(from, to) => {
            let (from, to) = (from.index(lines.len()), to.index(lines.len()));
            lines[..to].iter().chain([&lines[from]]).chain(&lines[to..]).copied().collect()
        }
        Change::SwapLines(one, other) => {
            let mut lines = lines.clone();
            let count = lines.len();
            lines.swap(one.index(count), other.index(count));
            lines.concat()
        }
    }
}

/// The smaller of the committed specs: enough variety, and quick to read.
fn small_specs() -> Vec<SourceFile> {
    let mut files = support::committed_specs();
    files.retain(|file| file.text.len() < 8000);
    files
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn changed_specs_never_panic(which in any::<Index>(), changes in proptest::collection::vec(change(), 1..6)) {
        let specs = small_specs();
        let mut file = specs[which.index(specs.len())].clone();
        for change in &changes {
            file.text = apply(&file.text, change);
        }
        let loaded = load(vec![file.clone()]);
        let printed = render(&loaded.diagnostics, &loaded.sources, Style::Plain);
        prop_assert_eq!(printed.is_empty(), loaded.diagnostics.is_empty());
        // A service without its other file lacks `about`; all other problems are the file's own.
        let sound = loaded.diagnostics.iter().all(|diagnostic| diagnostic.code.text() == "S008");
        if let (true, Ok(value)) = (sound, serde_yaml::from_str(&file.text)) {
            let name = match file.path.rsplit('/').next() {
                Some("platform.yaml") => "platform.json",
                Some("scopes.yaml") => "scopes.json",
                Some("_shared.yaml") => "shared.json",
                _ => "resource.json",
            };
            let (_, text) = schema().into_iter().find(|(known, _)| known == name).expect("a schema");
            let schema = serde_json::from_str(&text).expect("JSON");
            prop_assert!(jsonschema::is_valid(&schema, &value), "the schema refuses what is accepted\n{}", file.text);
        }
    }

    #[test]
    fn any_text_never_panics(text in "\\PC{0,200}", path in select(vec!["platform.yaml", "scopes.yaml", "im/_shared.yaml", "im/v1/a.yaml"])) {
        let loaded = load(vec![SourceFile::from_bytes(path, path, text.into())]);
        prop_assert!(!render(&loaded.diagnostics, &loaded.sources, Style::Coloured).is_empty());
    }
}
