//! How often operations are called: counts in every window of time, and whether another call still fits. Must not know HTTP.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;
use std::time::Duration;

use feishu_generator::ir::{Operation, Period};

use crate::sync::lock;

/// Arrivals of the calls of each operation.
#[derive(Debug, Default)]
pub(crate) struct Traffic(Mutex<BTreeMap<String, Arrivals>>);

#[derive(Debug, Default)]
struct Arrivals {
    /// By the documented windows of the operation.
    windows: Vec<Window>,
}

/// The arrivals within the last so much time.
#[derive(Debug)]
struct Window {
    length: Duration,
    limit: usize,
    recent: VecDeque<Duration>,
    /// The most that there ever were.
    peak: usize,
}

/// The most calls that ever came within a documented window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peak {
    /// `service.version.resource.operation`.
    pub operation: String,
    /// The window.
    pub window: Duration,
    /// The calls that are documented for it.
    pub limit: usize,
    /// The calls that came.
    pub calls: usize,
}

impl Traffic {
    /// Counts a call; the time until it would fit, where it does not.
    pub(crate) fn arrive(&self, operation: &Operation, now: Duration) -> Result<(), Duration> {
        let mut all = lock(&self.0);
        let arrivals = all.entry(operation.id.clone()).or_insert_with(|| Arrivals::new(operation));
        let waits = arrivals.windows.iter_mut().filter_map(|window| window.arrive(now));
        waits.max().map_or(Ok(()), Err)
    }

    /// The peaks of all operations that were called and have a documented limit.
    pub(crate) fn peaks(&self) -> Vec<Peak> {
        let all = lock(&self.0);
        let peaks = all.iter().flat_map(|(operation, arrivals)| {
            arrivals.windows.iter().map(|window| Peak {
                operation: operation.clone(),
                window: window.length,
                limit: window.limit,
                calls: window.peak,
            })
        });
        peaks.collect()
    }
}

impl Arrivals {
    fn new(operation: &Operation) -> Self {
        let windows = operation.rate_limit.iter().flat_map(|limit| &limit.windows);
        let windows = windows.map(|window| Window {
            length: match window.period {
                Period::Second => Duration::from_secs(1),
                Period::Minute => Duration::from_secs(60),
                Period::Day => Duration::from_secs(86_400),
            },
            limit: usize::try_from(window.count).unwrap_or(usize::MAX),
            recent: VecDeque::new(),
            peak: 0,
        });
        Self { windows: windows.collect() }
    }
}

impl Window {
    fn arrive(&mut self, now: Duration) -> Option<Duration> {
        self.recent.push_back(now);
        while self.recent.front().is_some_and(|first| *first + self.length <= now) {
            self.recent.pop_front();
        }
        self.peak = self.peak.max(self.recent.len());
        let over = self.recent.len().checked_sub(self.limit + 1)?;
        // A call that is refused is not executed, and yet was made: it counts, as a caller must expect.
        self.recent.get(over).map(|oldest| (*oldest + self.length).saturating_sub(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_slides() {
        let mut window = Window { length: Duration::from_secs(1), limit: 2, recent: VecDeque::new(), peak: 0 };
        let mut arrive = |millis| window.arrive(Duration::from_millis(millis)).map(|wait| wait.as_millis());
        assert_eq!([arrive(0), arrive(900), arrive(1000), arrive(1100)], [None, None, None, Some(800)]);
        assert_eq!(window.peak, 3);
    }
}
