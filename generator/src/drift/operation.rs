//! The facts of an operation beside its fields and codes.

use std::collections::BTreeSet;

use serde_json::Value;

use super::difference::{Change, Difference};
use super::requests::Requests;
use super::{Page, codes, fields, prose};
use crate::outline::Payload;
use crate::source::{Span, Spanned};
use crate::spec::{ContentType, Entry, Envelope, Fact, HostKind, Operation, Place, RateLimit};

/// Everything that differs between a page and an operation.
pub(super) fn compare(page: &Page, entry: &Entry<Operation>, place: Place<'_>, requests: &Requests) -> Vec<Difference> {
    let mut facts = Facts { page, entry, place, out: Vec::new() };
    facts.origin();
    facts.endpoint();
    facts.access();
    facts.form();
    let mut out = facts.out;
    fields::compare(page, entry, place, requests, &mut out);
    codes::compare(page, entry, place, &mut out);
    out
}

struct Facts<'a> {
    page: &'a Page,
    entry: &'a Entry<Operation>,
    place: Place<'a>,
    out: Vec<Difference>,
}

impl Facts<'_> {
    /// Which page it is, and of when.
    fn origin(&mut self) {
        let (outline, spec) = (&self.page.outline, &self.entry.value);
        let docs = self.place.spec.platform.docs.as_ref().map(|docs| docs.value.as_str()).unwrap_or_default();
        let address = spec.page.as_ref().map(|page| page.strip_prefix(docs).unwrap_or(page));
        // A page that was saved without its head does not say its address, and one that was saved from its short address does not
        // tell the other.
        let short = |address: &str| !address.split('/').nth(1).is_some_and(|first| first.contains(char::is_uppercase));
        let comparable = |page: &str| !short(page) || address.is_none_or(short);
        if let Some(page) = outline.page.as_deref().filter(|page| comparable(page)) {
            self.texts(Fact::Page, 1, Some(page), address, span(spec.page.as_ref()));
        }
        if outline.updated.is_some() {
            let updated = spec.updated.as_ref();
            self.texts(Fact::Updated, 1, outline.updated.as_deref(), updated.map(|day| &*day.value), span(updated));
        }
    }

    fn endpoint(&mut self) {
        let (outline, spec, lines) = (&self.page.outline, &self.entry.value, &self.page.lines);
        let method = (Some(outline.method.word()), Some(spec.method.word()));
        self.texts(Fact::Method, lines.method, method.0, method.1, Some(spec.method.span));
        self.texts(Fact::Path, lines.address, Some(&outline.path), Some(&spec.path), Some(spec.path.span));
        let host = spec.host.as_ref().map_or(HostKind::Open, |host| host.value);
        let words = (Some(outline.host.word()), Some(host.word()));
        self.texts(Fact::Host, lines.address, words.0, words.1, span(spec.host.as_ref()));
    }

    /// Who may call it, and how often.
    fn access(&mut self) {
        let (outline, spec, lines) = (&self.page.outline, &self.entry.value, &self.page.lines);
        let tokens =
            (words(outline.tokens.iter().map(|kind| kind.word())), words(spec.tokens.iter().map(|kind| kind.word())));
        self.sets(Fact::Tokens, lines.tokens, tokens, Some(spec.tokens.span));
        // No spec can say that no kind of app may call it, as pages do that leave the line out.
        if !outline.apps.is_empty() {
            let apps =
                (words(outline.apps.iter().map(|app| app.word())), words(spec.apps.iter().map(|app| app.word())));
            self.sets(Fact::Apps, lines.apps, apps, Some(spec.apps.span));
        }
        let in_words = |limit: &RateLimit| outline.rate_limit.is_none() && prose::says_rate(&outline.prose, limit);
        let agree = same_rate(outline.rate_limit.as_ref(), spec.rate_limit.as_deref());
        if !agree && !spec.rate_limit.as_deref().is_some_and(in_words) {
            let change = Change::Fact {
                fact: Fact::RateLimit,
                page: outline.rate_limit.as_ref().map(rate),
                spec: spec.rate_limit.as_deref().map(rate),
            };
            self.push(change, lines.rate_limit, span(spec.rate_limit.as_ref()));
        }
        // A page lists scopes without saying which of them are needed besides others.
        let known = spec.scopes.iter().chain(&spec.all_scopes);
        let scopes = (words(outline.scopes.iter().map(String::as_str)), words(known.map(|scope| scope.as_str())));
        let first = spec.scopes.first().or_else(|| spec.all_scopes.first());
        self.sets(Fact::Scopes, lines.scopes, scopes, span(first));
        let field_scopes = (
            words(outline.field_scopes.iter().map(String::as_str)),
            words(spec.field_scopes.iter().map(|scope| scope.as_str())),
        );
        self.sets(Fact::FieldScopes, lines.field_scopes, field_scopes, span(spec.field_scopes.first()));
    }

    /// How it is wrapped, and whether it is still to be used.
    fn form(&mut self) {
        let (outline, spec, line) = (&self.page.outline, &self.entry.value, self.page.lines.address);
        let envelope = spec.envelope.as_ref().map_or(Envelope::Data, |envelope| envelope.value);
        // Around nothing there is nothing to tell them apart by.
        let empty = outline.answer.payload == Payload::Nothing && !matches!(envelope, Envelope::File | Envelope::None);
        if !empty || !matches!(outline.answer.envelope, Envelope::Data | Envelope::Flat) {
            let sides = (Some(outline.answer.envelope.word()), Some(envelope.word()));
            self.texts(Fact::Envelope, line, sides.0, sides.1, span(spec.envelope.as_ref()));
        }
        let json = ContentType::Json.word();
        let asked = (outline.empty_json.then_some(json), spec.content_type.as_ref().map(|kind| kind.word()));
        let in_words = asked.0.is_none() && asked.1.is_some_and(|kind| self.is_in_words(kind));
        if !in_words {
            self.texts(Fact::ContentType, line, asked.0, asked.1, span(spec.content_type.as_ref()));
        }
        self.flags(Fact::Multipart, line, outline.multipart, spec.multipart.as_ref());
        self.flags(Fact::Ranges, line, outline.answer.ranges, spec.ranges.as_ref());
        let (deprecated, line) = match &outline.deprecated {
            Some(note) => (true, note.line),
            None => (false, 1),
        };
        if deprecated != spec.deprecated.is_some() {
            let side = |stands: bool| stands.then_some(Value::Bool(true));
            let change =
                Change::Fact { fact: Fact::Deprecated, page: side(deprecated), spec: side(spec.deprecated.is_some()) };
            self.push(change, line, span(spec.deprecated.as_ref()));
        }
    }

    /// Whether the introduction or a note says something.
    fn is_in_words(&self, word: &str) -> bool {
        let outline = &self.page.outline;
        outline.notes.iter().chain([&outline.prose]).any(|words| prose::holds(words, word))
    }

    fn texts(&mut self, fact: Fact, line: u32, page: Option<&str>, spec: Option<&str>, at: Option<Span>) {
        if page != spec {
            self.push(Change::Fact { fact, page: page.map(Value::from), spec: spec.map(Value::from) }, line, at);
        }
    }

    fn flags(&mut self, fact: Fact, line: u32, page: bool, spec: Option<&Spanned<bool>>) {
        let written = spec.is_some_and(|flag| flag.value);
        if page != written {
            let change = Change::Fact { fact, page: Some(Value::Bool(page)), spec: Some(Value::Bool(written)) };
            self.push(change, line, span(spec));
        }
    }

    fn sets(&mut self, fact: Fact, line: u32, (page, spec): (BTreeSet<String>, BTreeSet<String>), at: Option<Span>) {
        if page != spec {
            self.push(Change::Fact { fact, page: Some(list(page)), spec: Some(list(spec)) }, line, at);
        }
    }

    fn push(&mut self, change: Change, line: u32, at: Option<Span>) {
        let span = at.unwrap_or(self.entry.name.span);
        self.out.push(Difference { place: String::new(), change, line, span });
    }
}

/// Whether two limits allow the same. Where a page only calls its limit special, a spec may know the figures.
fn same_rate(page: Option<&RateLimit>, spec: Option<&RateLimit>) -> bool {
    let windows = |limit: &RateLimit| limit.windows.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    match (page, spec) {
        (Some(page), Some(spec)) if page.special && page.windows.is_empty() => spec.special,
        (Some(page), Some(spec)) => page.special == spec.special && windows(page) == windows(spec),
        (None, None) => true,
        _ => false,
    }
}

/// A limit as the notation writes it.
fn rate(limit: &RateLimit) -> Value {
    let words: Vec<Value> = limit.to_string().split(", ").map(Value::from).collect();
    match <[Value; 1]>::try_from(words) {
        Ok([one]) => one,
        Err(several) => Value::Array(several),
    }
}

fn words<'w>(words: impl Iterator<Item = &'w str>) -> BTreeSet<String> {
    words.map(str::to_owned).collect()
}

fn list(words: BTreeSet<String>) -> Value {
    Value::Array(words.into_iter().map(Value::String).collect())
}

fn span<T>(value: Option<&Spanned<T>>) -> Option<Span> {
    value.map(|value| value.span)
}
