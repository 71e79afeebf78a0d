//! The time that tokens go by, which tests can stop and move. Must never be used for waiting.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A clock that can be moved forward while a server uses it; clones show the same time.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// Where it stands still; `None` where it runs.
    stopped: Option<Duration>,
    /// Nanoseconds it was moved forward.
    moved: Arc<AtomicU64>,
}

impl Clock {
    /// The machine's own time.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands still, in November 2023, until it is moved.
    pub fn stopped() -> Self {
        Self { stopped: Some(Duration::from_secs(1_700_000_000)), moved: Arc::default() }
    }

    /// Moves the clock and its clones forward.
    pub fn advance(&self, by: Duration) {
        self.moved.fetch_add(nanoseconds(by), Ordering::Relaxed);
    }

    /// The time since 1970.
    pub fn now(&self) -> Duration {
        let base = self.stopped.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default());
        base.saturating_add(Duration::from_nanos(self.moved.load(Ordering::Relaxed)))
    }
}

fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Clock, Duration};

    #[test]
    fn clones_move_together() {
        let clock = Clock::stopped();
        let before = clock.now();
        clock.clone().advance(Duration::from_nanos(60_000_000_001));
        assert_eq!(clock.now(), before + Duration::from_nanos(60_000_000_001));
    }

    #[test]
    fn the_system_clock_runs() {
        assert!(Clock::system().now() > Clock::stopped().now());
    }
}
