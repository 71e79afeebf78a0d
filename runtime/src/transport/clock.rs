//! Time: what it is, and waiting. One trait, so that tests need not wait and no runtime is named.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use super::BoxFuture;

/// Tells the time and waits.
pub trait Clock: Send + Sync + 'static {
    /// Time since a moment that is fixed for all clocks of this kind in the process. Never goes back.
    fn now(&self) -> Duration;

    /// The time since the beginning of 1970 (UTC): what processes agree on. Can be set, and so can go back.
    fn unix(&self) -> Duration;

    /// Waits.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Waits until [`now`](Self::now) is a moment.
    fn sleep_until(&self, moment: Duration) -> BoxFuture<'static, ()> {
        self.sleep(moment.saturating_sub(self.now()))
    }
}

/// A clock that stands until it is moved, for tests. Begins at noon on 1 January 2026.
///
/// ```
/// use feishu_runtime::transport::{Clock, ManualClock};
/// use std::time::Duration;
///
/// let clock = ManualClock::default();
/// clock.advance(Duration::from_secs(90));
/// assert_eq!(clock.now(), Duration::from_secs(90));
/// assert_eq!(clock.unix(), Duration::from_secs(1_767_268_800 + 90));
/// ```
#[derive(Debug, Clone, Default)]
pub struct ManualClock(Arc<Mutex<Manual>>);

#[derive(Debug, Default)]
struct Manual {
    now: Duration,
    sleepers: Vec<(Duration, Waker)>,
}

impl ManualClock {
    /// Moves the clock forward and wakes whoever waited for that.
    pub fn advance(&self, by: Duration) {
        let mut state = lock(&self.0);
        state.now = state.now.saturating_add(by);
        let now = state.now;
        let (due, waiting) = state.sleepers.drain(..).partition(|(deadline, _)| *deadline <= now);
        state.sleepers = waiting;
        drop(state);
        let due: Vec<(Duration, Waker)> = due;
        for (_, waker) in due {
            waker.wake();
        }
    }
}

/// Where [`ManualClock`] begins: 2026-01-01T12:00:00Z.
const BEGINNING: Duration = Duration::from_secs(1_767_268_800);

impl Clock for ManualClock {
    fn now(&self) -> Duration {
        lock(&self.0).now
    }

    fn unix(&self) -> Duration {
        BEGINNING.saturating_add(self.now())
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let state = Arc::clone(&self.0);
        let deadline = self.now().saturating_add(duration);
        Box::pin(std::future::poll_fn(move |context| {
            let mut state = lock(&state);
            if state.now >= deadline {
                return Poll::Ready(());
            }
            state.sleepers.push((deadline, context.waker().clone()));
            Poll::Pending
        }))
    }
}

/// A panic elsewhere leaves the list whole: there is nothing to protect by panicking too.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::future::FutureExt as _;

    #[test]
    fn a_manual_clock_wakes_when_moved() {
        let clock = ManualClock::default();
        let mut sleep = clock.sleep(Duration::from_secs(2));
        assert!((&mut sleep).now_or_never().is_none());
        clock.advance(Duration::from_secs(1));
        assert!((&mut sleep).now_or_never().is_none());
        clock.advance(Duration::from_secs(1));
        assert!(sleep.now_or_never().is_some());
    }
}
