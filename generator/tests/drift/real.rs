//! The committed specs against all saved pages. Where the pages are not there, tests say so and pass.

use std::collections::{BTreeSet, HashMap};

use feishu_generator::drift::{Change, Compared, Options, Page, compare};
use feishu_generator::outline::Field;
use feishu_generator::spec::SpecSet;

use crate::corpus::{ReadPage, readings};
use crate::{page, sentences, spec_of, support};

fn specs() -> SpecSet {
    spec_of(support::committed_specs())
}

fn pages_of(readings: Vec<ReadPage>) -> Vec<Page> {
    readings.into_iter().filter_map(|page| Page::of(page.path, page.reading)).collect()
}

/// One test, because reading all pages is what takes its time.
#[test]
fn specs_say_what_all_pages_say_and_changes_are_named() {
    let all = readings("2026-03");
    if all.is_empty() {
        return;
    }
    let texts: HashMap<String, String> = all.iter().map(|page| (page.path.clone(), page.text.clone())).collect();
    let (pages, spec) = (pages_of(all), specs());
    specs_say_what_pages_say("2026-03", &pages, &spec);
    let operations = spec.services.iter().flat_map(|service| &service.versions).flat_map(|version| &version.resources);
    let operations: usize = operations.map(|resource| resource.operations.len()).sum();
    assert_eq!(compare(&pages, &spec, &Options::default()).operations.len(), operations);
    a_change_of_one_field_is_named_and_nothing_else(&pages, &texts, &spec);
    changes_of_real_pages_are_named(&texts, &spec);
}

#[test]
fn specs_say_what_the_samples_say() {
    for folder in ["seeds", "samples/flat", "samples/converted"] {
        specs_say_what_pages_say(folder, &pages_of(readings(folder)), &specs());
    }
}

fn specs_say_what_pages_say(folder: &str, pages: &[Page], spec: &SpecSet) {
    let drift = compare(pages, spec, &Options { complete: folder == "2026-03", ..Options::default() });
    // A page that was changed after the spec was written may say anything else.
    let later = |operation: &&Compared| {
        let changed = sentences(&operation.differences).iter().any(|sentence| sentence.starts_with("updated:"));
        changed && !operation.older && folder == "samples/converted"
    };
    for operation in drift.operations.iter().filter(|operation| !later(operation)) {
        assert_eq!(sentences(&operation.differences), [""; 0], "{} {folder}/{}", operation.name, operation.file);
        assert!(operation.stale.is_empty(), "{}: {:#?}", operation.name, operation.stale);
    }
    assert!(drift.gone.is_empty() && drift.without_pages.is_empty(), "{folder}: {:#?}", drift.gone);
    let deliberate: usize = drift.operations.iter().map(|operation| operation.deliberate.len()).sum();
    println!("{folder}: {} operations, {deliberate} differences are meant", drift.operations.len());
}

/// Every field of a page that stands in a table with elements, by place.
fn fields(page: &Page) -> Vec<(String, &Field)> {
    let outline = &page.outline;
    let mut out = Vec::new();
    let parts = [
        ("headers", outline.headers.as_slice()),
        ("params", &outline.params),
        ("query", &outline.query),
        ("body", &outline.body),
        ("response", outline.answer.payload.fields()),
    ];
    for (part, fields) in parts {
        gather(part, fields, &mut out);
    }
    out
}

fn gather<'p>(around: &str, fields: &'p [Field], out: &mut Vec<(String, &'p Field)>) {
    for field in fields {
        let place = format!("{around}.{}", field.name);
        out.push((place.clone(), field));
        gather(&place, &field.fields, out);
    }
}

/// The text with a word of the row at a line replaced: the first one of some that stands in the lines right below.
fn with_row(text: &str, line: u32, from: &str, to: &str) -> Option<String> {
    let start: usize = text.lines().take(line as usize - 1).map(|line| line.len() + 1).sum();
    let row = text[start..]
        .find("</md-dt-tr>")
        .or_else(|| text[start..].find("</md-tr>"))
        .map(|end| &text[start..start + end])?;
    let at = start + row.find(from)?;
    Some(format!("{}{to}{}", &text[..at], &text[at + from.len()..]))
}

/// What a changed page says otherwise, by place and kind.
fn found(path: &str, text: &str, spec: &SpecSet) -> Option<(Compared, BTreeSet<String>)> {
    let drift = compare(&[page(path, text)], spec, &Options::default());
    let compared = drift.operations.into_iter().next()?;
    let found = compared.differences.iter().map(|difference| match &difference.change {
        Change::NewField(_) => format!("new {}", difference.place),
        Change::GoneField => format!("gone {}", difference.place),
        Change::Fact { fact, .. } => format!("{} {}", fact.word(), difference.place),
        Change::NewCode(_) | Change::GoneCode => format!("code {}", difference.place),
    });
    let found = found.collect();
    Some((compared, found))
}

/// Renames, and gives another type to, fields of the pages of all committed specs, one at a time.
fn a_change_of_one_field_is_named_and_nothing_else(pages: &[Page], texts: &HashMap<String, String>, spec: &SpecSet) {
    const OF_EACH_PAGE: usize = 12;
    let drift = compare(pages, spec, &Options::default());
    let (mut renamed, mut retyped) = (0, 0);
    for operation in &drift.operations {
        let page = pages.iter().find(|page| page.file == operation.file).expect("the page");
        let text = &texts[&page.file];
        // Elsewhere the rows of a table are one line, or the example decides what is inside what.
        if !text.contains("<md-dt-tr") {
            continue;
        }
        let fields = fields(page);
        let meant = |place: &str| operation.deliberate.iter().any(|known| known.place.starts_with(place));
        let step = fields.len().div_ceil(OF_EACH_PAGE).max(1);
        for (place, field) in fields
            .iter()
            .step_by(step)
            .filter(|(place, field)| !place.starts_with("params") && field.line > 1 && !meant(place))
        {
            let other = format!("{place}_x");
            let from = format!("field-name\" >{}<", field.name);
            if let Some(text) = with_row(text, field.line, &from, &format!("field-name\" >{}_x<", field.name)) {
                let (_, found) = found(&page.file, &text, spec).expect("the operation");
                let expected = BTreeSet::from([format!("new {other}"), format!("gone {place}")]);
                // A type that holds itself is complete where it stands first.
                let inner = BTreeSet::from([format!("new {other}")]);
                assert!(
                    found == expected || (found == inner && place.matches('.').count() > 2),
                    "{} {place}: {found:#?}",
                    page.file
                );
                renamed += 1;
            }
            if field.kind.to_string() == "string"
                && field.values.is_none()
                && let Some(text) = with_row(text, field.line, "field-type\" >string<", "field-type\" >boolean<")
            {
                let (compared, found) = found(&page.file, &text, spec).expect("the operation");
                assert_eq!(found, BTreeSet::from([format!("type {place}")]), "{}: {compared:#?}", page.file);
                retyped += 1;
            }
        }
    }
    println!("{renamed} fields renamed, {retyped} given another type");
    assert!(renamed > 200 && retyped > 100);
}

/// A text of a real page, what it becomes, and what differs then.
type Changed = (&'static str, &'static str, &'static str, &'static [&'static str]);

const CHANGES: &[Changed] = &[
    (
        "attendance-v1/user_task/batch_del.md",
        "[10 次/秒]",
        "[20 次/秒]",
        &["rate_limit: the page says `20/s`, the spec says `10/s`"],
    ),
    (
        "attendance-v1/user_task/batch_del.md",
        "`1` ～ `10`",
        "`1` ～ `100`",
        &["body.record_ids: items: the page says `1..100`, the spec says `1..10`"],
    ),
    (
        "attendance-v1/user_task/batch_del.md",
        "<md-perm name=\"attendance:task\"",
        "<md-perm name=\"attendance:task.flow\"",
        &["scopes: only the page has `attendance:task.flow`, only the spec has `attendance:task`"],
    ),
    (
        "contact-v3/scope/list.md",
        "取值范围：`1` ～ `100`",
        "取值范围：`1` ～ `200`",
        &["query.page_size: max: the page says `200`, the spec says `100`"],
    ),
    (
        "contact-v3/scope/list.md",
        "**默认值**：`50`",
        "**默认值**：`20`",
        &["query.page_size: default: the page says `20`, the spec says `50`"],
    ),
];

fn changes_of_real_pages_are_named(texts: &HashMap<String, String>, spec: &SpecSet) {
    for (path, from, to, expected) in CHANGES {
        let text = texts.get(*path).unwrap_or_else(|| panic!("no page {path}"));
        assert!(text.contains(from), "{path} has no {from}");
        let (compared, _) = found(path, &text.replacen(from, to, 1), spec).expect("the operation");
        assert_eq!(sentences(&compared.differences), *expected, "{path}");
    }
}
