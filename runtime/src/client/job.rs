//! One call without its types: what is sent, on whose behalf, and with which settings of its own.

use super::options::{CallOptions, Settings};
use crate::auth::Identity;
use crate::download::ByteRange;
use crate::limit::Claim;
use crate::retry::RetryPolicy;
use crate::{Meta, Method, Parts};
use std::time::Duration;

/// One call, without its types.
#[derive(Clone)]
pub(crate) struct Job {
    pub(crate) meta: &'static Meta,
    pub(crate) parts: Parts,
    pub(crate) identity: Identity,
    pub(crate) options: CallOptions,
    /// The part of a file that is wanted.
    pub(crate) range: Option<ByteRange>,
}

impl Job {
    pub(crate) fn new(meta: &'static Meta, parts: Parts, identity: Identity) -> Self {
        Self { meta, parts, identity, options: CallOptions::default(), range: None }
    }

    /// Whether a second execution of the call would do no harm: it only reads, or the platform recognizes the repetition.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.options.repeatable.unwrap_or_else(|| {
            // Operations that page read, also where a long filter makes them a `POST`.
            let reads = self.meta.method == Method::Get || self.meta.paging.is_some();
            reads || self.parts.has_idempotency_key()
        })
    }

    /// What the limiter needs to know of it.
    pub(crate) fn claim(&self, until: Duration) -> Claim<'_> {
        Claim::new(self.meta)
            .tenant(self.identity.tenant())
            .parts(&self.parts)
            .mode(self.options.limit_mode)
            .until(until)
    }

    pub(crate) fn retry<'a>(&'a self, settings: &'a Settings) -> &'a RetryPolicy {
        self.options.retry.as_ref().unwrap_or(&settings.retry)
    }
}
