//! A call that wants to be made.

use std::time::Duration;

use super::Mode;
use crate::{Meta, Parts};

/// A call that wants a place: which operation, for whom, to what, and how patient.
///
/// ```
/// use feishu_runtime::limit::{Claim, Mode};
/// use feishu_runtime::{Meta, Method};
///
/// static PING: Meta = Meta::new("acme.v1.ping.get", Method::Get, "/open-apis/ping");
/// let claim = Claim::new(&PING).tenant("t-1").mode(Mode::FailFast);
/// # let _ = claim;
/// ```
#[derive(Debug, Clone, Copy)]
#[must_use = "a claim does nothing until a place is acquired for it"]
pub struct Claim<'a> {
    pub(super) meta: &'static Meta,
    /// What tells operations without a path of their own apart.
    pub(super) path: &'static str,
    pub(super) tenant: &'a str,
    pub(super) targets: &'a [(&'static str, String)],
    pub(super) mode: Option<Mode>,
    pub(super) until: Option<Duration>,
}

impl<'a> Claim<'a> {
    /// A call of an operation, for the app's own tenant.
    pub fn new(meta: &'static Meta) -> Self {
        Self { meta, path: "", tenant: "", targets: &[], mode: None, until: None }
    }

    /// Sets the tenant that the call counts for. Empty for the app's own.
    pub fn tenant(mut self, tenant: &'a str) -> Self {
        self.tenant = tenant;
        self
    }

    /// Adds what the parts of the call say: its targets.
    pub fn parts(mut self, parts: &'a Parts) -> Self {
        self.targets = parts.targets();
        if self.meta.path.is_empty() {
            self.path = parts.template();
        }
        self
    }

    /// Sets what to do when there is no place, instead of what the limiter does. Nothing for `None`.
    pub fn mode(mut self, mode: impl Into<Option<Mode>>) -> Self {
        self.mode = mode.into();
        self
    }

    /// Sets the moment on the limiter's clock until which the call waits at most.
    pub fn until(mut self, moment: Duration) -> Self {
        self.until = Some(moment);
        self
    }
}
