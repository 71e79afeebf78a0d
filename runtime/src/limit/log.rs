//! Calls counted in a sliding window, exactly enough to be strict and in few enough buckets to be small.

use std::collections::VecDeque;
use std::time::Duration;

use super::rule::Window;

/// Nanoseconds on the client's clock.
pub(super) type Nanos = u64;

/// How long after it was sent the platform has counted a call, whether or not its answer is there. Without such a bound, slow
/// calls would hold their places for long.
pub(super) const GRACE: Duration = Duration::from_secs(1);

/// A window and what may lie ahead of it (see [`GRACE`]) are divided into so many parts; two more can be begun at its ends.
const PARTS: u64 = 62;

/// Where a duration stands on the clock.
pub(super) fn nanos(time: Duration) -> Nanos {
    u64::try_from(time.as_nanos()).unwrap_or(Nanos::MAX)
}

/// The calls of one window, by the moment at which the platform has counted them.
///
/// A bucket leaves the window as a whole, when its last moment does: a call may count a little too long, never too short.
#[derive(Debug)]
pub(super) struct Log {
    calls: u32,
    length: Nanos,
    /// Time that one bucket covers.
    width: Nanos,
    /// Calls in all buckets.
    used: u32,
    /// In order of time; none is empty.
    buckets: VecDeque<Bucket>,
}

#[derive(Debug)]
struct Bucket {
    index: u64,
    calls: u32,
}

impl Log {
    pub(super) fn new(window: Window) -> Self {
        let length = nanos(window.length);
        let width = length.saturating_add(nanos(GRACE)).div_ceil(PARTS);
        Self { calls: window.calls.max(1), length, width, used: 0, buckets: VecDeque::new() }
    }

    /// Drops the calls that have left the window.
    pub(super) fn forget(&mut self, now: Nanos) {
        while let Some(bucket) = self.buckets.front()
            && self.leaves(bucket) <= now
        {
            self.used -= bucket.calls;
            self.buckets.pop_front();
        }
    }

    /// From when on one more call fits beside those counted and so many that are not yet sent: 0 for at once; `None` where those
    /// have to be sent or given back first.
    pub(super) fn fits_at(&self, held: u32) -> Option<Nanos> {
        let mut taken = self.used.saturating_add(held);
        if taken < self.calls {
            return Some(0);
        }
        for bucket in &self.buckets {
            taken -= bucket.calls;
            if taken < self.calls {
                return Some(self.leaves(bucket));
            }
        }
        None
    }

    /// Counts a call at a moment.
    pub(super) fn count(&mut self, at: Nanos) {
        let index = at / self.width;
        self.used = self.used.saturating_add(1);
        let end = self.end_of(index);
        match end.checked_sub(1).and_then(|last| self.buckets.get_mut(last)) {
            Some(bucket) if bucket.index == index => bucket.calls += 1,
            _ => self.buckets.insert(end, Bucket { index, calls: 1 }),
        }
    }

    /// Counts a call earlier than it was.
    pub(super) fn advance(&mut self, from: Nanos, to: Nanos) {
        let index = from / self.width;
        if to / self.width >= index {
            return;
        }
        let Some(at) = self.end_of(index).checked_sub(1).filter(|at| self.buckets[*at].index == index) else { return };
        self.used -= 1;
        self.buckets[at].calls -= 1;
        if self.buckets[at].calls == 0 {
            self.buckets.remove(at);
        }
        self.count(to);
    }

    /// How many buckets begin no later than the one with this index. Looks from the end, near which most calls are.
    fn end_of(&self, index: u64) -> usize {
        let mut end = self.buckets.len();
        while end > 0 && self.buckets[end - 1].index > index {
            end -= 1;
        }
        end
    }

    pub(super) fn is_empty(&self) -> bool {
        self.buckets.is_empty()
    }

    /// When all calls of a bucket are out of the window.
    fn leaves(&self, bucket: &Bucket) -> Nanos {
        (bucket.index + 1).saturating_mul(self.width).saturating_add(self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Nanos = 1_000_000_000;

    fn log(calls: u32, seconds: u64) -> Log {
        Log::new(Window { calls, length: Duration::from_secs(seconds) })
    }

    #[test]
    fn a_call_leaves_after_the_window_and_before_a_thirtieth_more() {
        let mut log = log(1, 1);
        log.count(5 * SECOND);
        let free = log.fits_at(0).expect("a moment");
        assert!(free > 6 * SECOND && free <= 6 * SECOND + SECOND / 30, "{free}");
        log.forget(free - 1);
        assert_eq!(log.fits_at(0), Some(free));
        log.forget(free);
        assert_eq!(log.fits_at(0), Some(0));
        assert!(log.is_empty());
    }

    #[test]
    fn the_buckets_of_a_window_are_few() {
        for seconds in [1, 60, 86_400] {
            let mut log = log(1_000_000, seconds);
            let mut most = 0;
            for step in 0..1000 {
                let now = step * seconds * SECOND / 400;
                log.forget(now);
                log.count(now);
                log.count(now + nanos(GRACE));
                most = most.max(log.buckets.len());
            }
            assert!(most <= 64, "{most} for {seconds} s");
        }
    }

    #[test]
    fn a_call_can_count_earlier_but_not_later() {
        let mut log = log(2, 1);
        log.count(3 * SECOND);
        log.count(3 * SECOND);
        log.advance(3 * SECOND, 2 * SECOND);
        let first = log.fits_at(0).expect("a moment");
        assert!(first < 3 * SECOND + SECOND / 20);
        log.advance(3 * SECOND, 5 * SECOND);
        assert_eq!(log.fits_at(0), Some(first));
        assert!(log.fits_at(1).is_some_and(|second| second > 4 * SECOND));
        assert_eq!(log.fits_at(2), None);
    }
}
