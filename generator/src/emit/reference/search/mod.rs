//! The index that the site is searched by: files that a page loads as scripts, since it may be opened without a server.
//!
//! Terms are in one file for each first letter, so that a query loads as many small files as it has words. What was found is shown
//! from the files of entries, which are loaded as results need them.

mod entries;
mod terms;
mod words;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::{Value, json};

use self::entries::Entry;
use self::terms::Terms;
use super::MARKER;
use super::site::Site;

/// Entries of one file.
const ENTRIES: usize = 256;

/// The files of the index.
pub(super) fn files(site: &Site<'_>) -> Vec<(String, String)> {
    let entries = entries::all(site);
    let terms = Terms::of(&entries);
    let mut files = vec![file("start", "start", &start(&entries, &terms)), file("paths", "paths", &paths(site))];
    let chunks: Vec<(usize, &[Entry])> = entries.chunks(ENTRIES).enumerate().collect();
    files.extend(chunks.par_iter().map(|(number, chunk)| part(*number, chunk)).collect::<Vec<_>>());
    let letters: Vec<char> = terms.letters().collect();
    files.extend(letters.par_iter().map(|letter| letter_file(*letter, &terms)).collect::<Vec<_>>());
    files
}

/// What has to be known before anything else.
fn start(entries: &[Entry], terms: &Terms) -> Value {
    json!({
        "entries": entries.len(),
        "size": ENTRIES,
        "letters": terms.letters().collect::<String>(),
        "stop": words::STOP,
    })
}

/// The paths of operations, for those who have one with values in it.
fn paths(site: &Site<'_>) -> Value {
    // Entries of operations come first, in the order of operations.
    let numbered = site.client.operations().enumerate();
    let paths = numbered.map(|(number, operation)| json!([number, operation.method.word(), operation.path]));
    paths.collect()
}

fn part(number: usize, entries: &[Entry]) -> (String, String) {
    let rows: Vec<Value> = entries
        .iter()
        .map(|entry| json!([entry.kind.word(), entry.title, entry.detail, entry.page, u8::from(entry.deprecated)]))
        .collect();
    file(&format!("entries-{number}"), "entries", &json!([number, rows]))
}

fn letter_file(letter: char, terms: &Terms) -> (String, String) {
    file(&format!("terms-{letter}"), "terms", &json!([letter.to_string(), terms.starting_with(letter)]))
}

fn file(name: &str, what: &str, value: &Value) -> (String, String) {
    (format!("search/{name}.js"), format!("// {MARKER}\nreferenceSearch.{what}({value});\n"))
}
