//! Limits as a client's calls meet them.

use std::time::Duration;

use feishu_runtime::limit::{Limits, Mode};
use feishu_runtime::transport::{Clock as _, MemoryTransport};
use feishu_runtime::{
    Body, Client, EncodeError, Endpoint, ErrorKind, Meta, Method, Parts, RateLimit, RawCall, RetryPolicy, Target,
};
use futures_util::FutureExt as _;

use crate::run::seconds;

const DONE: &str = r#"{"code":0,"msg":"success","data":{}}"#;

#[derive(Debug, Clone)]
struct Send(&'static str);

impl Endpoint for Send {
    type Response = ();
    const META: &'static Meta = &Meta::new("acme.v1.message.send", Method::Post, "/open-apis/acme/v1/messages")
        .tokens(&[])
        .rate_limit(RateLimit::per_second(20))
        .targets(&[Target::rate("acme.chat", RateLimit::per_second(5)).by("chat_id")]);

    fn parts(&self) -> Result<Parts, EncodeError> {
        let mut parts = Parts::new(Self::META, &[])?;
        parts.target("acme.chat", &self.0);
        Ok(parts)
    }
}

fn client(limits: Limits) -> (Client, MemoryTransport) {
    let transport = MemoryTransport::from_fn(|_| http::Response::new(Body::from(DONE)));
    let client = Client::builder("cli_test", "secret").transport(transport.clone()).limits(limits);
    (client.retry(RetryPolicy::never()).build().expect("a client"), transport)
}

/// An answer that refuses a call for its frequency.
fn refusal(status: u16, code: i64, reset: Option<u64>) -> http::Response<Body> {
    let body = format!(r#"{{"code":{code},"msg":"request trigger frequency limit"}}"#);
    let mut response = http::Response::builder().status(status);
    if let Some(reset) = reset {
        response = response.header("x-ogw-ratelimit-reset", reset);
    }
    response.body(Body::from(body)).expect("a response")
}

#[test]
fn the_sixth_message_to_one_chat_waits_and_the_first_to_another_does_not() {
    let (client, transport) = client(Limits::new());
    for _ in 0..5 {
        client.send(Send("oc_1")).now_or_never().expect("at once").expect("sent");
    }
    let mut sixth = client.send(Send("oc_1"));
    assert!((&mut sixth).now_or_never().is_none());
    client.send(Send("oc_2")).now_or_never().expect("at once").expect("sent");
    transport.clock().advance(seconds(1.0));
    assert!((&mut sixth).now_or_never().is_none());
    transport.clock().advance(seconds(0.04));
    sixth.now_or_never().expect("at once").expect("sent");
    assert_eq!(transport.requests().len(), 7);
}

#[test]
fn a_call_can_fail_fast_or_go_unlimited() {
    let (client, transport) = client(Limits::new().mode(Mode::FailFast));
    for _ in 0..5 {
        client.send(Send("oc_1")).now_or_never().expect("at once").expect("sent");
    }
    let error = client.send(Send("oc_1")).now_or_never().expect("at once").expect_err("no room");
    assert_eq!((error.kind(), error.attempts(), error.http_status()), (ErrorKind::RateLimit, 0, None));
    assert!(error.is_rate_limited() && error.is_retryable());
    assert!(error.retry_after().is_some_and(|wait| wait > seconds(1.0) && wait < seconds(1.04)));
    assert_eq!(
        error.to_string(),
        "acme.v1.message.send: rate limit: there is no room for another call to this target (`acme.chat`)"
    );
    client.send(Send("oc_1")).limit_mode(Mode::Off).now_or_never().expect("at once").expect("sent");
    assert!(client.send(Send("oc_1")).limit_mode(Mode::Wait).now_or_never().is_none());
    assert_eq!(transport.requests().len(), 6);
}

#[test]
fn a_call_whose_time_is_over_before_its_turn_was_not_sent() {
    let (client, transport) = client(Limits::new());
    for _ in 0..5 {
        client.send(Send("oc_1")).now_or_never().expect("at once").expect("sent");
    }
    // There can be no room in time: it need not wait to know.
    let call = client.send(Send("oc_1")).timeout(seconds(0.5));
    let error = call.now_or_never().expect("at once").expect_err("no room in time");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimit, 0));
    assert_eq!(transport.requests().len(), 5);
}

#[test]
fn one_refusal_holds_up_all_calls_of_the_operation() {
    for (status, code) in [(429, 99_991_400), (400, 99_991_400)] {
        let (client, transport) = client(Limits::new());
        transport.respond(refusal(status, code, Some(52)));
        let error = client.send(Send("oc_1")).now_or_never().expect("at once").expect_err("refused");
        assert_eq!((error.kind(), error.retry_after()), (ErrorKind::RateLimit, Some(seconds(52.0))));
        let mut other = client.send(Send("oc_2"));
        assert!((&mut other).now_or_never().is_none());
        transport.clock().advance(seconds(51.9));
        assert!((&mut other).now_or_never().is_none());
        transport.clock().advance(seconds(1.2));
        other.now_or_never().expect("at once").expect("sent");
        assert_eq!(transport.requests().len(), 2);
    }
}

#[test]
fn a_refused_call_is_tried_again_when_the_pause_is_over() {
    let (client, transport) = client(Limits::new());
    transport.respond(refusal(429, 99_991_400, Some(2)));
    let mut call = client.send(Send("oc_1")).retry(RetryPolicy::default());
    assert!((&mut call).now_or_never().is_none());
    let mut done = None;
    while done.is_none() {
        transport.clock().advance(Duration::from_millis(50));
        done = (&mut call).now_or_never();
    }
    done.expect("done").expect("sent");
    let waited = transport.clock().now();
    assert!(waited >= seconds(2.0) && waited <= seconds(3.2), "{waited:?}");
    assert_eq!(transport.requests().len(), 2);
}

#[test]
fn a_refusal_for_one_chat_holds_up_that_chat_only() {
    for (status, code) in [(400, 230_020), (429, 1_770_001)] {
        let (client, transport) = client(Limits::new());
        transport.respond(refusal(status, code, Some(3)));
        client.send(Send("oc_1")).now_or_never().expect("at once").expect_err("refused");
        assert!(client.send(Send("oc_1")).now_or_never().is_none());
        client.send(Send("oc_2")).now_or_never().expect("at once").expect("sent");
        transport.clock().advance(seconds(4.1));
        client.send(Send("oc_1")).now_or_never().expect("at once").expect("sent");
    }
}

#[test]
fn other_failures_hold_up_nobody() {
    // The quota of the month: waiting does not help.
    for (status, code) in [(429, 99_991_403), (400, 1_220_001), (500, 2200)] {
        let (client, transport) = client(Limits::new());
        transport.respond(refusal(status, code, Some(52)));
        client.send(Send("oc_1")).now_or_never().expect("at once").expect_err("refused");
        client.send(Send("oc_1")).now_or_never().expect("at once").expect("sent");
    }
}

#[test]
fn endpoints_without_a_spec_are_held_up_one_by_one() {
    let (client, transport) = client(Limits::new());
    let call = |path| client.call_raw::<()>(RawCall::new(Method::Get, path).no_token());
    transport.respond(refusal(429, 99_991_400, Some(5)));
    call("/open-apis/acme/v1/one").now_or_never().expect("at once").expect_err("refused");
    assert!(call("/open-apis/acme/v1/one").now_or_never().is_none());
    call("/open-apis/acme/v1/other").now_or_never().expect("at once").expect("sent");
    client.send(Send("oc_1")).now_or_never().expect("at once").expect("sent");
}

#[test]
fn calls_that_are_dropped_leave_no_trace() {
    let (client, transport) = client(Limits::new());
    for _ in 0..5 {
        client.send(Send("oc_1")).now_or_never().expect("at once").expect("sent");
    }
    let mut waiting: Vec<_> = (0..100).map(|_| client.send(Send("oc_1"))).collect();
    assert!(waiting.iter_mut().all(|call| call.now_or_never().is_none()));
    drop(waiting);
    transport.clock().advance(seconds(1.04));
    for _ in 0..5 {
        client.send(Send("oc_1")).now_or_never().expect("at once").expect("sent");
    }
    // On its way when it was dropped: it may have been executed.
    transport.clock().advance(seconds(1.04));
    transport.hang();
    assert!(client.send(Send("oc_1")).now_or_never().is_none());
    for _ in 0..4 {
        client.send(Send("oc_1")).now_or_never().expect("at once").expect("sent");
    }
    assert!(client.send(Send("oc_1")).now_or_never().is_none());
}

#[test]
fn limits_that_allow_nothing_build_no_client() {
    let built =
        Client::builder("cli_test", "secret").transport(MemoryTransport::new()).limits(Limits::new().scale(0.0));
    let error = built.build().expect_err("no limit");
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("give a factor above 0"), "{error}");
}
