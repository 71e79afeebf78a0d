//! Whatever is sent, an answer comes back: a success, or a refusal in the platform's form.

use feishu_generator::ir::{Body, Client, Location, Operation};
use serde_json::{Map, Value, json};

use crate::support::http::{Answer, Call};
use crate::support::request::encoded;
use crate::support::{Fixture, SHOP, SPECS, Tokens};

fn odd_values() -> Vec<Value> {
    let deep = (0..100).fold(json!(1), |inside, _| json!([inside]));
    let texts = ["", "\0", "NaN", "-0", "9223372036854775808", "../..", "%", "你\u{202e}"].map(Value::from);
    let others = [
        json!(null),
        json!(-1),
        json!(u64::MAX),
        json!(1e308),
        json!(true),
        json!([]),
        json!([null, {}]),
        json!({"": 1}),
        deep,
        "x".repeat(100_000).into(),
    ];
    texts.into_iter().chain(others).collect()
}

/// The call of an operation with one value wherever it has a place for one.
fn odd_call(fixture: &Fixture, operation: &Operation, value: &Value) -> Call {
    let names = |location| {
        let parameters = operation.parameters.iter().filter(move |parameter| parameter.location == location);
        parameters.map(|parameter| parameter.field.name.wire.as_str())
    };
    let text = value.as_str().filter(|text| text.len() < 100).unwrap_or("odd");
    let text = encoded(text);
    let query: Vec<String> = names(Location::Query).map(|name| format!("{name}={text}")).collect();
    let path = names(Location::Path).fold(operation.path.clone(), |path, name| {
        path.replace(&format!(":{name}"), if text.is_empty() { "a" } else { &text })
    });
    let call = fixture.call(operation.method.word(), &format!("{path}?{}", query.join("&")));
    let call = names(Location::Header).fold(call, |call, name| call.header(name, "bytes=9-1-odd"));
    let fields: Map<String, Value> = names(Location::Body).map(|name| (name.to_owned(), value.clone())).collect();
    match operation.body {
        Body::None => call,
        Body::Json => call.json(&fields.into()),
        Body::Whole => call.json(value),
        Body::Form => call.body("multipart/form-data; boundary=line", value.to_string()),
    }
}

fn assert_answered(operation: &Operation, answer: &Answer) {
    let known = matches!(answer.status, 200 | 206) || answer.json["code"].as_i64().is_some_and(|code| code != 0);
    assert!(known, "{}: {} {}", operation.id, answer.status, answer.json);
    assert!(!answer.header("x-tt-logid").is_empty());
}

fn assail(fixture: &Fixture, client: &Client, token: impl Fn(&Operation) -> String) {
    for operation in client.operations() {
        for value in odd_values() {
            let answer = odd_call(fixture, operation, &value).token(&token(operation)).send();
            assert_answered(operation, &answer);
        }
    }
}

#[test]
fn odd_values_everywhere() {
    let fixture = Fixture::specs();
    let tokens = Tokens::of(&fixture);
    assail(&fixture, &SPECS, |operation| tokens.fitting(operation).to_owned());
}

#[test]
fn odd_values_of_every_kind() {
    let mut client = SHOP.clone();
    client.services[0].versions[0].resources[0].operations.iter_mut().for_each(|operation| operation.tokens.clear());
    let fixture = Fixture::start(&client, feishu_mock::Options::default());
    assail(&fixture, &client, |_| "none".to_owned());
}
