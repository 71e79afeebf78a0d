//! The decision about one failed try.

use std::time::Duration;

use super::{RetryPolicy, backoff};
use crate::Error;
use crate::error::Passing;

/// A try that failed.
pub(crate) struct Failed<'a> {
    pub(crate) error: &'a Error,
    /// Tries so far, this one included.
    pub(crate) tries: u32,
    /// Time spent waiting so far.
    pub(crate) waited: Duration,
    /// Whether the platform may execute the call twice.
    pub(crate) repeatable: bool,
    /// Whether the request can be sent once more: a stream cannot.
    pub(crate) replayable: bool,
}

/// What follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Try again after this time.
    Wait(Duration),
    /// Give up.
    Stop,
}

impl RetryPolicy {
    pub(crate) fn verdict(&self, failed: &Failed<'_>) -> Verdict {
        let safe = match failed.error.passing() {
            Passing::No => false,
            Passing::NotExecuted => true,
            Passing::MayHaveExecuted => failed.repeatable,
        };
        if !safe || !failed.replayable || failed.tries >= self.max_tries {
            return Verdict::Stop;
        }
        let wait = match failed.error.retry_after() {
            Some(wait) => backoff::asked(wait),
            None => backoff::exponential(self.first_wait, self.longest_wait, failed.tries),
        };
        match failed.waited.checked_add(wait) {
            Some(total) if total <= self.max_wait => Verdict::Wait(wait),
            _ => Verdict::Stop,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;

    fn error(code: i64, status: u16) -> Error {
        let status = http::StatusCode::from_u16(status).expect("a status");
        Error::new(ErrorKind::Api, "x").with_code(Some(code)).with_status(status)
    }

    fn failed(error: &Error) -> Failed<'_> {
        Failed { error, tries: 1, waited: Duration::ZERO, repeatable: false, replayable: true }
    }

    fn tried_again(failed: &Failed<'_>) -> bool {
        matches!(RetryPolicy::default().verdict(failed), Verdict::Wait(_))
    }

    #[test]
    fn refusals_are_tried_again_whatever_the_call_does() {
        assert!(tried_again(&failed(&error(99_991_400, 400))));
        assert!(tried_again(&failed(&error(7, 429))));
        assert!(!tried_again(&failed(&error(7, 400))));
        // The quota of the month is used up: waiting does not help.
        assert!(!tried_again(&failed(&error(99_991_403, 429))));
    }

    #[test]
    fn other_failures_only_where_a_second_execution_is_harmless() {
        for error in [error(2200, 500), Error::new(ErrorKind::Status, "x").with_status(http::StatusCode::BAD_GATEWAY)] {
            assert!(!tried_again(&failed(&error)));
            assert!(tried_again(&Failed { repeatable: true, ..failed(&error) }));
            assert!(!tried_again(&Failed { repeatable: true, replayable: false, ..failed(&error) }));
        }
    }

    #[test]
    fn tries_and_waits_have_a_cap() {
        let error = error(99_991_400, 429).with_retry_after(Some(Duration::from_secs(40)));
        let wait = RetryPolicy::default().verdict(&failed(&error));
        assert!(matches!(wait, Verdict::Wait(wait) if wait >= Duration::from_secs(40)));
        assert!(!tried_again(&Failed { tries: 4, ..failed(&error) }));
        assert!(!tried_again(&Failed { waited: Duration::from_secs(21), ..failed(&error) }));
        assert_eq!(RetryPolicy::never().verdict(&failed(&error)), Verdict::Stop);
    }
}
