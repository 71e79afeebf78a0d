//! How long a token serves, and when a new one is fetched. Pure arithmetic on wall-clock time.

use std::time::Duration;

/// Remaining life at which a new token is fetched. The platform hands out a new one only in the last 30 minutes; the
/// official SDKs begin between 3 and 10 minutes before the end.
const MARGIN: Duration = Duration::from_secs(5 * 60);

/// The moments of a token's life, as times since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Life {
    pub(super) issued_at: Duration,
    pub(super) expires_at: Duration,
}

impl Life {
    /// A life that begins now.
    pub(super) fn begins(now: Duration, lasts: Duration) -> Self {
        Self { issued_at: now, expires_at: now.saturating_add(lasts) }
    }

    /// Whether the token serves, and not yet is the time to fetch a new one.
    pub(super) fn is_fresh(self, now: Duration) -> bool {
        // A token that lives shorter than the margin would otherwise be fetched for every call.
        let margin = MARGIN.min(self.expires_at.saturating_sub(self.issued_at) / 4);
        now < self.expires_at.saturating_sub(margin)
    }

    /// Whether the token serves.
    pub(super) fn is_alive(self, now: Duration) -> bool {
        now < self.expires_at
    }

    /// What is left of it.
    pub(super) fn left(self, now: Duration) -> Duration {
        self.expires_at.saturating_sub(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_refreshed_before_it_expires() {
        let seconds = Duration::from_secs;
        let life = Life::begins(seconds(100), seconds(7200));
        assert!(life.is_fresh(seconds(100 + 6899)));
        assert!(!life.is_fresh(seconds(100 + 6900)));
        assert!(life.is_alive(seconds(100 + 7199)));
        assert!(!life.is_alive(seconds(100 + 7200)));
        assert_eq!(life.left(seconds(7200)), seconds(100));
        assert!(Life::begins(seconds(0), seconds(60)).is_fresh(seconds(40)));
        assert!(Life::begins(seconds(9), Duration::MAX).is_fresh(seconds(40)));
    }
}
