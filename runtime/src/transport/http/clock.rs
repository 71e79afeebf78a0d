//! tokio's clock, which its tests can pause.

use std::sync::LazyLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::{Instant, sleep, sleep_until};

use crate::transport::{BoxFuture, Clock};

/// tokio's clock: stands still and jumps in tests that pause tokio's time. Wall-clock time is the system's all the same.
#[derive(Debug, Clone, Copy, Default)]
pub struct TokioClock;

static ORIGIN: LazyLock<Instant> = LazyLock::new(Instant::now);

impl Clock for TokioClock {
    fn now(&self) -> Duration {
        ORIGIN.elapsed()
    }

    fn unix(&self) -> Duration {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(sleep(duration))
    }

    fn sleep_until(&self, moment: Duration) -> BoxFuture<'static, ()> {
        match ORIGIN.checked_add(moment) {
            Some(moment) => Box::pin(sleep_until(moment)),
            None => Box::pin(std::future::pending()),
        }
    }
}
