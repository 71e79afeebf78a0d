//! Any bytes as a spec file of each kind: they are loaded or refused, and what is wrong can be printed.
#![no_main]

use feishu_generator::check::check;
use feishu_generator::diagnostic::{Style, render};
use feishu_generator::load::load;
use feishu_generator::lower::lower;
use feishu_generator::source::SourceFile;
use libfuzzer_sys::fuzz_target;

const PATHS: [&str; 4] = ["platform.yaml", "scopes.yaml", "im/_shared.yaml", "im/v1/message.yaml"];

fuzz_target!(|files: [&[u8]; 4]| {
    let files = PATHS.iter().zip(files);
    let files = files.map(|(path, bytes)| SourceFile::from_bytes(*path, format!("specs/{path}"), bytes.to_vec()));
    let loaded = load(files.collect());
    let mut diagnostics = loaded.diagnostics;
    if loaded.broken.is_empty() {
        diagnostics.extend(check(&loaded.spec));
    }
    render(&diagnostics, &loaded.sources, Style::Plain);
    if diagnostics.is_empty() {
        let _ = lower(&loaded.spec);
    }
});
