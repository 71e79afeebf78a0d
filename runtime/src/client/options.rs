//! Settings: those of a client, and those of one call that stand in their place.

use std::time::Duration;

use crate::limit::Mode;
use crate::observe::Observers;
use crate::retry::RetryPolicy;

/// Time for a whole call, with all its tries, unless set otherwise.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Bytes of an answer that are kept in memory at most, unless set otherwise.
const MAX_ANSWER: usize = 64 * 1024 * 1024;

/// Settings that all calls of a client share.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) timeout: Duration,
    pub(crate) max_answer: usize,
    pub(crate) retry: RetryPolicy,
    pub(crate) observers: Observers,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timeout: TIMEOUT,
            max_answer: MAX_ANSWER,
            retry: RetryPolicy::default(),
            observers: Observers::default(),
        }
    }
}

/// Settings of one call; what is `None` is the client's.
#[derive(Debug, Clone, Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) repeatable: Option<bool>,
    pub(crate) limit_mode: Option<Mode>,
}
