//! What may happen how often: a limit in the form that is counted.

use std::time::Duration;

use crate::RateLimit;
use crate::meta::TargetLimit;

/// So many calls in any span of time of a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Calls, at least 1.
    pub calls: u32,
    /// Length of the span.
    pub length: Duration,
}

/// All that holds for one key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rule {
    /// Windows that hold at once.
    pub(super) windows: Vec<Window>,
    /// Whether a call must end before the next one is sent.
    pub(super) serial: bool,
}

impl Rule {
    /// A share of a documented limit. Where less than one call remains, it is one in a longer time.
    pub(super) fn of_rate(rate: RateLimit, scale: f64) -> Self {
        let windows = [(rate.second, 1), (rate.minute, 60), (rate.day, 86_400)];
        let windows = windows.into_iter().filter_map(|(calls, seconds)| {
            let share = f64::from(calls?.max(1)) * scale;
            let length = Duration::from_secs(seconds);
            Some(if share >= 1.0 {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "saturates, and is positive"
                )]
                Window { calls: share as u32, length }
            } else {
                Window { calls: 1, length: Duration::try_from_secs_f64(length.as_secs_f64() / share).unwrap_or(length) }
            })
        });
        Self { windows: windows.collect(), serial: false }
    }

    /// The rule of a target.
    pub(super) fn of_target(limit: TargetLimit, scale: f64) -> Self {
        match limit {
            TargetLimit::Rate(rate) => Self::of_rate(rate, scale),
            TargetLimit::Serial => Self { windows: Vec::new(), serial: true },
        }
    }

    /// Whether nothing is limited.
    pub(super) fn is_empty(&self) -> bool {
        self.windows.is_empty() && !self.serial
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn windows(rate: RateLimit, scale: f64) -> Vec<(u32, u64)> {
        let rule = Rule::of_rate(rate, scale);
        rule.windows.iter().map(|window| (window.calls, window.length.as_secs())).collect()
    }

    #[test]
    fn shares_are_rounded_down_and_never_to_nothing() {
        let rate = RateLimit::per_second(5).and_per_minute(1000).and_per_day(1);
        assert_eq!(windows(rate, 1.0), [(5, 1), (1000, 60), (1, 86_400)]);
        assert_eq!(windows(rate, 0.5), [(2, 1), (500, 60), (1, 172_800)]);
        assert_eq!(windows(rate, 0.1), [(1, 2), (100, 60), (1, 864_000)]);
        assert_eq!(windows(RateLimit::per_second(50), 2.0), [(100, 1)]);
        assert!(Rule::of_rate(RateLimit::SPECIAL, 1.0).is_empty());
    }
}
