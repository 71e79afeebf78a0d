//! How much of the documentation specs hold, by service.
//!
//! Counts and nothing else: what differs is for [`drift`](crate::drift), what is wrong for [`check`](crate::check).

use std::collections::{BTreeMap, HashSet};
use std::ops::AddAssign;
use std::ptr;

use serde::Serialize;

use crate::drift::{Options, Page, compare};
use crate::load::UNWRITTEN;
use crate::page::Event;
use crate::source::Spanned;
use crate::spec::{Effective, Entries, Field, Inside, Members, Operation, Place, SpecSet, Values};

/// What a service is called whose events do not tell.
const UNKNOWN: &str = "?";

/// How much of one service is documented and specified.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Endpoints that have a page; two pages of one endpoint count once.
    pub documented: usize,
    /// Those of them that their page says not to use any more.
    pub retired: usize,
    /// Those of them that have a spec.
    pub specified: usize,
    /// Those of them whose spec has all its prose.
    pub complete: usize,
    /// Fields on the pages of all endpoints: parameters, headers and fields of bodies at any depth, without the envelope.
    pub fields: usize,
    /// Those of them that their spec has.
    pub specified_fields: usize,
    /// Events that have a page.
    pub events: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.documented += other.documented;
        self.retired += other.retired;
        self.specified += other.specified;
        self.complete += other.complete;
        self.fields += other.fields;
        self.specified_fields += other.specified_fields;
        self.events += other.events;
    }
}

/// Counts what pages document and specs hold, by the folder of the service.
///
/// ```
/// use feishu_generator::drift::Page;
/// use feishu_generator::{coverage, page, spec::SpecSet};
///
/// let text = "# Ring\n## 请求\n名称 | 值\n---|---\nHTTP URL | https://open.feishu.cn/open-apis/bell/v1/bells/:id/ring\nHTTP Method | POST\n";
/// let page = Page::of("ring.md", page::read("ring.md", text)).expect("an endpoint");
/// let counts = coverage::count(&[page], &[], &SpecSet::default());
/// assert_eq!((counts["bell"].documented, counts["bell"].fields, counts["bell"].specified), (1, 1, 0));
/// ```
pub fn count(pages: &[Page], events: &[&Event], spec: &SpecSet) -> BTreeMap<String, Counts> {
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    let drift = compare(pages, spec, &Options::default());
    let complete = complete(spec);
    for compared in &drift.operations {
        let service = compared.name.split('.').next().unwrap_or_default();
        *counts.entry(service.to_owned()).or_default() += Counts {
            documented: 1,
            retired: usize::from(compared.retired),
            specified: 1,
            complete: usize::from(complete.contains(&compared.name)),
            fields: compared.rows,
            specified_fields: compared.specified_rows(),
            events: 0,
        };
    }
    for new in &drift.unspecified {
        let retired = usize::from(new.retired);
        *counts.entry(new.service.clone()).or_default() +=
            Counts { documented: 1, retired, fields: new.rows, ..Counts::default() };
    }
    let mut known: HashSet<&str> = HashSet::new();
    for event in events.iter().filter(|event| known.insert(&event.name)) {
        let service = event.service.as_deref().unwrap_or(UNKNOWN);
        counts.entry(service.to_owned()).or_default().events += 1;
    }
    counts
}

/// The names of the operations that have all their prose.
fn complete(spec: &SpecSet) -> HashSet<String> {
    let mut names = HashSet::new();
    for place in Place::all(spec) {
        for entry in place.resource.iter().flat_map(|resource| &resource.operations) {
            if is_complete(&entry.value, place) {
                names.insert(place.address().operation(&entry.name));
            }
        }
    }
    names
}

fn is_complete(operation: &Operation, place: Place<'_>) -> bool {
    let texts = [Some(&operation.summary), operation.details.as_ref(), operation.deprecated.as_ref()];
    let codes = operation.error_codes.iter().filter_map(|name| place.error_code(name));
    let mut look = Look { known: Vec::new() };
    texts.into_iter().flatten().all(is_written)
        && codes.into_iter().all(|code| code.entry.value.about.as_ref().is_some_and(is_written))
        && ["params", "query", "headers", "body", "response"]
            .iter()
            .filter_map(|part| operation.part(part, place))
            .all(|members| look.members(members))
}

/// Looks at everything that an operation's fields say, at each type once.
struct Look<'a> {
    known: Vec<&'a Entries<Field>>,
}

impl<'a> Look<'a> {
    fn members(&mut self, members: Members<'a>) -> bool {
        if self.known.iter().any(|known| ptr::eq(*known, members.entries)) {
            return true;
        }
        self.known.push(members.entries);
        members.iter().all(|(_, field)| self.field(&field))
    }

    fn field(&mut self, field: &Effective<'a>) -> bool {
        let own = field.about().is_some_and(is_written) && field.deprecated().is_none_or(is_written);
        let Some(inside) = Inside::of(field) else { return own };
        own && inside.values.is_none_or(are_written) && inside.fields.is_none_or(|members| self.members(members))
    }
}

fn are_written(values: Values<'_>) -> bool {
    match values {
        Values::Texts(values) => values.iter().all(|entry| entry.value.about.as_ref().is_some_and(is_written)),
        Values::Numbers(values) => values.iter().all(|(_, value)| value.about.as_ref().is_some_and(is_written)),
    }
}

fn is_written(text: &Spanned<String>) -> bool {
    text.value != UNWRITTEN
}
