//! A `tracing` subscriber that keeps every word: spans, events and fields of all crates, at every level.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// All that was logged or shown. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Capture {
    text: Arc<Mutex<String>>,
    spans: Arc<AtomicU64>,
}

impl Capture {
    /// Keeps what a program might print.
    pub(crate) fn show(&self, shown: fmt::Arguments<'_>) {
        let mut text = self.text();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{shown}");
    }

    /// The places where one of some secrets stands, one for each line and secret, with what is before.
    pub(crate) fn leaks(&self, secrets: &BTreeSet<String>) -> Vec<String> {
        const BEFORE: usize = 80;
        let text = self.text();
        let places = text.lines().flat_map(|line| {
            secrets.iter().filter_map(move |secret| line.split_once(secret.as_str()).map(|(before, _)| (line, before)))
        });
        let shown = |(line, before): (&str, &str)| {
            let start: String = line.chars().take(BEFORE).collect();
            let end = before.char_indices().rev().take(BEFORE).last().map_or("", |(at, _)| &before[at..]);
            format!("{start} … {end}<here>")
        };
        places.map(shown).collect()
    }

    pub(crate) fn holds(&self, part: &str) -> bool {
        self.text().contains(part)
    }

    fn text(&self) -> MutexGuard<'_, String> {
        self.text.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn line(&self, what: &str, metadata: Option<&Metadata<'_>>, fields: impl FnOnce(&mut Fields)) {
        let mut written = Fields(String::new());
        fields(&mut written);
        let name = metadata.map(|metadata| format!("{} {}", metadata.target(), metadata.name())).unwrap_or_default();
        self.show(format_args!("{what} {name}{}", written.0));
    }
}

impl Subscriber for Capture {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::TRACE)
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.line("span", Some(span.metadata()), |fields| span.record(fields));
        Id::from_u64(self.spans.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.line("record", None, |fields| values.record(fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.line("event", Some(event.metadata()), |fields| event.record(fields));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Fields, written one after the other.
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}
