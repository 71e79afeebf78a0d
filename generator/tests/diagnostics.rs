//! Every kind of problem as it is printed.
//!
//! One folder per case: `tests/diagnostics/<code>_<name>/`. Each folder in it is a spec root (one is enough; several are merged),
//! `expected.txt` is the output. Write the specs, run the tests with `UPDATE_EXPECT=<code>` (every case whose name starts so; `1` for
//! all), and read what they wrote.

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use feishu_generator::check::check;
use feishu_generator::diagnostic::{Code, Diagnostic, Severity, Style, render};
use feishu_generator::load::load;
use feishu_generator::lower::lower;
use feishu_generator::source::{SourceFile, Sources};

/// What the first stage that finds an error says of some files.
fn diagnose(files: Vec<SourceFile>) -> (Vec<Diagnostic>, Sources) {
    let loaded = load(files);
    let mut diagnostics = loaded.diagnostics;
    if !has_error(&diagnostics) {
        diagnostics.extend(check(&loaded.spec));
    }
    if !has_error(&diagnostics) {
        diagnostics.extend(lower(&loaded.spec).err().unwrap_or_default());
    }
    (diagnostics, loaded.sources)
}

fn has_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Whether the expected output of a case is to be written rather than compared.
fn is_updated(case: &str) -> bool {
    std::env::var("UPDATE_EXPECT")
        .is_ok_and(|prefix| prefix == "1" || (!prefix.is_empty() && case.starts_with(&prefix)))
}

#[test]
fn every_case_prints_what_is_expected() {
    let mut failures = String::new();
    for case in cases() {
        let name = name_of(&case);
        let (mut diagnostics, sources) = diagnose(files_of(&case));
        let code = name.split('_').next().unwrap_or_default();
        if is_generated(&name) {
            diagnostics.retain(|diagnostic| diagnostic.code.text() == code);
        }
        let printed = render(&diagnostics, &sources, Style::Plain);
        if !printed.contains(&format!("[{code}]")) {
            let _ = writeln!(failures, "== {name} does not print {code}\n{printed}");
        }
        let path = case.join("expected.txt");
        if is_updated(&name) {
            fs::write(&path, &printed).expect("a writable folder");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if printed != expected {
            let _ = writeln!(failures, "== {name} prints\n{printed}\n== instead of\n{expected}");
        }
    }
    assert!(failures.is_empty(), "{failures}\nif the new output is right, run the tests with UPDATE_EXPECT=<code>");
}

#[test]
fn every_code_has_a_case() {
    let names: Vec<String> = cases().iter().map(|case| name_of(case)).collect();
    let lacking: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.text())
        .filter(|code| !names.iter().any(|name| name.starts_with(code)))
        .collect();
    assert!(lacking.is_empty(), "no case in tests/diagnostics for {lacking:?}");
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    for case in cases() {
        let files = files_of(&case);
        let (diagnostics, sources) = diagnose(files.clone());
        let (reversed, reversed_sources) = diagnose(files.into_iter().rev().collect());
        let printed = render(&diagnostics, &sources, Style::Plain);
        assert_eq!(printed, render(&reversed, &reversed_sources, Style::Plain), "{}", name_of(&case));
    }
}

#[test]
fn colours_change_nothing_but_colours() {
    for case in cases() {
        let (diagnostics, sources) = diagnose(files_of(&case));
        let coloured = render(&diagnostics, &sources, Style::Coloured);
        assert_eq!(without_escapes(&coloured), render(&diagnostics, &sources, Style::Plain), "{}", name_of(&case));
    }
}

/// The folders of all cases in the order of their names.
fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(folder).expect("a readable folder").map(|entry| entry.expect("a readable entry").path()).collect();
    cases.sort();
    cases
}

fn name_of(case: &Path) -> String {
    case.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Whether the files of a case are too large to be kept.
fn is_generated(case: &str) -> bool {
    matches!(case, "S002_file_too_large" | "S034_too_many_problems")
}

/// The files of a case.
fn files_of(case: &Path) -> Vec<SourceFile> {
    let platform = |text: String| SourceFile::from_bytes("platform.yaml", "specs/platform.yaml", text.into());
    let first_line = "# yaml-language-server: $schema=schema/platform.json\n";
    match &*name_of(case) {
        "S002_file_too_large" => vec![platform(format!("{first_line}{}", "# padding\n".repeat(500_000)))],
        "S034_too_many_problems" => {
            let keys: Vec<String> = (0..1000).map(|number| format!("key{number}: 1\n")).collect();
            vec![platform(format!("{first_line}{}", keys.concat()))]
        }
        _ => {
            let mut roots: Vec<PathBuf> = fs::read_dir(case)
                .expect("a readable folder")
                .map(|entry| entry.expect("a readable entry").path())
                .collect();
            roots.retain(|root| root.is_dir());
            roots.sort();
            roots.iter().flat_map(|root| support::read_root(root, &name_of(root))).collect()
        }
    }
}

/// A text without escape codes for colours.
fn without_escapes(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
    }
    plain
}
