//! What is done with a login whose token is wanted: pure decisions, no call and no wait.

use std::time::Duration;

use super::record::Record;

/// The next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plan {
    /// Take the access token that is there.
    Use,
    /// Use the refresh token.
    Refresh,
    /// Somebody else uses it: look again soon, and until then at the latest.
    Wait(Duration),
    /// There is nothing left to use.
    Ended,
}

/// What is known besides the record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    pub(super) now: Duration,
    /// The platform refused the record's access token.
    pub(super) refused: bool,
    /// Another token is wanted although this one serves.
    pub(super) force: bool,
}

/// The next step with a login.
///
/// A refresh token that may be used up already is tried only when there is nothing to lose any more: a platform that sees one
/// twice may end the access token too.
pub(super) fn plan(record: &Record, wish: Wish) -> Plan {
    let alive = !wish.refused && record.life().is_alive(wish.now);
    let serves = alive && !wish.force;
    if serves && record.life().is_fresh(wish.now) {
        return Plan::Use;
    }
    match record.claimed_until {
        _ if record.grant.refresh_token.is_none() => return if serves { Plan::Use } else { Plan::Ended },
        Some(until) if wish.now < until => return if serves { Plan::Use } else { Plan::Wait(until) },
        _ => {}
    }
    // A claim that nobody gave back: whoever held it may have used the token.
    let in_doubt = record.in_doubt || record.claimed_until.is_some();
    if in_doubt && alive { Plan::Use } else { Plan::Refresh }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::UserGrant;

    const END: u64 = 7200;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn record() -> Record {
        let mut grant = UserGrant::new("a", seconds(END)).with_refresh_token("r", None);
        grant.issued_at = Some(seconds(0));
        Record::new(grant)
    }

    fn at(record: &Record, now: u64) -> Plan {
        plan(record, Wish { now: seconds(now), refused: false, force: false })
    }

    #[test]
    fn refreshes_before_the_end() {
        assert_eq!(at(&record(), 0), Plan::Use);
        assert_eq!(at(&record(), END - 301), Plan::Use);
        assert_eq!(at(&record(), END - 300), Plan::Refresh);
        assert_eq!(at(&record(), END + 10), Plan::Refresh);
        assert_eq!(plan(&record(), Wish { now: seconds(0), refused: true, force: false }), Plan::Refresh);
        assert_eq!(plan(&record(), Wish { now: seconds(0), refused: false, force: true }), Plan::Refresh);
    }

    #[test]
    fn leaves_a_claim_to_its_holder() {
        let claimed = Record { claimed_until: Some(seconds(END + 50)), ..record() };
        assert_eq!(at(&claimed, END - 10), Plan::Use);
        assert_eq!(at(&claimed, END), Plan::Wait(seconds(END + 50)));
        assert_eq!(at(&claimed, END + 50), Plan::Refresh);
    }

    #[test]
    fn a_doubtful_token_is_tried_when_nothing_is_left() {
        for doubtful in
            [Record { in_doubt: true, ..record() }, Record { claimed_until: Some(seconds(END - 200)), ..record() }]
        {
            assert_eq!(at(&doubtful, END - 1), Plan::Use);
            assert_eq!(at(&doubtful, END), Plan::Refresh);
            assert_eq!(plan(&doubtful, Wish { now: seconds(END - 1), refused: true, force: false }), Plan::Refresh);
            assert_eq!(plan(&doubtful, Wish { now: seconds(END - 1), refused: false, force: true }), Plan::Use);
        }
    }

    #[test]
    fn a_login_without_refresh_token_serves_until_its_end() {
        let mut last = record();
        last.grant.refresh_token = None;
        assert_eq!(at(&last, END - 1), Plan::Use);
        assert_eq!(at(&last, END), Plan::Ended);
        assert_eq!(plan(&last, Wish { now: seconds(0), refused: false, force: true }), Plan::Ended);
    }
}
