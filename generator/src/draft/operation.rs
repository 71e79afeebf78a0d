//! One operation, as a spec file has it.

use super::endpoints::Draftee;
use super::fields::{FieldNames, Fields, Site};
use super::paging::{idempotency_key, paging, words};
use super::prose;
use super::shapes::{Member, Node};
use crate::document::{Entry, Mapping, Value};
use crate::outline::{Outline, Payload};
use crate::spec::{Envelope, HostKind, RateLimit};

/// The entry of `operations`.
pub(super) fn entry(draftee: &Draftee, errors: &[String], fields: &mut Fields) -> Entry {
    let outline = draftee.outline;
    let mut mapping = Mapping::default();
    prose::unwritten(&mut mapping, "summary");
    about(&mut mapping, outline);
    access(&mut mapping, outline);
    let mut names = FieldNames::new();
    let site = Site {
        scope: vec![fields.service.to_owned(), outline.version.clone(), outline.resource.clone(), draftee.name.clone()],
        prefix: String::new(),
        answer: false,
        place: Some((outline.version.clone(), outline.resource.clone())),
        parameters: false,
    };
    let parts = [
        ("params", &draftee.params),
        ("query", &draftee.query),
        ("headers", &draftee.headers),
        ("body", &draftee.body),
    ];
    for (key, members) in parts {
        if !members.is_empty() {
            let site = Site { parameters: matches!(key, "params" | "query"), ..site.clone() };
            let part = fields.mapping(members, &site, &mut names);
            mapping.push(key, part);
        }
    }
    answer(&mut mapping, draftee, &Site { answer: true, ..site }, fields);
    if outline.multipart {
        mapping.push("multipart", true);
    }
    if outline.empty_json {
        mapping.push("content_type", "application/json");
    }
    if let Some(paging) = paging(&draftee.query, &draftee.body, &draftee.answer) {
        mapping.push("paging", paging);
    }
    if let Some(name) = idempotency_key(&draftee.query, &draftee.body) {
        mapping.push("idempotency_key", name);
    }
    if !errors.is_empty() {
        mapping.push("error_codes", words(errors.iter().map(String::as_str)));
    }
    let mut entry = Entry::new(draftee.name.as_str(), mapping);
    let deprecated = outline.deprecated.as_ref().map(|note| note.prose.clone());
    let introduction = format!("{}\n{}", outline.title, outline.prose);
    let sections = std::iter::once(introduction).chain(outline.notes.iter().cloned()).chain(deprecated);
    prose::quote_each(&mut entry, sections);
    entry
}

/// Where it is, and whether it should be used.
fn about(mapping: &mut Mapping, outline: &Outline) {
    if let Some(page) = &outline.page {
        mapping.push("page", page.as_str());
    }
    if let Some(day) = &outline.updated {
        mapping.push("updated", day.as_str());
    }
    mapping.push("method", outline.method.word());
    mapping.push("path", outline.path.as_str());
    if outline.host != HostKind::Open {
        mapping.push("host", outline.host.word());
    }
    if outline.deprecated.is_some() {
        prose::unwritten(mapping, "deprecated");
    }
}

/// Who may call it, and how often.
fn access(mapping: &mut Mapping, outline: &Outline) {
    mapping.push("tokens", words(outline.tokens.iter().map(|token| token.word())));
    if outline.apps.is_empty() {
        prose::quote(mapping.push("apps", words(["custom", "store"])), "the page names no kind of app");
    } else {
        mapping.push("apps", words(outline.apps.iter().map(|app| app.word())));
    }
    if let Some(limit) = &outline.rate_limit {
        mapping.push("rate_limit", rate_limit(limit));
    }
    for (key, scopes) in [("scopes", &outline.scopes), ("field_scopes", &outline.field_scopes)] {
        if !scopes.is_empty() {
            mapping.push(key, words(scopes.iter().map(String::as_str)));
        }
    }
}

fn rate_limit(limit: &RateLimit) -> Value {
    let special = limit.special.then(|| "special".to_owned());
    let windows: Vec<String> = special.into_iter().chain(limit.windows.iter().map(ToString::to_string)).collect();
    match windows.as_slice() {
        [one] => Value::Text(one.clone()),
        several => words(several.iter().map(String::as_str)),
    }
}

fn answer(mapping: &mut Mapping, draftee: &Draftee, site: &Site, fields: &mut Fields) {
    let answer = &draftee.outline.answer;
    if answer.envelope != Envelope::Data {
        mapping.push("envelope", answer.envelope.word());
    }
    if answer.ranges {
        mapping.push("ranges", true);
    }
    match &answer.payload {
        Payload::Nothing => {}
        Payload::Fields(_) if draftee.answer.is_empty() => {}
        Payload::Fields(_) => {
            let part = fields.mapping(&draftee.answer, site, &mut FieldNames::new());
            mapping.push("response", part);
        }
        Payload::Whole(_) => {
            if let Some(member) = draftee.whole() {
                mapping.push("response_type", whole(member, fields));
            }
        }
    }
}

/// The type of an answer as a whole. An enumeration in it has no field to stand in, so only its type remains.
fn whole(member: &Member, fields: &Fields) -> String {
    match member.node {
        Node::Enum(_) => member.field.kind.to_string(),
        _ => fields.type_of(member),
    }
}
