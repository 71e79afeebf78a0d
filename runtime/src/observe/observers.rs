//! All that watch the calls of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use super::{Attempt, Hook, Outcome};
use crate::Error;
use crate::answer::{Head, Reply};
use crate::transport::Clock;

/// All that watch the calls of a client. Costs nothing where nobody does.
#[derive(Clone, Default)]
pub(crate) struct Observers {
    hooks: Vec<Arc<dyn Hook>>,
}

impl Observers {
    pub(crate) fn add(&mut self, hook: impl Hook) {
        self.hooks.push(Arc::new(hook));
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
        f.debug_struct("Observers").field("hooks", &self.hooks.len()).finish()
    }
}
