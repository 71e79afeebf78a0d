//! What a window lets through, and when.

use std::time::Duration;

use feishu_runtime::limit::{Claim, Limits, Mode};
use feishu_runtime::transport::Clock as _;
use feishu_runtime::{ErrorKind, Meta, RateLimit};
use futures_util::FutureExt as _;

use crate::run::{Waiting, answered, limiter, meta, must_wait, now, pass, seconds};

static SECOND: Meta = meta("acme.v1.second").rate_limit(RateLimit::per_second(5));
static BOTH: Meta = meta("acme.v1.both").rate_limit(RateLimit::per_second(5).and_per_minute(12));
static DAY: Meta = meta("acme.v1.day").rate_limit(RateLimit::SPECIAL.and_per_second(5).and_per_day(7));
static OPEN: Meta = meta("acme.v1.open");

#[test]
fn a_window_is_full_until_its_length_has_passed_after_the_answers() {
    let (limiter, clock) = limiter(Limits::new());
    for _ in 0..5 {
        answered(now(&limiter, &SECOND));
    }
    assert!(must_wait(&limiter, &SECOND));
    clock.advance(seconds(1.0));
    assert!(must_wait(&limiter, &SECOND), "the platform may count both ends");
    clock.advance(seconds(0.04));
    (0..5).for_each(|_| answered(now(&limiter, &SECOND)));
    assert!(must_wait(&limiter, &SECOND));
}

#[test]
fn all_windows_hold_at_once() {
    let (limiter, clock) = limiter(Limits::new());
    let mut let_through = Vec::new();
    let mut waiting: Vec<_> = (0..15).map(|_| Waiting::new(&limiter, &BOTH, None, None)).collect();
    pass(&clock, seconds(70.0), |at| {
        waiting.retain_mut(|call| match call.poll() {
            Some(permit) => {
                answered(permit.expect("a place"));
                let_through.push(at.as_secs_f64());
                false
            }
            None => true,
        });
    });
    assert!(let_through[4] < 0.1 && let_through[5] > 1.0 && let_through[5] < 1.05, "{let_through:?}");
    assert!(let_through[11] > 2.0 && let_through[11] < 2.1, "{let_through:?}");
    assert!(let_through[12] > 60.0 && let_through[12] < 61.1, "{let_through:?}");
    assert_eq!(let_through.len(), 15);
}

#[test]
fn a_call_counts_from_its_answer_or_a_second_after_it_was_sent() {
    let (limiter, clock) = limiter(Limits::new());
    let mut permits: Vec<_> = (0..5).map(|_| now(&limiter, &SECOND)).collect();
    // Whatever is held has not begun to count.
    clock.advance(seconds(30.0));
    assert!(must_wait(&limiter, &SECOND));
    permits.iter_mut().for_each(feishu_runtime::limit::Permit::sent);
    clock.advance(seconds(0.5));
    permits[0].answered();
    clock.advance(seconds(1.05));
    answered(now(&limiter, &SECOND));
    assert!(must_wait(&limiter, &SECOND));
    // The others are never answered.
    clock.advance(seconds(0.5));
    (0..4).for_each(|_| answered(now(&limiter, &SECOND)));
    assert!(must_wait(&limiter, &SECOND));
    // Answers that come so late change nothing.
    permits.iter_mut().for_each(feishu_runtime::limit::Permit::answered);
    assert!(must_wait(&limiter, &SECOND));
}

#[test]
fn an_answer_brings_the_turn_of_the_next_one_forward() {
    let (limiter, clock) = limiter(Limits::new());
    let mut permits: Vec<_> = (0..5).map(|_| now(&limiter, &SECOND)).collect();
    permits.iter_mut().for_each(feishu_runtime::limit::Permit::sent);
    let mut next = Waiting::new(&limiter, &SECOND, None, None);
    assert!(next.poll().is_none());
    clock.advance(seconds(0.1));
    permits.iter_mut().for_each(feishu_runtime::limit::Permit::answered);
    assert!(next.poll().is_none());
    clock.advance(seconds(1.04));
    assert!(next.poll().is_some());
}

#[test]
fn permits_that_were_not_used_are_given_back() {
    let (limiter, clock) = limiter(Limits::new());
    let permits: Vec<_> = (0..5).map(|_| now(&limiter, &SECOND)).collect();
    let mut waiting = Waiting::new(&limiter, &SECOND, None, None);
    assert!(waiting.poll().is_none());
    drop(permits);
    assert!(waiting.is_woken());
    let mut permit = waiting.poll().expect("room").expect("a place");
    permit.sent();
    drop(permit);
    // That one may have been executed.
    let held: Vec<_> = (0..4).map(|_| now(&limiter, &SECOND)).collect();
    assert!(must_wait(&limiter, &SECOND));
    clock.advance(seconds(1.9));
    assert!(must_wait(&limiter, &SECOND));
    clock.advance(seconds(0.15));
    drop(now(&limiter, &SECOND));
    drop(held);
}

#[test]
fn first_come_first_served() {
    let (limiter, clock) = limiter(Limits::new());
    let mut waiting: Vec<_> = (0..40).map(|number| (number, Waiting::new(&limiter, &SECOND, None, None))).collect();
    let mut served = Vec::new();
    let mut serve = |waiting: &mut Vec<(i32, Waiting)>| {
        waiting.retain_mut(|(number, call)| match call.poll() {
            Some(permit) => {
                answered(permit.expect("a place"));
                served.push(*number);
                false
            }
            None => true,
        });
    };
    serve(&mut waiting);
    // Some leave the line, its first among them.
    waiting.retain(|(number, _)| ![5, 6, 17, 39].contains(number));
    pass(&clock, seconds(10.0), |_| serve(&mut waiting));
    let expected: Vec<_> = (0..40).filter(|number| ![5, 6, 17, 39].contains(number)).collect();
    assert_eq!(served, expected);
}

#[test]
fn whoever_arrives_later_does_not_overtake() {
    let (limiter, clock) = limiter(Limits::new());
    (0..5).for_each(|_| answered(now(&limiter, &SECOND)));
    let mut first = Waiting::new(&limiter, &SECOND, None, None);
    assert!(first.poll().is_none());
    clock.advance(seconds(2.0));
    // There is room, and somebody who was promised it.
    let late: Vec<_> = (0..2).map(|_| Waiting::new(&limiter, &SECOND, None, None).poll()).collect();
    assert!(late.iter().all(Option::is_none));
    assert!(first.poll().is_some());
}

#[test]
fn fail_fast_says_when_there_may_be_room() {
    let (limiter, clock) = limiter(Limits::new().mode(Mode::FailFast));
    (0..5).for_each(|_| answered(now(&limiter, &SECOND)));
    clock.advance(seconds(0.4));
    let error = limiter.acquire(&Claim::new(&SECOND)).now_or_never().expect("at once").expect_err("no room");
    assert_eq!(error.kind(), ErrorKind::RateLimit);
    assert!(error.is_rate_limited());
    let wait = error.retry_after().expect("a time");
    assert!(wait > seconds(0.6) && wait < seconds(0.65), "{wait:?}");
    // One call may think otherwise.
    let claim = Claim::new(&SECOND).mode(Mode::Wait);
    assert!(limiter.acquire(&claim).now_or_never().is_none());
    assert!(limiter.acquire(&claim.mode(Mode::Off)).now_or_never().is_some());
    clock.advance(wait);
    answered(now(&limiter, &SECOND));
}

#[test]
fn nobody_waits_for_what_comes_too_late() {
    let (limiter, clock) = limiter(Limits::new());
    for _ in 0..7 {
        answered(now(&limiter, &DAY));
        clock.advance(seconds(1.0));
    }
    let mut call = Waiting::new(&limiter, &DAY, None, Some(clock.now() + seconds(60.0)));
    let error = call.poll().expect("at once").expect_err("no room today");
    assert_eq!(error.kind(), ErrorKind::RateLimit);
    let wait = error.retry_after().expect("a time").as_secs();
    assert!(wait > 86_300 && wait < 86_400 * 62 / 60, "{wait}");
}

#[test]
fn whoever_stands_in_line_leaves_in_time() {
    let (limiter, clock) = limiter(Limits::new());
    let held: Vec<_> = (0..5).map(|_| now(&limiter, &SECOND)).collect();
    let mut waiting: Vec<_> = (0..2).map(|_| Waiting::new(&limiter, &SECOND, None, Some(seconds(3.0)))).collect();
    assert!(waiting.iter_mut().all(|call| call.poll().is_none()));
    clock.advance(seconds(3.0));
    for call in &mut waiting {
        let error = call.poll().expect("the time is over").expect_err("no room");
        assert_eq!((error.kind(), error.retry_after()), (ErrorKind::RateLimit, None));
    }
    drop(held);
    drop(now(&limiter, &SECOND));
}

#[test]
fn tenants_and_operations_are_counted_apart() {
    let (limiter, _clock) = limiter(Limits::new().mode(Mode::FailFast));
    let acquire = |claim: Claim<'_>| limiter.acquire(&claim).now_or_never().expect("at once");
    for tenant in ["", "t-1", "t-2"] {
        (0..5).for_each(|_| answered(acquire(Claim::new(&SECOND).tenant(tenant)).expect("a place")));
        assert!(acquire(Claim::new(&SECOND).tenant(tenant)).is_err());
    }
    (0..5).for_each(|_| answered(acquire(Claim::new(&BOTH)).expect("a place")));
    (0..1000).for_each(|_| answered(acquire(Claim::new(&OPEN)).expect("no limit")));
}

#[test]
fn limits_can_be_set_and_shared_out() {
    let taken = |limits: Limits, meta: &'static Meta| {
        let (limiter, _clock) = limiter(limits.mode(Mode::FailFast));
        (0..200)
            .take_while(|_| limiter.acquire(&Claim::new(meta)).now_or_never().expect("at once").map(answered).is_ok())
            .count()
    };
    assert_eq!(taken(Limits::new(), &SECOND), 5);
    assert_eq!(taken(Limits::new().scale(0.5), &SECOND), 2);
    assert_eq!(taken(Limits::new().scale(2.0), &SECOND), 10);
    assert_eq!(taken(Limits::new().operation("acme.v1.second", RateLimit::per_second(100)), &SECOND), 100);
    assert_eq!(taken(Limits::new().operation("acme.v1.second", RateLimit::UNSPECIFIED), &SECOND), 200);
    assert_eq!(taken(Limits::new().operation("acme.v1.open", RateLimit::per_day(3)), &OPEN), 3);
    assert_eq!(taken(Limits::new().mode(Mode::Off).operation("acme.v1.second", RateLimit::per_second(1)), &SECOND), 1);
}

#[test]
fn limits_that_allow_nothing_are_refused() {
    let clock = std::sync::Arc::new(feishu_runtime::transport::ManualClock::default());
    let none = RateLimit::per_second(0);
    for limits in [
        Limits::new().scale(0.0),
        Limits::new().scale(-1.0),
        Limits::new().scale(f64::NAN),
        Limits::new().scale(f64::INFINITY),
        Limits::new().operation("a", none),
        Limits::new().group("a", feishu_runtime::TargetLimit::Rate(none)),
    ] {
        let error = feishu_runtime::limit::Limiter::new("a", limits, clock.clone()).expect_err("nothing is allowed");
        assert_eq!(error.kind(), ErrorKind::Config);
    }
}

#[test]
fn permits_say_how_long_their_calls_waited() {
    let (limiter, clock) = limiter(Limits::new());
    (0..5).for_each(|_| answered(now(&limiter, &SECOND)));
    let mut call = Waiting::new(&limiter, &SECOND, None, None);
    assert!(call.poll().is_none());
    clock.advance(seconds(2.0));
    let permit = call.poll().expect("room").expect("a place");
    assert_eq!(permit.waited(), seconds(2.0));
    assert_eq!(now(&limiter, &BOTH).waited(), Duration::ZERO);
}
