//! Prose for drafts, as a person would write it, but always the same.

use std::collections::BTreeMap;

use feishu_generator::check::check;
use feishu_generator::load::{Loaded, load};
use feishu_generator::source::SourceFile;

/// A draft with all prose written and the page's words taken out.
pub(crate) fn filled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = match line.find("#>") {
            Some(at) if line[..at].trim().is_empty() => continue,
            Some(at) if line[..at].ends_with(' ') => line[..at].trim_end(),
            _ => line,
        };
        let line = line.replace("summary: TODO", "summary: Do what a test asks for.");
        out.push_str(&line.replace(": TODO", ": How many words a test wrote."));
        out.push('\n');
    }
    out
}

/// Everything that is wrong with some files.
pub(crate) fn problems(files: &BTreeMap<String, String>) -> (Loaded, Vec<String>) {
    let sources: Vec<SourceFile> =
        files.iter().map(|(path, text)| SourceFile::from_bytes(path, path, text.as_bytes().to_vec())).collect();
    let loaded = load(sources);
    let found = loaded.diagnostics.iter().cloned().chain(check(&loaded.spec));
    let texts = found.map(|problem| {
        let file = loaded.sources.get(problem.primary.span.file);
        let line = file.text[..problem.primary.span.start as usize].matches('\n').count() + 1;
        format!("{}:{line}: {} {}", file.path, problem.code, problem.message)
    });
    let texts = texts.collect();
    (loaded, texts)
}
