//! After a refusal everybody waits, not only who was refused.

use std::time::Duration;

use feishu_runtime::limit::{Claim, Limits, Mode};
use feishu_runtime::{ErrorKind, Meta, RateLimit};
use futures_util::FutureExt as _;

use crate::run::{Waiting, answered, limiter, meta, must_wait, now, pass, seconds};

static LIMITED: Meta = meta("acme.v1.limited").rate_limit(RateLimit::per_second(5));
static OPEN: Meta = meta("acme.v1.open");

#[test]
fn everybody_waits_for_a_pause_and_a_little_more() {
    for meta in [&LIMITED, &OPEN] {
        let (limiter, clock) = limiter(Limits::new());
        let claim = Claim::new(meta);
        limiter.pause(&claim, seconds(7.0));
        let mut waiting: Vec<_> = (0..3).map(|_| Waiting::new(&limiter, meta, None, None)).collect();
        let mut served = Vec::new();
        pass(&clock, seconds(9.0), |at| {
            waiting.retain_mut(|call| match call.poll() {
                Some(permit) => {
                    answered(permit.expect("a place"));
                    served.push(at);
                    false
                }
                None => true,
            });
        });
        assert_eq!(served.len(), 3);
        assert!(served.iter().all(|at| *at >= seconds(7.0) && *at <= seconds(8.1)), "{served:?}");
        // Other tenants are not concerned.
        limiter.pause(&claim, seconds(7.0));
        assert!(must_wait(&limiter, meta));
        assert!(limiter.acquire(&claim.tenant("t-1")).now_or_never().is_some());
    }
}

#[test]
fn a_shorter_pause_does_not_end_a_longer_one() {
    let (limiter, clock) = limiter(Limits::new());
    limiter.pause(&Claim::new(&OPEN), seconds(10.0));
    limiter.pause(&Claim::new(&OPEN), Duration::ZERO);
    clock.advance(seconds(9.9));
    assert!(must_wait(&limiter, &OPEN));
    clock.advance(seconds(1.2));
    drop(now(&limiter, &OPEN));
}

#[test]
fn a_pause_reaches_those_in_line() {
    let (limiter, clock) = limiter(Limits::new());
    (0..5).for_each(|_| answered(now(&limiter, &LIMITED)));
    let mut patient = Waiting::new(&limiter, &LIMITED, None, None);
    let mut hurried = Waiting::new(&limiter, &LIMITED, None, Some(seconds(10.0)));
    assert!(patient.poll().is_none() && hurried.poll().is_none());
    limiter.pause(&Claim::new(&LIMITED), seconds(52.0));
    assert!(patient.poll().is_none());
    clock.advance(seconds(10.0));
    assert!(patient.poll().is_none());
    let error = hurried.poll().expect("no time left").expect_err("a pause");
    assert_eq!(error.kind(), ErrorKind::RateLimit);
    clock.advance(seconds(43.0));
    assert!(patient.poll().is_some());
}

#[test]
fn fail_fast_says_how_long_a_pause_is() {
    let (limiter, _clock) = limiter(Limits::new().mode(Mode::FailFast));
    let claim = Claim::new(&OPEN);
    limiter.pause(&claim, seconds(52.0));
    let error = limiter.acquire(&claim).now_or_never().expect("at once").expect_err("a pause");
    let wait = error.retry_after().expect("a time");
    assert!(wait >= seconds(52.0) && wait <= seconds(53.0), "{wait:?}");
}
