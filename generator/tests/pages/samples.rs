//! The same page in two dialects gives the same facts.

use std::collections::BTreeMap;

use feishu_generator::page::facts::{Field, PageFacts};
use feishu_generator::page::{Kind, read};

use crate::corpus::{pages, readings};

/// Lists what differs between two pages, as `place: one / other`.
struct Comparison {
    differences: Vec<String>,
}

impl Comparison {
    fn of(one: &PageFacts, other: &PageFacts, same_snapshot: bool) -> Vec<String> {
        let mut all = Self { differences: Vec::new() };
        all.check("title", &one.title, &other.title);
        all.check("method", &one.method, &other.method);
        all.check("host", &one.host, &other.host);
        all.check("path", &one.path, &other.path);
        all.check("rate limit", &one.rate_limit, &other.rate_limit);
        all.check("apps", &one.apps, &other.apps);
        all.check("tokens", &one.tokens, &other.tokens);
        all.check("content type", &one.request.content_type, &other.request.content_type);
        all.check("multipart", &one.request.multipart, &other.request.multipart);
        all.check("envelope", &one.response.envelope, &other.response.envelope);
        if same_snapshot {
            all.check("updated", &one.updated_ms, &other.updated_ms);
        }
        let names = |scopes: &[feishu_generator::page::facts::Scope]| {
            scopes.iter().map(|scope| scope.name.clone()).collect::<Vec<_>>()
        };
        all.check("scopes", &names(&one.scopes), &names(&other.scopes));
        all.check("field scopes", &names(&one.field_scopes), &names(&other.field_scopes));
        all.fields("header", &one.headers, &other.headers);
        all.fields("path", &one.params, &other.params);
        all.fields("query", &one.query, &other.query);
        all.fields("body", &one.request.body, &other.request.body);
        all.fields("response", &one.response.root, &other.response.root);
        let bodies = |examples: &[feishu_generator::page::facts::Example]| {
            examples.iter().map(|example| example.body.clone().ok()).collect::<Vec<_>>()
        };
        all.check("request examples", &bodies(&one.request.examples), &bodies(&other.request.examples));
        all.check("response examples", &bodies(&one.response.examples), &bodies(&other.response.examples));
        let errors = |facts: &PageFacts| {
            facts.errors.iter().map(|error| (error.code, error.http.clone(), plain(&error.message))).collect::<Vec<_>>()
        };
        all.check("errors", &errors(one), &errors(other));
        all.differences
    }

    fn check<T: PartialEq + std::fmt::Debug>(&mut self, place: &str, one: &T, other: &T) {
        if one != other {
            let short = |value: &T| format!("{value:?}").chars().take(160).collect::<String>();
            self.differences.push(format!("{place}: {} / {}", short(one), short(other)));
        }
    }

    fn fields(&mut self, place: &str, one: &[Field], other: &[Field]) {
        let names = |fields: &[Field]| fields.iter().map(|field| field.name.clone()).collect::<Vec<_>>();
        self.check(&format!("{place} names"), &names(one), &names(other));
        for field in one {
            if let Some(same) = other.iter().find(|other| other.name == field.name) {
                self.field(&format!("{place}.{}", field.name), field, same);
            }
        }
    }

    fn field(&mut self, place: &str, one: &Field, other: &Field) {
        self.check(&format!("{place} type"), &one.kind, &other.kind);
        self.check(&format!("{place} required"), &one.required, &other.required);
        let value =
            |worded: &Option<feishu_generator::page::facts::Worded>| worded.as_ref().and_then(|w| w.value.clone());
        self.check(&format!("{place} default"), &value(&one.default), &value(&other.default));
        self.check(&format!("{place} example"), &value(&one.example), &value(&other.example));
        self.check(&format!("{place} limits"), &one.limits, &other.limits);
        let values = |field: &Field| field.values.iter().map(|value| value.value.clone()).collect::<Vec<_>>();
        self.check(&format!("{place} values"), &values(one), &values(other));
        let scopes = |field: &Field| field.scopes.iter().map(|scope| scope.name.clone()).collect::<Vec<_>>();
        self.check(&format!("{place} scopes"), &scopes(one), &scopes(other));
        self.fields(place, &one.fields, &other.fields);
    }
}

/// A text without what dialects write differently.
fn plain(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace() && !matches!(char, '\\' | '`' | '*')).collect()
}

/// Differences by page of a folder against the tagged pages.
fn compare(folder: &str, same_snapshot: bool) -> (usize, BTreeMap<String, Vec<String>>) {
    let tagged: BTreeMap<String, String> = pages("2026-03").into_iter().map(|page| (page.path, page.text)).collect();
    let mut out = BTreeMap::new();
    let mut count = 0;
    for page in readings(folder) {
        let Some(text) = tagged.get(&page.path) else { continue };
        count += 1;
        let one = read("", text).facts.unwrap_or_else(|| panic!("{} is an endpoint", page.path));
        let Some(other) = &page.reading.facts else {
            out.insert(page.path, vec!["no facts".to_owned()]);
            continue;
        };
        let differences = Comparison::of(&one, other, same_snapshot);
        if !differences.is_empty() {
            out.insert(page.path, differences);
        }
    }
    (count, out)
}

/// Pages that differ, by how many facts, and why.
type Known = &'static [(&'static str, usize, &'static str)];

const FLAT: Known = &[
    ("cardkit-v1/card/batch_update.md", 1, "the table of error codes lost its rows and columns"),
    ("directory-v1/department/create.md", 2, "the nesting of some rows: the example is broken"),
    (
        "okr-v1/progress_record/update.md",
        8,
        "the nesting of two rows each in request and response: the examples lack the fields",
    ),
    ("report-v1/rule/query.md", 2, "the nesting of some rows: the example is broken"),
    ("task-v2/comment/patch.md", 1, "the values of an enumeration lost their label"),
];

const CONVERTED: Known = &[
    ("apaas-v1/flow/application-flow/execute.md", 1, "code marks inside an example value"),
    (
        "corehr-v1/organization-management/department/query_multi_timeline.md",
        3,
        "changed: a field, with its scope, was added",
    ),
    ("mail-v1/public-mailbox/public_mailbox-member/create.md", 1, "changed: the text of an error code"),
    ("uUDN04SN0QjL1QDN/bitable-v1/app-table-record/create.md", 1, "an example over several lines is on one, with text"),
    ("uUDN04SN0QjL1QDN/sheets-v3/data/uEjMzUjLxIzM14SMyMTN.md", 1, "a type lost what stood between `<` and `>`"),
];

fn assert_known(count: usize, differences: &BTreeMap<String, Vec<String>>, known: Known) {
    if count == 0 {
        return;
    }
    for (path, list) in differences {
        println!("{path}");
        for difference in list {
            println!("    {difference}");
        }
    }
    let found: Vec<(&str, usize)> = differences.iter().map(|(path, list)| (path.as_str(), list.len())).collect();
    let expected: Vec<(&str, usize)> = known.iter().map(|(path, count, _)| (*path, *count)).collect();
    assert_eq!(found, expected);
    assert_eq!(count, 40);
}

#[test]
fn flat_pages_say_the_same() {
    let (count, differences) = compare("samples/flat", true);
    assert_known(count, &differences, FLAT);
}

#[test]
fn converted_pages_say_the_same() {
    let (count, differences) = compare("samples/converted", false);
    assert_known(count, &differences, CONVERTED);
}

#[test]
fn a_nesting_that_is_guessed_is_warned_of() {
    let wrong = FLAT.iter().filter(|(_, _, reason)| reason.contains("nesting")).map(|(path, _, _)| *path);
    let wrong: Vec<&str> = wrong.collect();
    for page in readings("samples/flat").iter().filter(|page| wrong.contains(&page.path.as_str())) {
        let guessed = page.reading.warnings.iter().any(|warning| warning.kind == Kind::NestingGuessed);
        assert!(guessed, "{} does not say that its nesting is guessed", page.path);
    }
}
