//! Limits on what is called, shared by the operations of a group.

use std::time::Duration;

use feishu_runtime::limit::{Claim, Limits, Mode};
use feishu_runtime::{ErrorKind, Meta, Parts, RateLimit, Target};
use futures_util::FutureExt as _;

use crate::run::{Waiting, answered, limiter, meta, now, pass, seconds};

const CHAT: Target = Target::rate("acme.chat", RateLimit::per_second(5)).by("chat_id");

static SEND: Meta = meta("acme.v1.message.send").rate_limit(RateLimit::per_second(50)).targets(&[CHAT]);
static FORWARD: Meta = meta("acme.v1.message.forward").targets(&[CHAT]);
static WRITE: Meta = meta("acme.v1.sheet.write").targets(&[Target::serial("acme.sheet").by("sheet_token")]);

fn to(meta: &'static Meta, group: &'static str, value: &str) -> Parts {
    let mut parts = Parts::new(meta, &[]).expect("a good path");
    parts.target(group, &value);
    parts
}

#[test]
fn the_sixth_message_to_one_chat_is_delayed() {
    let (limiter, clock) = limiter(Limits::new());
    let send = |chat: &str| Waiting::new(&limiter, &SEND, Some(to(&SEND, "acme.chat", chat)), None);
    for _ in 0..5 {
        answered(send("oc_1").poll().expect("no waiting").expect("a place"));
    }
    let mut sixth = send("oc_1");
    assert!(sixth.poll().is_none());
    // Other chats have their own five, and another operation of the group has the same.
    answered(send("oc_2").poll().expect("no waiting").expect("a place"));
    let mut forward = Waiting::new(&limiter, &FORWARD, Some(to(&FORWARD, "acme.chat", "oc_1")), None);
    assert!(forward.poll().is_none());
    let mut served = Vec::new();
    pass(&clock, seconds(1.2), |at| {
        for call in [&mut sixth, &mut forward] {
            if let Some(permit) = call.poll() {
                answered(permit.expect("a place"));
                served.push(at);
            }
        }
    });
    assert_eq!(served.len(), 2);
    assert!(served.iter().all(|at| *at > seconds(1.0) && *at < seconds(1.05)), "{served:?}");
}

#[test]
fn a_busy_chat_does_not_hold_up_the_others() {
    let (limiter, _clock) = limiter(Limits::new());
    let send = |chat: &str| Waiting::new(&limiter, &SEND, Some(to(&SEND, "acme.chat", chat)), None);
    let mut busy: Vec<_> = (0..200).map(|_| send("oc_1")).collect();
    let permits: Vec<_> = busy.iter_mut().filter_map(Waiting::poll).collect();
    assert_eq!(permits.len(), 5);
    for chat in 0..45 {
        answered(send(&format!("oc_other_{chat}")).poll().expect("no waiting").expect("a place"));
    }
    assert!(send("oc_last").poll().is_none(), "fifty calls a second in all");
}

#[test]
fn one_sheet_is_written_to_by_one_call_after_the_other() {
    let (limiter, clock) = limiter(Limits::new());
    let write = |sheet: &str| Waiting::new(&limiter, &WRITE, Some(to(&WRITE, "acme.sheet", sheet)), None);
    let mut first = write("sht_1").poll().expect("no waiting").expect("a place");
    let mut second = write("sht_1");
    let mut third = write("sht_1");
    assert!(second.poll().is_none() && third.poll().is_none());
    answered(write("sht_2").poll().expect("no waiting").expect("a place"));
    first.sent();
    first.answered();
    clock.advance(seconds(100.0));
    assert!(second.poll().is_none(), "the head of an answer is not the end of the call");
    drop(first);
    let second = second.poll().expect("woken").expect("a place");
    assert!(third.poll().is_none());
    // It was never sent.
    drop(second);
    drop(third.poll().expect("woken").expect("a place"));
}

#[test]
fn a_write_that_was_given_up_may_still_go_on() {
    let (limiter, clock) = limiter(Limits::new());
    let write = || Waiting::new(&limiter, &WRITE, Some(to(&WRITE, "acme.sheet", "sht_1")), None);
    let mut permit = write().poll().expect("no waiting").expect("a place");
    let mut next = write();
    assert!(next.poll().is_none());
    permit.sent();
    clock.advance(seconds(0.3));
    drop(permit);
    assert!(next.poll().is_none());
    clock.advance(seconds(0.6));
    assert!(next.poll().is_none());
    clock.advance(seconds(0.1));
    drop(next.poll().expect("woken").expect("a place"));
}

#[test]
fn a_failed_call_for_one_place_gives_back_the_others() {
    let (limiter, _clock) = limiter(Limits::new().mode(Mode::FailFast).operation(SEND.id, RateLimit::per_day(1)));
    let parts = to(&SEND, "acme.chat", "oc_1");
    let claim = Claim::new(&SEND).parts(&parts);
    answered(limiter.acquire(&claim).now_or_never().expect("at once").expect("a place"));
    for _ in 0..10 {
        let error = limiter.acquire(&claim).now_or_never().expect("at once").expect_err("no room");
        assert_eq!(error.kind(), ErrorKind::RateLimit);
        assert!(
            error.retry_after().is_some_and(|wait| wait > seconds(80_000.0)),
            "the day is what is full, not the chat"
        );
        assert!(!format!("{error} {error:?}").contains("oc_1"));
    }
}

#[test]
fn several_targets_are_taken_in_one_order() {
    static MOVE: Meta = meta("acme.v1.sheet.move").targets(&[Target::serial("acme.sheet").by("sheet_token")]);
    let (limiter, _clock) = limiter(Limits::new());
    let both = |first: &str, second: &str| {
        let mut parts = Parts::new(&MOVE, &[]).expect("a good path");
        parts.target("acme.sheet", &first);
        parts.target("acme.sheet", &second);
        Waiting::new(&limiter, &MOVE, Some(parts), None)
    };
    let mut calls = [both("a", "b"), both("b", "a"), both("a", "a"), both("b", "b")];
    let mut done = 0;
    for _ in 0..8 {
        for call in &mut calls {
            done += usize::from(call.poll().is_some());
        }
    }
    assert_eq!(done, 4);
}

#[test]
fn a_refusal_for_a_target_pauses_that_target() {
    let (limiter, clock) = limiter(Limits::new());
    let parts = to(&SEND, "acme.chat", "oc_1");
    limiter.pause_targets(&Claim::new(&SEND).parts(&parts), seconds(3.0));
    let mut refused = Waiting::new(&limiter, &SEND, Some(parts.clone()), None);
    assert!(refused.poll().is_none());
    drop(now(&limiter, &SEND));
    clock.advance(seconds(4.0));
    assert!(refused.poll().is_some());
}

#[test]
fn groups_can_have_other_limits_and_unknown_ones_have_none() {
    let limits = Limits::new().group("acme.chat", feishu_runtime::TargetLimit::Serial).mode(Mode::FailFast);
    let (limiter, _clock) = limiter(limits);
    let parts = to(&SEND, "acme.chat", "oc_1");
    let claim = Claim::new(&SEND).parts(&parts);
    let permit = limiter.acquire(&claim).now_or_never().expect("at once").expect("a place");
    assert!(limiter.acquire(&claim).now_or_never().expect("at once").is_err());
    drop(permit);
    let parts = to(&SEND, "acme.other", "oc_1");
    let claim = Claim::new(&SEND).parts(&parts);
    let permits: Vec<_> = (0..50).filter_map(|_| limiter.acquire(&claim).now_or_never()?.ok()).collect();
    assert_eq!(permits.len(), 50);
    assert_eq!(permits[0].waited(), Duration::ZERO);
}
