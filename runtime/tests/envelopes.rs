//! Answers as they were recorded or documented, in every shape that the platform is known to send.

mod common;

use common::{Act, Bare, Fetch, Flat, Numbers, Open, answered, client};
use feishu_runtime::transport::MemoryTransport;
use feishu_runtime::{Body, Endpoint, Error, ErrorKind};
use serde_json::json;

/// How a call ends: the payload, or the kind of error, the code and the message.
#[derive(Debug, PartialEq)]
enum End {
    Payload(serde_json::Value),
    Failure(ErrorKind, Option<i64>, &'static str),
}

async fn check<E: Endpoint<Response = serde_json::Value>>(request: E, cases: &[(u16, &str, End)]) {
    for (status, body, expected) in cases {
        match (answered(&request, *status, body).await, expected) {
            (Ok(payload), End::Payload(expected)) => assert_eq!(payload, *expected, "{status} {body}"),
            (Err(error), End::Failure(kind, code, message)) => {
                assert_eq!((error.kind(), error.code()), (*kind, *code), "{status} {body}: {error}");
                assert!(error.message().starts_with(message), "{status} {body}: {error}");
                assert_eq!(error.http_status().map(|status| status.as_u16()), Some(*status));
                assert_eq!(error.operation().map(|meta| meta.id), Some(E::META.id));
            }
            (outcome, expected) => panic!("{status} {body}: {outcome:?} instead of {expected:?}"),
        }
    }
}

#[tokio::test]
async fn the_usual_envelope() {
    use End::{Failure, Payload};
    use ErrorKind::{Api, Decode, RateLimit, Status, Token};
    check(
        Open,
        &[
            (200, r#"{"code":0,"msg":"success","data":{"a":1}}"#, Payload(json!({"a":1}))),
            (200, r#"{"data":{"a":1},"msg":"success","code":0}"#, Payload(json!({"a":1}))),
            (200, r#"{"code":"0","msg":"success","data":{"a":1}}"#, Payload(json!({"a":1}))),
            (200, r#"{"code":0,"message":"ok","data":[1]}"#, Payload(json!([1]))),
            (200, r#"{"code":0,"msg":"success"}"#, Payload(json!({"code":0,"msg":"success"}))),
            (200, r#"{"code":0,"data":null}"#, Payload(json!({"code":0,"data":null}))),
            (200, r#"{"records":[1]}"#, Payload(json!({"records":[1]}))),
            (200, "[1,2]", Payload(json!([1, 2]))),
            (202, r#"{"code":0,"msg":"success","data":{}}"#, Payload(json!({}))),
            // Failures, whatever the status.
            (200, r#"{"code":1061045,"msg":"can retry"}"#, Failure(Api, Some(1_061_045), "can retry")),
            (200, r#"{"code":-1,"msg":"x","data":"oops"}"#, Failure(Api, Some(-1), "x")),
            (200, r#"{"data":{"a":1},"code":7,"msg":"late"}"#, Failure(Api, Some(7), "late")),
            (200, r#"{"code":1000040350,"msg":"x"}"#, Failure(Api, Some(1_000_040_350), "x")),
            (
                400,
                r#"{"code":99991400,"msg":"request trigger frequency limit"}"#,
                Failure(RateLimit, Some(99_991_400), "req"),
            ),
            (
                400,
                r#"{"code":"20049","error":"invalid_grant","error_description":"bad"}"#,
                Failure(Api, Some(20_049), "bad"),
            ),
            (400, r#"{"code":1,"message":"from hire"}"#, Failure(Api, Some(1), "from hire")),
            (500, r#"{"code":2200,"msg":""}"#, Failure(Api, Some(2200), "")),
            (401, r#"{"code":99991663,"msg":"Invalid access token"}"#, Failure(Token, Some(99_991_663), "Invalid")),
            (400, r#"{"error":"invalid_grant"}"#, Failure(Status, None, "invalid_grant")),
            // Not the platform.
            (502, "<html>Bad Gateway</html>", Failure(Status, None, "Bad Gateway, with a body")),
            (504, "", Failure(Status, None, "Gateway Timeout, without a body")),
            (200, "", Failure(Status, None, "OK, without a body")),
            (200, "<html>portal</html>", Failure(Status, None, "OK, with a body that is no answer")),
            (302, "", Failure(Status, None, "Found")),
            (500, "[1]", Failure(Status, None, "Internal Server Error")),
            // Success, but not readable.
            (200, r#"{"code":0,"data":{"a":1}"#, Failure(Decode, None, "")),
            (200, r#"{"code":0} x"#, Failure(Decode, None, "")),
        ],
    )
    .await;
}

#[tokio::test]
async fn other_envelopes() {
    use End::{Failure, Payload};
    use ErrorKind::{Api, Decode, Status};
    let flat = json!({"code":0,"msg":"ok","bot":{"n":"b"}});
    check(
        Flat,
        &[
            // Cut on its way, or doubled.
            (200, r#"{"code":0,"tenant_acc"#, Failure(Decode, None, "")),
            (200, r#"{"code":0}{"code":0}"#, Failure(Decode, None, "")),
            (200, r#"{"code":0,"msg":"ok","bot":{"n":"b"}}"#, Payload(flat)),
            (200, r#"{"code":10003,"msg":"param"}"#, Failure(Api, Some(10_003), "param")),
            (503, "busy", Failure(Status, None, "Service Unavailable")),
        ],
    )
    .await;
    check(
        Bare,
        &[
            (200, r#"{"a":1}"#, Payload(json!({"a":1}))),
            (200, r#"{"code":7,"a":1}"#, Payload(json!({"code":7,"a":1}))),
            (200, r#"{"code":7,"msg":"x"}"#, Failure(Api, Some(7), "x")),
            (404, r#"{"a":1}"#, Failure(Status, None, "")),
        ],
    )
    .await;
}

#[tokio::test]
async fn an_action_without_data_needs_none() {
    for body in [r#"{"code":0}"#, r#"{"code":0,"data":{}}"#, r#"{"code":0,"data":null}"#, ""] {
        answered(Act, 200, body).await.expect(body);
    }
    assert!(answered(Act, 500, "").await.is_err());
}

#[tokio::test]
async fn an_unreadable_payload_says_where() {
    let body = r#"{"code":0,"data":[1,"2",{"x":3}]}"#;
    let error = answered(Numbers, 200, body).await.expect_err("an object is no number");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.message().starts_with("at `data[2]"), "{error}");
    assert_eq!(error.body().map(AsRef::as_ref), Some(body.as_bytes()));
    let long = format!(r#"{{"code":0,"data":"{}"}}"#, "x".repeat(100_000));
    let error = answered(Numbers, 200, &long).await.expect_err("a text is no list");
    assert_eq!(error.body().map(bytes::Bytes::len), Some(64 * 1024));
    // A failed answer's data may have any form.
    let error = answered(Numbers, 200, r#"{"data":"none","code":5,"msg":"m"}"#).await.expect_err("a code");
    assert_eq!(error.code(), Some(5));
}

#[tokio::test]
async fn log_ids_come_from_headers_first() {
    type Case<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str);
    let cases: &[Case<'_>] = &[
        (&[("X-Tt-Logid", "h1"), ("X-Request-Id", "h2")], r#"{"code":1,"error":{"log_id":"b"}}"#, "h1"),
        (&[("X-Request-Id", "h2")], r#"{"code":1,"error":{"log_id":"b"}}"#, "h2"),
        (&[], r#"{"code":1,"error":{"log_id":"b"}}"#, "b"),
        (&[], r#"{"code":1,"error":{"logid":"c"}}"#, "c"),
        (&[("X-Tt-Logid", "h3")], "<html>", "h3"),
    ];
    for (headers, body, expected) in cases {
        let mut response = http::Response::builder().status(500);
        for (name, value) in *headers {
            response = response.header(*name, *value);
        }
        let transport = MemoryTransport::new();
        transport.respond(response.body(Body::from(*body)).expect("a response"));
        let error = client(&transport).send(Open).await.expect_err("a failure");
        assert_eq!(error.log_id(), Some(*expected));
        assert!(error.to_string().contains(expected));
    }
}

#[tokio::test]
async fn details_are_kept() {
    let body = r#"{"code":99991672,"msg":"denied","error":{
        "log_id":"L","troubleshooter":"see https://x",
        "permission_violations":[{"type":"action_privilege_required","subject":"a:b"},{"scope":"c:d","url":"u"}],
        "field_violations":[{"field":"f","value":3,"description":"d"}],
        "helps":[{"url":"u","description":"d"}],"new":1}}"#;
    let error = answered(Open, 400, body).await.expect_err("denied");
    assert!(error.to_string().ends_with("; apply for the scope `a:b` or `c:d` in the developer console"), "{error}");
    assert_eq!(error.troubleshooter(), Some("see https://x"));
    assert_eq!(error.field_violations()[0].value, json!(3));
    assert_eq!(error.helps()[0].url, "u");
    assert_eq!(error.detail()["new"], 1);
    assert_eq!(error.code_as::<i64>(), Some(99_991_672));
    let error = answered(Open, 400, r#"{"code":1,"error":"text"}"#).await.expect_err("denied");
    assert_eq!((error.detail(), error.message()), (&json!("text"), "text"));
}

#[tokio::test]
async fn the_wait_of_a_rate_limit_is_kept() {
    let response = http::Response::builder().status(429).header("x-ogw-ratelimit-reset", "52");
    let transport = MemoryTransport::new();
    transport.respond(response.body(Body::from(r#"{"code":99991400,"msg":"slow"}"#)).expect("a response"));
    let error = client(&transport).send(Open).await.expect_err("limited");
    assert!(error.is_rate_limited());
    assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(52)));
}

async fn downloaded(status: u16, headers: &[(&str, &str)], body: &str) -> Result<feishu_runtime::Download, Error> {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let transport = MemoryTransport::new();
    transport.respond(response.body(Body::from(body.to_owned())).expect("a response"));
    client(&transport).send(Fetch).await
}

#[tokio::test]
async fn files_and_failures_are_told_apart() {
    let json = ("Content-Type", "application/json; charset=utf-8");
    let named = ("Content-Disposition", "attachment; filename*=UTF-8''%E6%B5%8B.txt");
    let failure = r#"{"code":1061004,"msg":"forbidden"}"#;

    let file = downloaded(200, &[("Content-Type", "image/png"), named], "PNG").await.expect("a file");
    assert_eq!((file.content_type(), file.file_name()), (Some("image/png"), Some("测.txt")));
    assert_eq!(file.bytes().await.expect("content"), "PNG");
    // JSON of the user's own, by its name, by its lack of a message, and by its length.
    let long = format!(r#"{{"code":1,"msg":"{}"}}"#, "x".repeat(100_000));
    for (headers, content) in [(&[json, named][..], failure), (&[json], r#"{"code":1}"#), (&[json], &long)] {
        let file = downloaded(200, headers, content).await.expect("a user's file");
        assert_eq!(file.bytes().await.expect("content"), content.to_owned());
    }

    assert_eq!(downloaded(200, &[json], failure).await.expect_err("a failure").code(), Some(1_061_004));
    assert_eq!(downloaded(403, &[json], failure).await.expect_err("a failure").code(), Some(1_061_004));
    assert_eq!(downloaded(404, &[], "").await.expect_err("a failure").kind(), ErrorKind::Status);
    assert_eq!(downloaded(403, &[], "no").await.expect_err("a failure").code(), None);
}

mod properties {
    use super::*;
    use futures_util::FutureExt as _;
    use proptest::prelude::*;

    fn json_value() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(json!(null)),
            any::<bool>().prop_map(|b| json!(b)),
            any::<i64>().prop_map(|n| json!(n)),
            any::<f64>().prop_map(|n| json!(n)),
            "\\PC{0,8}".prop_map(|s| json!(s)),
        ];
        let key = prop_oneof![
            Just("code"),
            Just("msg"),
            Just("data"),
            Just("error"),
            Just("log_id"),
            Just("permission_violations"),
            Just("x")
        ];
        leaf.prop_recursive(4, 32, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(serde_json::Value::from),
                prop::collection::vec((key.clone(), inner), 0..6)
                    .prop_map(|fields| fields.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()),
            ]
        })
    }

    fn never_panics(status: u16, body: &[u8]) {
        fn one<E: Endpoint>(request: E, status: u16, body: &[u8]) {
            let transport = MemoryTransport::new();
            transport.answer(status, body.to_vec());
            let outcome = client(&transport).send(request).now_or_never().expect("nothing to wait for");
            if let Err(error) = outcome {
                let _ = (error.to_string(), format!("{error:?}"), error.permission_violations(), error.helps());
            }
        }
        one(Open, status, body);
        one(Act, status, body);
        one(Flat, status, body);
        one(Bare, status, body);
        one(Fetch, status, body);
        one(Numbers, status, body);
    }

    proptest! {
        #[test]
        fn any_bytes(status in 200_u16..600, body: Vec<u8>) {
            never_panics(status, &body);
        }

        #[test]
        fn any_json(status in 200_u16..600, body in json_value()) {
            never_panics(status, body.to_string().as_bytes());
        }

        #[test]
        fn any_cut_json(status in 200_u16..600, body in json_value(), cut in 0_usize..200) {
            let text = body.to_string();
            never_panics(status, &text.as_bytes()[..cut.min(text.len())]);
        }
    }
}
