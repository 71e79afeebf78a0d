//! What a user can set about limits.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::rule::Rule;
use super::store::LimitStore;
use crate::meta::TargetLimit;
use crate::{Error, Meta, RateLimit};

/// What happens to a call for which there is no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// It waits its turn, as long as its time limit allows.
    #[default]
    Wait,
    /// It fails at once with [`ErrorKind::RateLimit`](crate::ErrorKind::RateLimit) and the time after which there may be room.
    FailFast,
    /// Nothing is limited or counted: the call is sent, and the platform may refuse it.
    Off,
}

/// Settings of a client's limits.
///
/// The documentation's limits are where it starts: they can differ from what a tenant has, and change without notice.
///
/// ```
/// use feishu_runtime::RateLimit;
/// use feishu_runtime::limit::{Limits, Mode};
///
/// let limits = Limits::new()
///     .mode(Mode::FailFast)
///     // The tenant's plan allows more than the page says.
///     .operation("im.v1.message.create", RateLimit::per_minute(1000).and_per_second(100))
///     // Another program of the same app needs the other half.
///     .scale(0.5);
/// # let _ = limits;
/// ```
#[derive(Clone)]
#[must_use = "limits do nothing until a client has them"]
pub struct Limits {
    pub(super) mode: Mode,
    pub(super) scale: f64,
    pub(super) operations: HashMap<String, RateLimit>,
    pub(super) groups: HashMap<String, TargetLimit>,
    pub(super) store: Option<Arc<dyn LimitStore>>,
}

impl Default for Limits {
    /// The documented limits, and waiting.
    fn default() -> Self {
        Self { mode: Mode::Wait, scale: 1.0, operations: HashMap::new(), groups: HashMap::new(), store: None }
    }
}

impl Limits {
    /// The documented limits, and waiting.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what happens to a call for which there is no room. [`Mode::Wait`] unless set.
    pub fn mode(mut self, mode: Mode) -> Self {
        self.mode = mode;
        self
    }

    /// Uses a share of each limit, or a multiple: 0.5 for half. For windows in which that would be less than one call, one call
    /// in a longer time.
    pub fn scale(mut self, factor: f64) -> Self {
        self.scale = factor;
        self
    }

    /// Sets the limit of an operation, by its [`Meta::id`], instead of the documented one; [`RateLimit::UNSPECIFIED`] for none.
    pub fn operation(mut self, id: impl Into<String>, limit: RateLimit) -> Self {
        self.operations.insert(id.into(), limit);
        self
    }

    /// Sets the limit of each target of a group, instead of the documented one.
    pub fn group(mut self, group: impl Into<String>, limit: TargetLimit) -> Self {
        self.groups.insert(group.into(), limit);
        self
    }

    /// Shares the limits with other processes of the same app.
    pub fn store(mut self, store: impl LimitStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        if !(self.scale.is_finite() && self.scale > 0.0) {
            return Err(Error::config(format!("limits cannot be scaled by {}: give a factor above 0", self.scale)));
        }
        let rates = self.groups.iter().filter_map(|(name, limit)| match limit {
            TargetLimit::Rate(rate) => Some((name, rate)),
            TargetLimit::Serial => None,
        });
        match self.operations.iter().chain(rates).find(|(_, rate)| rate.allows_nothing()) {
            Some((name, _)) => Err(Error::config(format!("the limit given for `{name}` allows no calls"))),
            None => Ok(()),
        }
    }

    pub(super) fn rule_of(&self, meta: &Meta) -> Rule {
        Rule::of_rate(self.limit_of(meta), self.scale)
    }

    /// Whether nothing limits an operation.
    pub(super) fn leaves_open(&self, meta: &Meta) -> bool {
        !self.limit_of(meta).has_windows()
    }

    fn limit_of(&self, meta: &Meta) -> RateLimit {
        let given = if self.operations.is_empty() { None } else { self.operations.get(meta.id) };
        given.copied().unwrap_or(meta.rate_limit)
    }

    pub(super) fn rule_of_group(&self, group: &str, documented: TargetLimit) -> Rule {
        Rule::of_target(self.groups.get(group).copied().unwrap_or(documented), self.scale)
    }
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limits")
            .field("mode", &self.mode)
            .field("scale", &self.scale)
            .field("operations", &self.operations)
            .field("groups", &self.groups)
            .field("shared", &self.store.is_some())
            .finish()
    }
}
