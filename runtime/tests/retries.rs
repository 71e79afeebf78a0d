//! What is tried again, what is not, and how long a call waits in between.

mod common;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{APP_SECRET, Act, AsTenant, Open, grant, success};
use feishu_runtime::transport::{Clock as _, MemoryTransport, TransportError, TransportErrorKind};
use feishu_runtime::{
    Attempt, Body, Client, EncodeError, Endpoint, Error, ErrorKind, Hook, Meta, Method, Outcome, Parts, RetryPolicy,
};
use http::{HeaderMap, Response};

/// A write, with or without the key by which the platform recognizes a repetition.
struct Write(Option<&'static str>);

impl Endpoint for Write {
    type Response = serde_json::Value;
    const META: &'static Meta = &Meta::new("acme.v1.thing.create", Method::Post, "/open-apis/acme/v1/things")
        .tokens(&[])
        .idempotency_key("uuid");

    fn parts(&self) -> Result<Parts, EncodeError> {
        let mut parts = Parts::new(Self::META, &[])?;
        parts.query("uuid", &self.0);
        parts.idempotency_key(&self.0);
        Ok(parts)
    }
}

fn client(transport: &MemoryTransport) -> Client {
    Client::builder("cli_test", APP_SECRET).transport(transport.clone()).build().expect("a client")
}

/// Awaits a call, moving the clock whenever it waits; with the time that took.
async fn awaited<T: Send + 'static>(
    transport: &MemoryTransport,
    call: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> (Result<T, Error>, Duration) {
    let clock = transport.clock();
    let begin = clock.now();
    let call = tokio::spawn(call);
    while !call.is_finished() {
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        if !call.is_finished() {
            clock.advance(Duration::from_millis(10));
        }
    }
    let took = clock.now().saturating_sub(begin);
    (call.await.expect("no panic"), took)
}

fn limited(status: u16, reset: Option<u32>) -> Response<Body> {
    let mut response = Response::builder().status(status);
    if let Some(seconds) = reset {
        response = response.header("x-ogw-ratelimit-reset", seconds);
    }
    response.body(Body::from(r#"{"code":99991400,"msg":"request trigger frequency limit"}"#)).expect("a response")
}

fn broken() -> TransportError {
    TransportError::new(TransportErrorKind::Exchange, "reset by peer")
}

#[tokio::test]
async fn a_rate_limit_is_waited_for_as_long_as_the_platform_says() {
    for status in [429, 400] {
        let transport = MemoryTransport::new();
        transport.respond(limited(status, Some(2))).answer(200, success());
        let (outcome, took) = awaited(&transport, client(&transport).send(Write(None))).await;
        outcome.expect("the second try");
        assert_eq!(transport.requests().len(), 2);
        let (least, most) = (Duration::from_secs(2), Duration::from_millis(3010));
        assert!(least <= took && took <= most, "{took:?}");
    }
}

#[tokio::test]
async fn without_the_header_the_waits_grow_and_end() {
    let transport = MemoryTransport::new();
    for _ in 0..4 {
        transport.respond(limited(429, None));
    }
    let (outcome, took) = awaited(&transport, client(&transport).send(Write(None))).await;
    let error = outcome.expect_err("limited for ever");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimit, 4));
    assert!(error.is_retryable());
    assert_eq!(transport.requests().len(), 4);
    // Up to 0.5, 1 and 2 seconds; each time the operation is paused for up to 1 second besides. The clock moves in steps.
    assert!(took <= Duration::from_millis(4030), "{took:?}");
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_the_callers_to_decide() {
    let transport = MemoryTransport::new();
    transport.respond(limited(429, Some(3600)));
    let (outcome, took) = awaited(&transport, client(&transport).send(Open)).await;
    let error = outcome.expect_err("an hour");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert_eq!(took, Duration::ZERO);
    // Nor does a call wait for a time that its own limit does not leave.
    transport.respond(limited(429, Some(5)));
    let (outcome, took) = awaited(&transport, client(&transport).send(Open).timeout(Duration::from_secs(4))).await;
    assert_eq!((outcome.expect_err("no time").kind(), took), (ErrorKind::RateLimit, Duration::ZERO));
}

#[tokio::test]
async fn other_codes_and_quotas_are_not_tried_again() {
    for (status, body) in [
        (400, r#"{"code":99992402,"msg":"field validation failed"}"#),
        (429, r#"{"code":99991403,"msg":"quota"}"#),
        (403, r#"{"code":99991672,"msg":"denied"}"#),
        (404, "not found"),
        (302, ""),
    ] {
        let transport = MemoryTransport::new();
        transport.answer(status, body);
        let (outcome, _) = awaited(&transport, client(&transport).send(Open)).await;
        assert!(!outcome.expect_err(body).is_retryable(), "{body}");
        assert_eq!(transport.requests().len(), 1, "{body}");
    }
}

#[tokio::test]
async fn what_the_platform_may_have_executed_is_repeated_only_without_harm() {
    type Failure = fn(&MemoryTransport) -> &MemoryTransport;
    let failures: [Failure; 6] = [
        |transport| transport.fail(broken()),
        |transport| transport.answer(502, "<html>"),
        |transport| transport.answer(504, ""),
        |transport| transport.answer(500, r#"{"code":2200,"msg":"internal error"}"#),
        |transport| transport.answer(200, r#"{"code":0,"data":{"ok":tr"#),
        |transport| transport.answer(200, r#"{"code":0,"data":{}}{"code":0,"data":{}}"#),
    ];
    for fail in failures {
        let transport = MemoryTransport::new();
        let client = client(&transport);
        fail(&transport);
        transport.answer(200, success());
        awaited(&transport, client.send(Open)).await.0.expect("a read is tried again");
        fail(&transport);
        transport.answer(200, success());
        awaited(&transport, client.send(Write(Some("k-1")))).await.0.expect("a write with a key is tried again");
        let sent = transport.requests().len();
        for call in [client.send(Write(None)), client.send(Write(Some("")))] {
            fail(&transport);
            awaited(&transport, call).await.0.expect_err("a write without a key is not");
        }
        assert_eq!(transport.requests().len(), sent + 2);
        fail(&transport);
        transport.answer(200, success());
        awaited(&transport, client.send(Write(None)).repeatable(true)).await.0.expect("the caller knows better");
        fail(&transport);
        awaited(&transport, client.send(Open).repeatable(false)).await.0.expect_err("the caller knows better");
    }
}

#[tokio::test]
async fn a_connection_that_was_never_made_is_harmless() {
    for kind in [TransportErrorKind::Connect, TransportErrorKind::ConnectTimeout] {
        let transport = MemoryTransport::new();
        transport.fail(TransportError::new(kind, "refused")).answer(200, success());
        awaited(&transport, client(&transport).send(Write(None))).await.0.expect("the second try");
    }
}

#[tokio::test]
async fn policies_of_client_and_call() {
    let transport = MemoryTransport::new();
    let once = Client::builder("cli_test", APP_SECRET).transport(transport.clone()).retry(RetryPolicy::never());
    let once = once.build().expect("a client");
    transport.respond(limited(429, Some(1)));
    awaited(&transport, once.send(Open)).await.0.expect_err("one try");
    transport.respond(limited(429, Some(1))).answer(200, success());
    awaited(&transport, once.send(Open).retry(RetryPolicy::default())).await.0.expect("two tries");
    transport.respond(limited(429, Some(1)));
    awaited(&transport, client(&transport).send(Open).retry(RetryPolicy::never())).await.0.expect_err("one try");
}

#[tokio::test]
async fn a_budget_keeps_many_calls_from_multiplying_the_load() {
    let transport =
        MemoryTransport::from_fn(|_| Response::builder().status(503).body(Body::empty()).expect("a response"));
    let client = client(&transport);
    for _ in 0..200 {
        awaited(&transport, client.send(Open)).await.0.expect_err("down");
    }
    assert_eq!(transport.requests().len(), 300, "200 calls and 100 further tries");
}

#[tokio::test]
async fn a_new_token_and_a_further_try_do_not_exclude_each_other() {
    let refused = r#"{"code":99991663,"msg":"Invalid access token for authorization."}"#;
    let transport = MemoryTransport::new();
    transport.answer(200, grant("t-1", 7200)).answer(400, refused);
    transport.answer(200, grant("t-2", 7200)).respond(limited(429, Some(1))).answer(200, success());
    awaited(&transport, client(&transport).send(AsTenant)).await.0.expect("success in the end");
    assert_eq!(transport.requests().len(), 5);
}

/// Keeps what it learns.
#[derive(Clone, Default)]
struct Diary(Arc<Mutex<Vec<String>>>);

impl Diary {
    fn write(&self, line: String) {
        self.0.lock().expect("no panic").push(line);
    }
}

impl Hook for Diary {
    fn before(&self, attempt: &Attempt, headers: &mut HeaderMap) {
        assert!(!headers.contains_key("authorization"), "a hook sees no token");
        headers.insert("x-trace", http::HeaderValue::from_static("1"));
        headers.insert("authorization", http::HeaderValue::from_static("Bearer stolen"));
        self.write(format!("{} {} {:?}", attempt.meta().id, attempt.number(), attempt.token_kind()));
    }

    fn after(&self, _: &Attempt, outcome: &Outcome<'_>) {
        let status = outcome.status().map(|status| status.as_u16());
        self.write(format!("{status:?} {:?} {:?}", outcome.log_id(), outcome.error().map(Error::kind)));
    }
}

#[tokio::test]
async fn hooks_see_each_attempt_and_no_token() {
    let transport = MemoryTransport::new();
    let diary = Diary::default();
    let client = Client::builder("cli_test", APP_SECRET).transport(transport.clone()).hook(diary.clone());
    let client = client.build().expect("a client");
    let answer = Response::builder().header("x-tt-logid", "L2").body(Body::from(success())).expect("a response");
    transport.answer(200, grant("t-1", 7200)).fail(broken()).respond(answer);
    awaited(&transport, client.send(AsTenant)).await.0.expect("the second try");
    transport.answer(200, r#"{"code":7,"msg":"no","error":{"log_id":"L3"}}"#);
    awaited(&transport, client.send(Act)).await.0.expect_err("a failure");
    assert_eq!(
        *diary.0.lock().expect("no panic"),
        [
            "auth.v3.tenant_access_token.internal 1 None",
            "Some(200) None None",
            "acme.v1.tenant.get 1 Some(Tenant)",
            "None None Some(Transport)",
            "acme.v1.tenant.get 2 Some(Tenant)",
            r#"Some(200) Some("L2") None"#,
            "acme.v1.thing.act 1 None",
            r#"Some(200) Some("L3") Some(Api)"#,
        ]
    );
    let requests = transport.requests();
    assert!(requests.iter().all(|request| request.headers()["x-trace"] == "1"));
    assert_eq!(requests[2].headers()["authorization"], "Bearer t-1");
    assert_eq!(requests[3].headers().get("authorization"), None);
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_refused() {
    let transport = MemoryTransport::new();
    let client = Client::builder("cli_test", APP_SECRET).transport(transport.clone()).max_answer(20);
    let client = client.build().expect("a client");
    let pieces = ["{\"code\":0,", "\"data\":", "{\"ok\":true}}"];
    let stream =
        || Body::from_stream(Body::from_chunks(pieces.map(|piece| bytes::Bytes::from_static(piece.as_bytes()))));
    transport.respond(Response::new(stream()));
    let error = awaited(&transport, client.send(Open)).await.0.expect_err("29 bytes");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(transport.requests().len(), 1);
}
