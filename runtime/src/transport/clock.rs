//! Time: what it is, and waiting. One trait, so that tests need not wait and no runtime is named.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Condvar, LazyLock, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::BoxFuture;

/// Tells the time and waits.
pub trait Clock: Send + Sync + 'static {
    /// Time since a moment that is fixed for all clocks of this kind in the process. Never goes back.
    fn now(&self) -> Duration;

    /// The time since the beginning of 1970 (UTC): what processes agree on. Can be set, and so can go back.
    fn unix(&self) -> Duration {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
    }

    /// Waits.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// The system's clock, for any runtime: one thread wakes all sleepers. Started when first waited for.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        TIMER.origin.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(Sleep { sleepers: &TIMER.sleepers, deadline: self.now().saturating_add(duration), key: None })
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

static TIMER: LazyLock<Timer> = LazyLock::new(|| Timer { origin: Instant::now(), sleepers: Sleepers::default() });

struct Timer {
    origin: Instant,
    sleepers: Sleepers,
}

/// Who waits for what moment; the number tells apart who waits for the same one.
type Key = (Duration, u64);

#[derive(Default)]
struct Sleepers {
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    waiting: BTreeMap<Key, Waker>,
    next: u64,
    running: bool,
}

impl Sleepers {
    /// Wakes sleepers for as long as the process lives.
    fn run(&self) {
        let mut queue = lock(&self.queue);
        loop {
            let now = TIMER.origin.elapsed();
            queue = match queue.waiting.first_key_value().map(|(key, _)| *key) {
                Some(key) if key.0 <= now => {
                    let waker = queue.waiting.remove(&key);
                    drop(queue);
                    waker.into_iter().for_each(Waker::wake);
                    lock(&self.queue)
                }
                Some(key) => {
                    self.changed
                        .wait_timeout(queue, key.0.saturating_sub(now))
                        .unwrap_or_else(PoisonError::into_inner)
                        .0
                }
                None => self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }
}

/// One waiter of the system's clock.
struct Sleep {
    sleepers: &'static Sleepers,
    deadline: Duration,
    key: Option<Key>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if SystemClock.now() >= self.deadline {
            return Poll::Ready(());
        }
        let mut queue = lock(&self.sleepers.queue);
        if !queue.running {
            let name = "feishu-clock".to_owned();
            queue.running = thread::Builder::new().name(name).spawn(|| TIMER.sleepers.run()).is_ok();
        }
        let key = self.key.unwrap_or((self.deadline, queue.next));
        if self.key.replace(key).is_none() {
            queue.next += 1;
        }
        queue.waiting.insert(key, context.waker().clone());
        drop(queue);
        self.sleepers.changed.notify_one();
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            lock(&self.sleepers.queue).waiting.remove(&key);
        }
    }
}

/// A panic elsewhere leaves these maps whole: there is nothing to protect by panicking too.
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

    #[tokio::test]
    async fn the_system_clock_waits_in_order() {
        let started = Instant::now();
        let late = SystemClock.sleep(Duration::from_millis(60));
        let early = SystemClock.sleep(Duration::from_millis(20));
        drop(SystemClock.sleep(Duration::from_secs(3600)));
        let first = futures_util::future::select(late, early).await;
        assert!(matches!(first, futures_util::future::Either::Right(_)));
        assert!(started.elapsed() >= Duration::from_millis(20));
    }
}
