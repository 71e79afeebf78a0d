//! Whatever a file holds, it is refused or read within about a second, and printing what is wrong with it stays short.

mod support;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use feishu_generator::diagnostic::{Style, render};
use feishu_generator::load::{Loaded, load};
use feishu_generator::source::SourceFile;

/// Just below the largest size that is read; less in builds without optimization, whose tests should not take minutes.
const LARGE: usize = if cfg!(debug_assertions) { 256 << 10 } else { (4 << 20) - 200 };

/// What a file may take. Builds without optimization, on a busy machine, get more than the second that a user gets.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 });

const PLATFORM: &str = "# yaml-language-server: $schema=schema/platform.json\n";

/// Loads one file as `platform.yaml`, prints what is wrong, and checks that neither takes long.
fn survive(name: &str, text: impl Into<Vec<u8>>) -> (Loaded, String) {
    survive_at(name, "platform.yaml", text)
}

fn survive_at(name: &str, path: &str, text: impl Into<Vec<u8>>) -> (Loaded, String) {
    let file = SourceFile::from_bytes(path, format!("specs/{path}"), text.into());
    let start = Instant::now();
    let loaded = load(vec![file]);
    let printed = render(&loaded.diagnostics, &loaded.sources, Style::Plain);
    let taken = start.elapsed();
    println!("{name:?}: {taken:?}, {} problems, {} bytes printed", loaded.diagnostics.len(), printed.len());
    assert!(taken < LIMIT, "{name} took {taken:?}");
    assert!(printed.len() < 400_000, "{name} prints {} bytes", printed.len());
    (loaded, printed)
}

/// Checks that a file is refused with a code.
fn refused(name: &str, text: impl Into<Vec<u8>>, code: &str) {
    let (_, printed) = survive(name, text);
    assert!(
        printed.contains(&format!("error[{code}]")),
        "{name} prints\n{}",
        printed.chars().take(2000).collect::<String>()
    );
}

/// As many repetitions as fit the largest file.
fn many(unit: &str) -> String {
    format!("{PLATFORM}{}", unit.repeat((LARGE - PLATFORM.len()) / unit.len()))
}

#[test]
fn deep_nesting_is_refused() {
    for unit in ["[", "{a: ", "{? ", "- ", "? ", "[{a: "] {
        refused(unit, format!("{PLATFORM}{}", unit.repeat(10_000)), "S012");
        survive(unit, many(unit));
    }
    let block: Vec<String> = (0..2000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    refused("block", format!("{PLATFORM}{}", block.concat()), "S012");
    let closed = format!("{PLATFORM}docs: {}{}\n", "[".repeat(10_000), "]".repeat(10_000));
    refused("closed", closed, "S012");
    survive("type", format!("{PLATFORM}common_fields:\n  a: {{about: A., type: {}}}\n", "list<".repeat(LARGE / 6)));
}

#[test]
fn alias_bombs_are_refused() {
    let mut bomb = format!("{PLATFORM}a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..60 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        let _ = writeln!(bomb, "a{level}: &a{level} [{aliases}]");
    }
    refused("bomb", bomb, "S014");
    refused("itself", format!("{PLATFORM}a: &a [*a]\n"), "S014");
    refused("merges", format!("{PLATFORM}a: &a {{b: c}}\nd:\n  <<: *a\n  <<: [*a, *a]\n"), "S016");
}

#[test]
fn large_files_are_refused_without_being_printed() {
    refused("50 MB of one line", vec![b'a'; 50 << 20], "S002");
    refused("50 MB of lines", "a: b\n".repeat(10 << 20), "S002");
    refused("50 MB of noise", vec![0xFF; 50 << 20], "S002");
}

#[test]
fn long_lines_are_cropped() {
    let long = "x".repeat(LARGE - 200);
    refused("a long value", format!("{PLATFORM}docs: {long}\n"), "S028");
    refused("a long key", format!("{PLATFORM}{long}: 1\n"), "S011");
    refused("a long quoted key", format!("{PLATFORM}? \"{long}\"\n: 1\n"), "S021");
    refused("a long comment", format!("{PLATFORM}titel: 1 # {long}\n"), "S021");
    refused("a long line of problems", format!("{PLATFORM}{{{}}}\n", "a: 1, ".repeat(LARGE / 8)), "S022");
    refused("a long flow list", format!("{PLATFORM}docs: [{}]\n", "a, ".repeat(LARGE / 4)), "S024");
    refused("wide characters", format!("{PLATFORM}docs: {}\n", "测".repeat(LARGE / 4)), "S028");
}

#[test]
fn many_problems_are_cut_short() {
    let keys: Vec<String> = (0..LARGE / 12).map(|key| format!("k{key}: 1\n")).collect();
    refused("unknown keys", format!("{PLATFORM}{}", keys.concat()), "S034");
    for unit in ["a: 1\n", "- &a b\n", "- *a\n", "- !t b\n", "<<: 1\n", "- \n", "[a]: 1\n", "{}: 1\n"] {
        survive(unit, many(unit));
    }
    for unit in ["- 0x1F\n", "- null\n", "- []\n", "- {a: 1}\n", "- \"\"\n"] {
        survive(unit, format!("{PLATFORM}error_codes:\n{}", unit.repeat(LARGE / unit.len() - 100)));
    }
}

#[test]
fn odd_syntax_is_survived() {
    let units = [
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "%TAG ! x\n",
        "#\n",
        "\n",
        " ",
        "\t",
        ",",
        ":",
        ": ",
        "? ",
        "|\n",
        ">\n",
        "'",
        "\"",
        "\\",
        "&",
        "*",
        "!",
        "!!",
        "!<",
        "@",
        "`",
        "%",
        "-",
        "}",
        "]",
        "a: b: ",
        "a\n b\n",
        "\u{85}",
        "\u{2028}",
        "\u{FEFF}",
        "\u{10FFFF}",
        "\"\\",
        "\"\\u",
        "\"\\uD800",
        "!%ff ",
        "- - ",
        "a: |\n",
        "a: >9\n",
        "\r",
        "\r\n",
        "\0",
        "é",
    ];
    for unit in units {
        survive(unit, many(unit));
        survive(unit, format!("{PLATFORM}{unit}"));
        survive(unit, format!("{PLATFORM}about: {unit}"));
        survive(unit, format!("{PLATFORM}docs: \"{}", unit.repeat(1000)));
        survive(unit, unit.repeat(1000));
    }
}

#[test]
fn odd_bytes_are_refused() {
    refused("NUL", format!("{PLATFORM}about: a\0b\n"), "S004");
    refused("byte order mark", format!("\u{FEFF}{PLATFORM}about: A.\n"), "S003");
    refused("carriage returns", format!("{PLATFORM}about: A.\rdocs: B.\r"), "S004");
    refused("latin 1", [PLATFORM.as_bytes(), b"about: caf\xE9\n"].concat(), "S001");
    refused("UTF-16", PLATFORM.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(), "S004");
    refused("half a character", [PLATFORM.as_bytes(), &"about: 测".as_bytes()[..9]].concat(), "S001");
    refused("nothing", "", "S019");
    refused("a byte order mark alone", "\u{FEFF}", "S019");
    refused("comments", "# a\n# b\n", "S019");
    refused("a scalar", format!("{PLATFORM}about\n"), "S024");
}

#[test]
fn windows_line_ends_are_read() {
    let text = "# yaml-language-server: $schema=schema/platform.json\r\nabout: |\r\n  One.\r\n  Two.\r\n";
    let (loaded, printed) = survive("CRLF", text);
    assert_eq!(printed, "");
    assert_eq!(loaded.spec.platform.shared.about.map(|about| about.value).as_deref(), Some("One.\nTwo.\n"));
}

#[test]
fn odd_paths_are_refused() {
    let long = "a".repeat(4000);
    let paths = [
        "",
        "/",
        ".",
        "..",
        "../platform.yaml",
        "/im/v1/message.yaml",
        "im//message.yaml",
        "im\\v1\\message.yaml",
        "_shared.yaml",
    ];
    for path in paths.into_iter().chain([
        "im/v1/.yaml",
        ".yaml",
        "im/_shared/_shared.yaml",
        "im/_shared/a.yaml",
        "a\0/_shared.yaml",
        &long,
    ]) {
        let (_, printed) = survive_at("path", path, PLATFORM);
        assert!(printed.contains("error[S006]") || printed.contains("error[S007]"), "{path} prints\n{printed}");
    }
}

#[test]
fn truncated_specs_are_survived() {
    for file in support::committed_specs() {
        for cut in (0..file.text.len()).step_by(file.text.len() / 40 + 1) {
            survive_at("cut", &file.path, &file.text.as_bytes()[..cut]);
        }
    }
}
