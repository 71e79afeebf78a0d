//! What a caller can set about further tries.

use std::time::Duration;

/// When a failed call is tried again.
///
/// Only what is safe is tried again: calls that the platform refused before executing them (its rate limit), connections that
/// were never made, and other passing failures of calls that do no harm when executed twice, because they only read or carry an
/// idempotency key. The time limit of the call holds for all tries together, and a budget keeps the tries of many calls from
/// adding to an overload.
///
/// ```
/// use feishu_runtime::RetryPolicy;
/// use std::time::Duration;
///
/// let patient = RetryPolicy::default().max_tries(8).max_wait(Duration::from_secs(300));
/// assert_ne!(patient, RetryPolicy::never());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a policy does nothing until a client or call has it"]
pub struct RetryPolicy {
    pub(super) max_tries: u32,
    pub(super) max_wait: Duration,
    pub(super) first_wait: Duration,
    pub(super) longest_wait: Duration,
}

impl Default for RetryPolicy {
    /// Four tries, with at most 60 seconds of waiting in between.
    fn default() -> Self {
        Self {
            max_tries: 4,
            max_wait: Duration::from_secs(60),
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(30),
        }
    }
}

impl RetryPolicy {
    /// One try.
    pub fn never() -> Self {
        Self::default().max_tries(1)
    }

    /// Sets how often a call is sent at most, the first time included.
    pub fn max_tries(mut self, tries: u32) -> Self {
        self.max_tries = tries;
        self
    }

    /// Sets how long a call waits at most, all its waits together. When the platform asks for a longer one, the call fails and
    /// says so in [`Error::retry_after`](crate::Error::retry_after).
    pub fn max_wait(mut self, limit: Duration) -> Self {
        self.max_wait = limit;
        self
    }

    /// Sets the bounds of the waits that the platform did not ask for: the first one is a random time up to `first`, the next up
    /// to twice that, and so on until `longest`. 0.5 and 30 seconds unless set.
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.first_wait = first;
        self.longest_wait = longest;
        self
    }
}
