//! Every page of one snapshot.

use std::collections::{BTreeMap, BTreeSet};

use feishu_generator::page::Kind;

use crate::corpus::{ReadPage, readings};
use crate::search::rows_by_search;

/// Pages whose rows a plain search counts differently, with the number of rows that it has more, and why that is right.
const DIFFERENCES: &[(&str, i64, &str)] = &[
    ("authentication-management/access-token/obtain-oauth-code.md", -4, "fields below headings that the search does not know"),
    ("historic-version/docs/sheets/sheet-operation/uETO2YjLxkjN24SM5YjN.md", 2, "two tables of the meaning of bits"),
    ("historic-version/uYDOyUjL2gjM14iN4ITN/v2/feishu-native-approval/uADNyUjLwQjM14CM0ITN.md", 2, "tables of names of forms"),
    ("historic-version/uYDOyUjL2gjM14iN4ITN/v2/feishu-native-approval/uEDNyUjLxQjM14SM0ITN.md", 24, "tables of kinds of form"),
    ("performance-v1/review_data/query-review_data.md", 3, "three rows inside an HTML comment"),
    ("uUDN04SN0QjL1QDN/drive-v1/file/download.md", -2, "a table of response headers"),
    ("uUDN04SN0QjL1QDN/drive-v1/media/download.md", -2, "a table of response headers"),
    ("uUDN04SN0QjL1QDN/sheets-v3/conditionformat/condition-format-set.md", 1, "a table of result codes"),
    ("uUDN04SN0QjL1QDN/wiki-v2/search_wiki.md", 11, "a table of the meaning of numbers"),
];

fn endpoints(all: &[ReadPage]) -> impl Iterator<Item = &ReadPage> {
    all.iter().filter(|page| page.reading.facts.is_some())
}

#[test]
fn every_endpoint_yields_facts() {
    let all = readings("2026-03");
    if all.is_empty() {
        return;
    }
    for page in &all {
        let is_endpoint = page.text.contains("HTTP Method") && page.text.contains("open-apis/") && {
            // Guides list methods of many endpoints in one table.
            page.text.contains("## 请求\n") || page.text.contains("## 请求 \n")
        };
        assert!(!is_endpoint || page.reading.facts.is_some(), "{} yields no facts", page.path);
    }
    let facts: Vec<_> = endpoints(&all).filter_map(|page| page.reading.facts.as_ref()).collect();
    let open: Vec<_> = facts.iter().filter(|facts| facts.path.starts_with("/open-apis/")).collect();
    let distinct: BTreeSet<_> = open.iter().map(|facts| (facts.method.word(), facts.path.as_str())).collect();
    println!("{} pages, {} with an endpoint, {} of them below /open-apis/, {} distinct", all.len(), facts.len(), open.len(), distinct.len());
    assert_eq!((all.len(), facts.len(), open.len(), distinct.len()), (2042, 1592, 1571, 1562));
}

#[test]
fn no_row_is_lost() {
    let all = readings("2026-03");
    let mut total = [0_usize; 7];
    let mut differences = Vec::new();
    for page in endpoints(&all) {
        let rows = page.reading.rows;
        for (sum, more) in total.iter_mut().zip([rows.params, rows.query, rows.body, rows.response, rows.other, rows.skipped, rows.errors]) {
            *sum += more;
        }
        let read = rows.fields() + rows.other + rows.skipped;
        let found = rows_by_search(&page.text);
        let more = found - i64::try_from(read).expect("few rows");
        if more != 0 {
            differences.push((page.path.as_str(), more));
        }
    }
    println!("path parameters, query, body, response, other, skipped, errors: {total:?}");
    let expected: Vec<(&str, i64)> = DIFFERENCES.iter().filter(|_| !all.is_empty()).map(|(path, more, _)| (*path, *more)).collect();
    assert_eq!(differences, expected);
}

#[test]
fn every_example_is_json_or_listed() {
    let all = readings("2026-03");
    let (mut read, mut mended, mut unread) = (0, 0, 0);
    for page in endpoints(&all) {
        let Some(facts) = &page.reading.facts else { continue };
        let flawed: BTreeSet<u32> =
            page.reading.warnings.iter().filter(|w| w.kind == Kind::ExampleNotJson).map(|w| w.line).collect();
        for example in facts.response.examples.iter().chain(&facts.request.examples) {
            match (&example.body, &example.flaw) {
                (Ok(_), None) => read += 1,
                (Ok(_), Some(_)) => mended += 1,
                (Err(reason), _) => {
                    println!("{}:{}: {reason}", page.path, example.line);
                    unread += 1;
                }
            }
            assert_eq!(example.flaw.is_some(), flawed.contains(&example.line), "{}:{}", page.path, example.line);
        }
    }
    println!("examples: {read} are JSON, {mended} with comments or surplus commas, {unread} are not");
}

#[test]
fn summary() {
    let all = readings("2026-03");
    let mut kinds: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    for page in endpoints(&all) {
        let mut seen = BTreeSet::new();
        for warning in &page.reading.warnings {
            let count = kinds.entry(warning.kind).or_default();
            count.0 += 1;
            count.1 += usize::from(seen.insert(warning.kind));
        }
    }
    for (kind, (count, pages)) in &kinds {
        println!("{count:6} on {pages:4} pages  {kind}");
    }
    if let Ok(kind) = std::env::var("KIND") {
        for page in endpoints(&all) { for w in page.reading.warnings.iter().filter(|w| w.kind.text() == kind) {
            println!("{}:{} {}", page.path, w.line, w.message);
        } }
    }
}
