//! How long to wait. Random, so that clients which failed together do not come back together.

use std::time::Duration;

/// Added at most to a wait that the platform asked for.
const JITTER: Duration = Duration::from_secs(1);

/// A random time up to the first wait, doubled for each try before, and never longer than the longest: "full jitter".
pub(super) fn exponential(first: Duration, longest: Duration, tries: u32) -> Duration {
    let doubled = 1_u32.checked_shl(tries.saturating_sub(1)).and_then(|factor| first.checked_mul(factor));
    up_to(doubled.unwrap_or(longest).min(longest))
}

/// The wait that the platform asked for, and a little more.
pub(crate) fn asked(wait: Duration) -> Duration {
    wait.saturating_add(up_to(JITTER))
}

fn up_to(limit: Duration) -> Duration {
    limit.mul_f64(fastrand::f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let (first, longest) = (Duration::from_millis(500), Duration::from_secs(30));
        for (tries, limit) in [(1, 500), (2, 1000), (6, 16_000), (7, 30_000), (40, 30_000), (u32::MAX, 30_000)] {
            let waits: Vec<_> = (0..200).map(|_| exponential(first, longest, tries)).collect();
            let limit = Duration::from_millis(limit);
            assert!(waits.iter().all(|wait| *wait <= limit), "{tries}: {waits:?}");
            assert!(waits.iter().any(|wait| *wait > limit / 2), "{tries}: {waits:?}");
            assert!(waits.iter().any(|wait| *wait < limit / 2), "{tries}: {waits:?}");
        }
        assert_eq!(exponential(Duration::MAX, Duration::ZERO, 3), Duration::ZERO);
    }

    #[test]
    fn a_wait_asked_for_is_never_garbled() {
        for _ in 0..200 {
            let wait = asked(Duration::from_secs(2));
            assert!((Duration::from_secs(2)..=Duration::from_secs(3)).contains(&wait));
        }
        assert_eq!(asked(Duration::MAX), Duration::MAX);
    }
}
