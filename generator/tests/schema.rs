//! The JSON Schema accepts what the loader accepts, and refuses what a schema can refuse.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use feishu_generator::diagnostic::Code;
use feishu_generator::load::load;
use feishu_generator::schema::schema;
use feishu_generator::source::SourceFile;
use jsonschema::Validator;
use serde_json::Value;

/// The kinds of problems that a schema can see.
const VISIBLE: &[Code] = &[
    Code::UnknownKey,
    Code::MissingKey,
    Code::WrongType,
    Code::NoValue,
    Code::Empty,
    Code::UnknownWord,
    Code::BadNotation,
    Code::BadName,
    Code::ConflictingKeys,
    Code::ElementTwice,
];

#[test]
fn schemas_are_valid() {
    for (name, text) in schema() {
        let schema: Value = serde_json::from_str(&text).expect("JSON");
        assert!(jsonschema::meta::is_valid(&schema), "{name}");
        assert!(text.ends_with("}\n"), "{name} ends with a line break");
    }
}

#[test]
fn schemas_accept_the_committed_specs() {
    let validators = validators();
    for file in support::committed_specs() {
        let value = read(&file).unwrap_or_else(|| panic!("{} is YAML", file.display));
        let problems: Vec<String> = validators[kind_of(&file.path)]
            .iter_errors(&value)
            .map(|problem| format!("{}: {problem}", problem.instance_path()))
            .collect();
        assert!(problems.is_empty(), "{}\n{}", file.display, problems.join("\n"));
    }
}

#[test]
fn schemas_refuse_what_they_can() {
    let validators = validators();
    let mut refused = 0;
    for case in
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")).expect("a readable folder")
    {
        let root = case.expect("a readable entry").path().join("specs");
        if !root.is_dir() {
            continue;
        }
        let loaded = load(support::read_root(&root, "specs"));
        for (id, file) in loaded.sources.iter() {
            let visible = loaded
                .diagnostics
                .iter()
                .any(|problem| problem.primary.span.file == id && VISIBLE.contains(&problem.code));
            if let (true, Some(value)) = (visible, read(file)) {
                assert!(!validators[kind_of(&file.path)].is_valid(&value), "{}/{}", root.display(), file.path);
                refused += 1;
            }
        }
    }
    assert!(refused >= VISIBLE.len(), "only {refused} files were refused");
}

/// The schemas by the kind of file.
fn validators() -> BTreeMap<String, Validator> {
    let compile = |text: &str| jsonschema::validator_for(&serde_json::from_str(text).expect("JSON")).expect("a schema");
    schema().into_iter().map(|(name, text)| (name.replace(".json", ""), compile(&text))).collect()
}

/// The kind of a file by its path.
fn kind_of(path: &str) -> &'static str {
    match path.rsplit('/').next().unwrap_or(path) {
        "platform.yaml" => "platform",
        "scopes.yaml" => "scopes",
        "_shared.yaml" => "shared",
        _ => "resource",
    }
}

/// A file as another reader of YAML sees it; `None` where it is no YAML.
fn read(file: &SourceFile) -> Option<Value> {
    serde_yaml::from_str(&file.text).ok()
}
