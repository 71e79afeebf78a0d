//! Error codes.
//!
//! What a code means is shared by all operations that list it, so its spec holds the statuses and texts of all their pages: a page
//! says the same as long as what it says is among them.

use serde_json::Value;

use super::difference::{Change, Difference};
use super::{Page, prose};
use crate::outline;
use crate::source::Spanned;
use crate::spec::{Entry, ErrorCode, Fact, Operation, Place, Quirk};

/// What differs between the error codes of a page and of an operation.
pub(super) fn compare(page: &Page, entry: &Entry<Operation>, place: Place<'_>, out: &mut Vec<Difference>) {
    let listed = |name: &Spanned<String>| place.error_code(name).map(|found| (name.span, &found.entry.value));
    let spec: Vec<_> = entry.value.error_codes.iter().filter_map(listed).collect();
    for code in &page.outline.errors {
        let place = format!("{}.{}", Quirk::ERROR_CODES, code.code);
        if let Some((_, known)) = spec.iter().find(|(_, known)| known.code.value == code.code) {
            facts(&place, code, known, out);
        } else {
            let change = Change::NewCode(Box::new(code.clone()));
            out.push(Difference { place, change, line: code.line, span: entry.name.span });
        }
    }
    for (span, known) in spec {
        let is_listed = page.outline.errors.iter().any(|code| code.code == known.code.value);
        if !is_listed && !prose::holds(&page.outline.prose, &known.code.to_string()) {
            let place = format!("{}.{}", Quirk::ERROR_CODES, known.code);
            out.push(Difference { place, change: Change::GoneCode, line: page.lines.address, span });
        }
    }
}

fn facts(place: &str, page: &outline::ErrorCode, spec: &ErrorCode, out: &mut Vec<Difference>) {
    let mut push = |fact, page_side: Value, spec_side: Value, span| {
        let change = Change::Fact { fact, page: Some(page_side), spec: Some(spec_side) };
        out.push(Difference { place: place.to_owned(), change, line: page.line, span });
    };
    if !page.http.iter().all(|status| spec.http.iter().any(|known| known.value == *status)) {
        let span = spec.http.first().map_or(spec.code.span, |status| status.span);
        let known: Value = spec.http.iter().map(|status| status.value).collect();
        push(Fact::Http, page.http.iter().copied().collect(), known, span);
    }
    if !page.messages.iter().all(|text| spec.message.iter().any(|known| known.value == *text)) {
        let span = spec.message.first().map_or(spec.code.span, |text| text.span);
        let known: Value = spec.message.iter().map(|text| text.value.as_str()).collect();
        push(Fact::Message, page.messages.iter().map(String::as_str).collect(), known, span);
    }
}
