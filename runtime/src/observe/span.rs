//! The `tracing` span of a call. Holds names, numbers and ids, never values of requests or answers.

use std::time::Duration;

use tracing::field::Empty;

use crate::answer::Head;
use crate::limit::{Permit, Sharing};
use crate::{Error, Meta};

/// The span of a call, and what is recorded in it on the way.
pub(crate) struct Span(tracing::Span);

impl Span {
    /// A span that is named after nothing but the operation: what else is known of a call is recorded when it is known.
    pub(crate) fn of(meta: &'static Meta) -> Self {
        Self(tracing::info_span!(
            target: "feishu",
            "call",
            operation = meta.id,
            method = meta.method.as_str(),
            status = Empty,
            code = Empty,
            log_id = Empty,
            attempts = Empty,
            waited_ms = Empty,
            queued_ms = Empty,
            error = Empty,
        ))
    }

    /// The span itself, for what is to happen within it.
    pub(crate) fn inner(&self) -> tracing::Span {
        self.0.clone()
    }

    /// The call may be sent.
    pub(crate) fn has_leave(&self, permit: &Permit) {
        if permit.sharing() == Sharing::Fallback {
            tracing::warn!(target: "feishu", parent: &self.0, "the store of shared rate limits fails: they are kept by this process alone");
        }
    }

    /// There is an answer.
    pub(crate) fn answered(&self, head: &Head) {
        if self.0.is_disabled() {
            return;
        }
        self.0.record("status", head.status().as_u16());
        if let Some(id) = head.log_id() {
            self.0.record("log_id", id);
        }
    }

    /// The call waits before its next try.
    pub(crate) fn waits(&self, attempt: u32, wait: Duration, error: &Error) {
        tracing::debug!(
            target: "feishu",
            parent: &self.0,
            attempt,
            wait_ms = millis(wait),
            kind = %error.kind(),
            code = error.code(),
            status = error.http_status().map(|status| status.as_u16()),
            log_id = error.log_id(),
            "trying again"
        );
    }

    /// The call is over.
    pub(crate) fn finish(&self, attempts: u32, waited: Duration, queued: Duration, error: Option<&Error>) {
        if self.0.is_disabled() {
            return;
        }
        self.0.record("attempts", attempts).record("waited_ms", millis(waited)).record("queued_ms", millis(queued));
        let Some(error) = error else { return };
        if let Some(status) = error.http_status() {
            self.0.record("status", status.as_u16());
        }
        if let Some(code) = error.code() {
            self.0.record("code", code);
        }
        if let Some(id) = error.log_id() {
            self.0.record("log_id", id);
        }
        self.0.record("error", tracing::field::display(error.kind()));
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
