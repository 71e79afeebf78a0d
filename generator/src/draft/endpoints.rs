//! Which page describes which operation: one page an endpoint, one name an operation.

use std::collections::{BTreeMap, BTreeSet};

use super::Note;
use super::names::first_free;
use super::shapes::Member;
use crate::drift::Page;
use crate::outline::{Outline, Payload};
use crate::spec::{HostKind, HttpMethod};

/// An operation to be written.
#[derive(Debug)]
pub(super) struct Draftee<'p> {
    pub(super) page: &'p str,
    pub(super) outline: &'p Outline,
    /// Its name, which is the page's unless another operation of the resource has that.
    pub(super) name: String,
    pub(super) headers: Vec<Member>,
    pub(super) params: Vec<Member>,
    pub(super) query: Vec<Member>,
    pub(super) body: Vec<Member>,
    pub(super) answer: Vec<Member>,
}

impl Draftee<'_> {
    /// All fields of the call.
    pub(super) fn parts(&self) -> [&[Member]; 5] {
        [&self.params, &self.query, &self.headers, &self.body, &self.answer]
    }

    /// The field that is the whole answer.
    pub(super) fn whole(&self) -> Option<&Member> {
        matches!(self.outline.answer.payload, Payload::Whole(_)).then(|| self.answer.first()).flatten()
    }
}

/// What makes an endpoint: two pages with the same are about one operation.
pub(super) type Endpoint = (HostKind, HttpMethod, String);

/// The endpoint of a method and a path; what parameters are called makes no difference.
pub(super) fn endpoint(host: HostKind, method: HttpMethod, path: &str) -> Endpoint {
    let segments: Vec<&str> =
        path.split('/').map(|segment| if segment.starts_with(':') { ":" } else { segment }).collect();
    (host, method, segments.join("/"))
}

/// The endpoint of an outline.
pub(super) fn of(outline: &Outline) -> Endpoint {
    endpoint(outline.host, outline.method, &outline.path)
}

/// One page for each endpoint: the newest, and of those the one that calls nothing deprecated; then by path. The others become notes.
pub(super) fn newest<'p>(pages: &[&'p Page], notes: &mut Vec<Note>) -> Vec<&'p Page> {
    let mut by_endpoint: BTreeMap<Endpoint, Vec<&'p Page>> = BTreeMap::new();
    for page in pages {
        by_endpoint.entry(of(&page.outline)).or_default().push(page);
    }
    let mut out = Vec::with_capacity(by_endpoint.len());
    for mut same in by_endpoint.into_values() {
        same.sort_by_key(|page| {
            (page.outline.updated.clone(), page.outline.deprecated.is_none(), std::cmp::Reverse(&page.file))
        });
        let Some(newest) = same.pop() else { continue };
        for other in same {
            let text = format!("describes the endpoint of {}, which is newer; this page is left out", newest.file);
            notes.push(Note { page: other.file.clone(), line: 1, text });
        }
        out.push(newest);
    }
    out.sort_by(|a, b| a.file.cmp(&b.file));
    out
}

/// Names for the operations of one resource, of which some are taken. One that clashes gets its method before it, then a number.
pub(super) fn name(outline: &Outline, taken: &mut BTreeSet<String>) -> String {
    let with_method = format!("{}_{}", outline.method.word().to_ascii_lowercase(), outline.operation);
    first_free([outline.operation.clone(), with_method.clone()], (&with_method, "_"), |name| {
        taken.insert(name.to_owned())
    })
}
