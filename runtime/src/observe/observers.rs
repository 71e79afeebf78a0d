//! All that watch the calls of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use super::{Attempt, Hook, Outcome};
use crate::answer::{Head, Reply};
use crate::transport::Clock;
use crate::wire::{Unknown, watched};
use crate::{Error, Meta};

/// All that watch the calls of a client. Costs nothing where nobody does.
#[derive(Clone, Default)]
pub(crate) struct Observers {
    hooks: Vec<Arc<dyn Hook>>,
    unknown: Option<Arc<Surprised>>,
}

/// Told of what is unknown in an answer.
type Surprised = dyn Fn(&'static Meta, &Unknown) + Send + Sync;

impl Observers {
    pub(crate) fn add(&mut self, hook: impl Hook) {
        self.hooks.push(Arc::new(hook));
    }

    pub(crate) fn on_unknown(&mut self, tell: impl Fn(&'static Meta, &Unknown) + Send + Sync + 'static) {
        self.unknown = Some(Arc::new(tell));
    }

    /// Reads an answer, and tells what it held that its type does not know.
    pub(crate) fn read<T>(&self, meta: &'static Meta, read: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        let Some(tell) = &self.unknown else { return read() };
        let (outcome, seen) = watched(read);
        if outcome.is_ok() {
            for unknown in &seen {
                tell(meta, unknown);
            }
        }
        outcome
    }

    pub(crate) fn before(&self, attempt: &Attempt, headers: &mut HeaderMap) {
        self.hooks.iter().for_each(|hook| hook.before(attempt, headers));
    }

    /// The moment an attempt begins, where anybody wants to know.
    pub(crate) fn begin(&self, clock: &dyn Clock) -> Option<Duration> {
        (!self.hooks.is_empty()).then(|| clock.now())
    }

    /// The head of a reply, for the time after it was read.
    pub(crate) fn keep_head(&self, reply: &Reply) -> Option<Head> {
        (!self.hooks.is_empty()).then(|| reply.head().clone())
    }

    pub(crate) fn after(
        &self,
        attempt: &Attempt,
        head: Option<&Head>,
        started: Option<Duration>,
        clock: &dyn Clock,
        error: Option<&Error>,
    ) {
        let Some(started) = started else { return };
        let outcome = Outcome::new(clock.now().saturating_sub(started), head, error);
        self.hooks.iter().for_each(|hook| hook.after(attempt, &outcome));
    }
}

impl fmt::Debug for Observers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observers").field("hooks", &self.hooks.len()).field("unknown", &self.unknown.is_some()).finish()
    }
}
