//! A budget for further tries, shared by all calls of a client: when most calls fail, trying each again only multiplies the
//! load on whatever is failing.

use std::sync::atomic::{AtomicU32, Ordering};

/// What a full budget holds: enough for a hundred tries in a row.
const FULL: u32 = 1000;

/// What a further try costs. A success pays for a tenth of one: in the long run, at most one call in ten is sent again.
const COST: u32 = 10;

/// Tries that are left.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(FULL))
    }
}

impl Budget {
    /// Pays for a further try; `false` where nothing is left.
    pub(crate) fn spend(&self) -> bool {
        let spent = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(COST));
        spent.is_ok()
    }

    /// Adds what a success is worth.
    pub(crate) fn refill(&self) {
        // Full nearly always: then nothing is written that other processors would have to fetch.
        if self.0.load(Ordering::Relaxed) < FULL {
            let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| Some((left + 1).min(FULL)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_run_out_and_successes_pay_for_more() {
        let budget = Budget::default();
        assert_eq!(std::iter::repeat_with(|| budget.spend()).take_while(|paid| *paid).count(), 100);
        (0..9).for_each(|_| budget.refill());
        assert!(!budget.spend());
        budget.refill();
        assert!(budget.spend());
        assert!(!budget.spend());
        (0..2 * FULL).for_each(|_| budget.refill());
        assert_eq!(budget.0.load(Ordering::Relaxed), FULL);
    }
}
