//! What the limiter asks of a store and tells it, and what it does without one.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use feishu_runtime::limit::{
    Ask, Claim, Given, LimitStore, Limiter, Limits, Mode, PlaceId, Settled, Sharing, StoreError,
};
use feishu_runtime::transport::{BoxFuture, ManualClock};
use feishu_runtime::{ErrorKind, Meta, Parts, RateLimit, Target};
use futures_util::FutureExt as _;

use crate::run::{Waiting, answered, limiter, meta, seconds};

static LIMITED: Meta = meta("acme.v1.limited")
    .rate_limit(RateLimit::per_second(5))
    .targets(&[Target::serial("acme.sheet").by("sheet_token")]);
static OPEN: Meta = meta("acme.v1.open");

/// A store that answers as it is told and writes down what it hears.
#[derive(Clone, Default)]
struct Scripted(Arc<Mutex<Script>>);

#[derive(Default)]
struct Script {
    answers: Vec<Result<Given, StoreError>>,
    heard: Vec<String>,
    places: Vec<PlaceId>,
}

impl Scripted {
    /// Answers these, the first one first, and gives every place after that.
    fn answering(answers: impl IntoIterator<Item = Result<Given, StoreError>>) -> Self {
        let mut answers: Vec<_> = answers.into_iter().collect();
        answers.reverse();
        Self(Arc::new(Mutex::new(Script { answers, ..Script::default() })))
    }

    fn heard(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().expect("a lock").heard)
    }
}

impl LimitStore for Scripted {
    fn take<'a>(&'a self, ask: Ask<'a>) -> BoxFuture<'a, Result<Given, StoreError>> {
        let mut script = self.0.lock().expect("a lock");
        let windows: Vec<_> = ask.windows.iter().map(|window| (window.calls, window.length.as_secs())).collect();
        script.heard.push(format!("take {} {windows:?} {} {:?}", ask.key, ask.serial, ask.grace));
        script.places.push(ask.place);
        let answer = script.answers.pop().unwrap_or(Ok(Given::Taken));
        Box::pin(async move { answer })
    }

    fn settle(&self, key: &str, _place: PlaceId, settled: Settled) {
        self.0.lock().expect("a lock").heard.push(format!("settle {key} {settled:?}"));
    }

    fn pause(&self, key: &str, wait: Duration) {
        self.0.lock().expect("a lock").heard.push(format!("pause {key} {}", wait.as_secs() >= 7));
    }
}

fn shared(store: &Scripted) -> (Limiter, ManualClock) {
    limiter(Limits::new().store(store.clone()))
}

const KEY: &str = "cli_test::operation:acme.v1.limited";
const SHEET: &str = "cli_test::target:acme.sheet:sht_1";

fn to_sheet() -> Parts {
    let mut parts = Parts::new(&LIMITED, &[]).expect("a good path");
    parts.target("acme.sheet", &"sht_1");
    parts
}

#[test]
fn the_store_hears_how_a_call_goes() {
    let store = Scripted::default();
    let (limiter, clock) = shared(&store);
    let mut permit = limiter.acquire(&Claim::new(&LIMITED)).now_or_never().expect("at once").expect("a place");
    assert_eq!(permit.sharing(), Sharing::Shared);
    assert_eq!(store.heard(), [format!("take {KEY} [(5, 1)] false 61s")]);
    permit.sent();
    assert_eq!(store.heard(), [format!("settle {KEY} CountsIn(1s)")]);
    permit.answered();
    permit.answered();
    drop(permit);
    assert_eq!(store.heard(), [format!("settle {KEY} CountsIn(0ns)")]);

    // Not sent; never answered.
    drop(limiter.acquire(&Claim::new(&LIMITED)).now_or_never().expect("at once").expect("a place"));
    assert_eq!(store.heard()[1..], [format!("settle {KEY} Free")]);
    let mut given_up = limiter.acquire(&Claim::new(&LIMITED)).now_or_never().expect("at once").expect("a place");
    clock.advance(seconds(0.3));
    given_up.sent();
    drop(given_up);
    assert_eq!(store.heard()[1..], [format!("settle {KEY} CountsIn(1s)")]);
}

#[test]
fn a_serial_place_is_leased_for_the_time_of_the_call() {
    let store = Scripted::default();
    let (limiter, _clock) = shared(&store);
    let parts = to_sheet();
    let claim = Claim::new(&LIMITED).parts(&parts).until(seconds(20.0));
    let acquire = || limiter.acquire(&claim).now_or_never().expect("at once").expect("a place");
    let mut permit = acquire();
    assert_eq!(store.heard()[0], format!("take {SHEET} [] true 21s"));
    permit.sent();
    permit.answered();
    assert_eq!(
        store.heard(),
        [1, 0].map(|seconds| format!("settle {KEY} CountsIn({:?})", Duration::from_secs(seconds)))
    );
    drop(permit);
    assert_eq!(store.heard(), [format!("settle {SHEET} Free")]);
    let mut given_up = acquire();
    given_up.sent();
    store.heard();
    drop(given_up);
    assert_eq!(store.heard(), [format!("settle {SHEET} CountsIn(1s)")]);
}

#[test]
fn others_calls_are_waited_for() {
    let wait = |seconds| Ok(Given::Wait(Duration::from_secs(seconds)));
    let store = Scripted::answering([wait(2), wait(1)]);
    let (limiter, clock) = shared(&store);
    let mut first = Waiting::new(&limiter, &LIMITED, None, None);
    let mut second = Waiting::new(&limiter, &LIMITED, None, None);
    assert!(first.poll().is_none() && second.poll().is_none());
    assert_eq!(store.heard().len(), 1, "one call at a time asks");
    clock.advance(seconds(1.9));
    assert!(first.poll().is_none());
    clock.advance(seconds(0.1));
    assert!(first.poll().is_none() && second.poll().is_none());
    assert_eq!(store.heard().len(), 1);
    clock.advance(seconds(1.0));
    answered(first.poll().expect("woken").expect("a place"));
    answered(second.poll().expect("woken").expect("a place"));
    assert_eq!(first_place_twice(&store), (true, 2));
}

/// Whether a call asks for the same place again, and how many places there were.
fn first_place_twice(store: &Scripted) -> (bool, usize) {
    let mut places = store.0.lock().expect("a lock").places.clone();
    let same = places[0] == places[1];
    places.dedup();
    (same, places.len())
}

#[test]
fn whoever_cannot_wait_for_others_fails_and_frees_its_places() {
    let wait = || Ok(Given::Wait(Duration::from_secs(30)));
    let store = Scripted::answering([wait(), wait(), wait()]);
    let (limiter, clock) = shared(&store);
    for claim in [Claim::new(&LIMITED).mode(Mode::FailFast), Claim::new(&LIMITED).until(seconds(10.0))] {
        let error = limiter.acquire(&claim).now_or_never().expect("at once").expect_err("no room");
        assert_eq!((error.kind(), error.retry_after()), (ErrorKind::RateLimit, Some(seconds(30.0))));
        assert_eq!(store.heard()[1..], [format!("settle {KEY} Free")]);
    }
    let mut cancelled = Waiting::new(&limiter, &LIMITED, None, None);
    assert!(cancelled.poll().is_none());
    drop(cancelled);
    assert_eq!(store.heard()[1..], [format!("settle {KEY} Free")]);
    for _ in 0..5 {
        answered(limiter.acquire(&Claim::new(&LIMITED)).now_or_never().expect("at once").expect("a place"));
    }
    assert!(limiter.acquire(&Claim::new(&LIMITED)).now_or_never().is_none());
    clock.advance(seconds(2.0));
}

#[test]
fn without_its_store_a_limiter_keeps_the_limits_alone_and_says_so() {
    let store = Scripted::answering([Err(StoreError::new("connection refused"))]);
    let (limiter, clock) = shared(&store);
    let acquire = || limiter.acquire(&Claim::new(&LIMITED)).now_or_never();
    for _ in 0..5 {
        let permit = acquire().expect("at once").expect("a place");
        assert_eq!(permit.sharing(), Sharing::Fallback);
        answered(permit);
    }
    assert!(acquire().is_none(), "its own limit still holds");
    // What was asked for may have been given; after that the store is left alone for a while.
    assert_eq!(store.heard().len(), 2);
    clock.advance(seconds(1.1));
    assert_eq!(acquire().expect("at once").expect("a place").sharing(), Sharing::Shared);
}

#[test]
fn pauses_are_shared_and_what_is_not_limited_is_not() {
    let store = Scripted::default();
    let (limiter, _clock) = shared(&store);
    limiter.pause(&Claim::new(&LIMITED), seconds(7.0));
    assert_eq!(store.heard(), [format!("pause {KEY} true")]);
    let permit = limiter.acquire(&Claim::new(&OPEN)).now_or_never().expect("at once").expect("no limit");
    assert_eq!(permit.sharing(), Sharing::Local);
    assert_eq!(store.heard(), [""; 0]);
}
