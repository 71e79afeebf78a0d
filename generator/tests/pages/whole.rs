//! Every page of one snapshot.

use std::collections::{BTreeMap, BTreeSet};

use feishu_generator::page::Kind;

use crate::corpus::{ReadPage, readings};
use crate::search::rows_by_search;

/// Pages whose rows a plain search counts differently, with the number of rows that it has more, and why that is right.
const DIFFERENCES: &[(&str, i64, &str)] = &[
    (
        "authentication-management/access-token/obtain-oauth-code.md",
        -4,
        "fields below headings that the search does not know",
    ),
    ("historic-version/docs/sheets/sheet-operation/uETO2YjLxkjN24SM5YjN.md", 2, "two tables of the meaning of bits"),
    (
        "historic-version/uYDOyUjL2gjM14iN4ITN/v2/feishu-native-approval/uADNyUjLwQjM14CM0ITN.md",
        2,
        "tables of names of forms",
    ),
    (
        "historic-version/uYDOyUjL2gjM14iN4ITN/v2/feishu-native-approval/uEDNyUjLxQjM14SM0ITN.md",
        24,
        "tables of kinds of form",
    ),
    ("performance-v1/review_data/query-review_data.md", 3, "three rows inside an HTML comment"),
    ("uUDN04SN0QjL1QDN/drive-v1/file/download.md", -2, "a table of response headers"),
    ("uUDN04SN0QjL1QDN/drive-v1/media/download.md", -2, "a table of response headers"),
    ("uUDN04SN0QjL1QDN/sheets-v3/conditionformat/condition-format-set.md", 1, "a table of result codes"),
    ("uUDN04SN0QjL1QDN/wiki-v2/search_wiki.md", 11, "a table of the meaning of numbers"),
];

fn endpoints(all: &[ReadPage]) -> impl Iterator<Item = &ReadPage> {
    all.iter().filter(|page| page.reading.facts.is_some())
}

/// One test, because reading all pages is what takes its time.
#[test]
fn the_whole_snapshot_is_read() {
    let all = readings("2026-03");
    if all.is_empty() {
        return;
    }
    every_endpoint_yields_facts(&all);
    no_row_is_lost(&all);
    every_example_is_json_or_listed(&all);
    every_event_is_found(&all);
    warnings_are_few(&all);
}

fn every_endpoint_yields_facts(all: &[ReadPage]) {
    for page in all {
        let is_endpoint = page.text.contains("HTTP Method") && page.text.contains("open-apis/") && {
            // Guides list methods of many endpoints in one table.
            page.text.contains("## 请求\n") || page.text.contains("## 请求 \n")
        };
        assert!(!is_endpoint || page.reading.facts.is_some(), "{} yields no facts", page.path);
    }
    let facts: Vec<_> = endpoints(all).filter_map(|page| page.reading.facts.as_ref()).collect();
    let open: Vec<_> = facts.iter().filter(|facts| facts.path.starts_with("/open-apis/")).collect();
    let distinct: BTreeSet<_> = open.iter().map(|facts| (facts.method.word(), facts.path.as_str())).collect();
    println!(
        "{} pages, {} with an endpoint, {} of them below /open-apis/, {} distinct",
        all.len(),
        facts.len(),
        open.len(),
        distinct.len()
    );
    assert_eq!((all.len(), facts.len(), open.len(), distinct.len()), (2042, 1592, 1571, 1562));
}

fn no_row_is_lost(all: &[ReadPage]) {
    let mut total = [0_usize; 7];
    let mut differences = Vec::new();
    for page in endpoints(all) {
        let rows = page.reading.rows;
        for (sum, more) in total.iter_mut().zip([
            rows.params,
            rows.query,
            rows.body,
            rows.response,
            rows.other,
            rows.skipped,
            rows.errors,
        ]) {
            *sum += more;
        }
        let read = rows.fields() + rows.other + rows.skipped;
        let found = rows_by_search(&page.text);
        let more = found - i64::try_from(read).expect("few rows");
        if more != 0 {
            differences.push((page.path.as_str(), more));
        }
    }
    assert_eq!(total, [1067, 2292, 16_727, 68_756, 104, 3, 11_281]);
    println!("path parameters, query, body, response, other, skipped, errors: {total:?}");
    let expected: Vec<(&str, i64)> = DIFFERENCES.iter().map(|(path, more, _)| (*path, *more)).collect();
    assert_eq!(differences, expected);
}

fn every_example_is_json_or_listed(all: &[ReadPage]) {
    let (mut read, mut mended, mut unread) = (0, 0, 0);
    for page in endpoints(all) {
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
    println!("examples: {read} are JSON, {mended} were mended, {unread} cannot be read");
    assert_eq!((read, mended, unread), (2383, 41, 32));
}

/// Events, held against a plain search: the line of a table with their type, or the frame of old events in a folder of events.
fn every_event_is_found(all: &[ReadPage]) {
    let by_search = |page: &ReadPage| {
        let line = page.text.lines().any(|line| line.trim() == "<md-th>事件类型</md-th>");
        let old =
            page.text.contains("\"event_callback\"") && ["/event/", "/events/"].iter().any(|at| page.path.contains(at));
        (line || old) && page.reading.facts.is_none()
    };
    for page in all {
        assert_eq!(page.reading.event.is_some(), by_search(page), "{}: {:?}", page.path, page.reading.event);
    }
    let events: Vec<_> = all.iter().filter_map(|page| page.reading.event.as_ref()).collect();
    let names: BTreeSet<_> = events.iter().map(|event| event.name.as_str()).collect();
    println!("{} pages of events, {} distinct", events.len(), names.len());
    let nameless: Vec<_> = events.iter().filter(|event| event.service.is_none()).map(|event| &event.name).collect();
    println!("without service: {nameless:?}");
    assert_eq!((events.len(), names.len()), (207, 207));
}

fn warnings_are_few(all: &[ReadPage]) {
    let mut kinds: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    for page in endpoints(all) {
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
    let all_kinds: usize = kinds.values().map(|(count, _)| count).sum();
    let endpoints = endpoints(all).count();
    assert!(all_kinds < 2 * endpoints, "more warnings than anybody reads: {all_kinds} on {endpoints} pages");
}
