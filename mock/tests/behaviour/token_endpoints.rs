//! The endpoints that hand out tokens.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::Fixture;
use crate::support::http::Answer;

fn post(fixture: &Fixture, path: &str, body: &Value) -> Answer {
    fixture.call("POST", &format!("/open-apis/auth/v3/{path}")).json(body).send()
}

fn credentials() -> Value {
    json!({"app_id": "cli_mock", "app_secret": "mock-secret"})
}

#[test]
fn the_same_token_comes_back_until_30_minutes_before_its_end() {
    let fixture = Fixture::specs();
    let get = || post(&fixture, "tenant_access_token/internal", &credentials()).ok().clone();
    let use_token = |token: &Value| {
        let path = "/open-apis/contact/v3/users/7be5fg9a";
        fixture.call("GET", path).token(token.as_str().unwrap()).send().ok();
    };
    let first = get();
    assert_eq!(first["expire"], 7200);
    assert_eq!(first.get("data"), None);
    fixture.server.clock().advance(Duration::from_secs(5400));
    let again = get();
    assert_eq!((&again["tenant_access_token"], &again["expire"]), (&first["tenant_access_token"], &json!(1800)));
    fixture.server.clock().advance(Duration::from_secs(1));
    let second = get();
    assert_ne!(second["tenant_access_token"], first["tenant_access_token"]);
    assert_eq!(second["expire"], 7200);
    use_token(&first["tenant_access_token"]);
    use_token(&second["tenant_access_token"]);
}

#[test]
fn an_app_token_brings_the_tenant_token_with_it() {
    let fixture = Fixture::specs();
    let answer = post(&fixture, "app_access_token/internal", &credentials());
    let body = answer.ok();
    assert!(body["app_access_token"].as_str().unwrap().starts_with("a-"));
    assert_eq!(body["tenant_access_token"], fixture.token("tenant"));
}

#[test]
fn wrong_credentials_are_refused_without_repeating_them() {
    let fixture = Fixture::specs();
    for path in ["tenant_access_token/internal", "app_access_token/internal", "app_ticket/resend"] {
        let answer = post(&fixture, path, &json!({"app_id": "cli_mock", "app_secret": "wr0ng"}));
        answer.refused(400, 10_015);
        assert!(!answer.json.to_string().contains("wr0ng"));
        post(&fixture, path, &json!({"app_id": "cli_other", "app_secret": "mock-secret"})).refused(400, 10_014);
        assert_eq!(post(&fixture, path, &json!({"app_id": 5})).violated(), ["app_id", "app_secret"]);
    }
}

#[test]
fn a_wrongly_typed_secret_is_not_repeated() {
    let fixture = Fixture::specs();
    let answer = post(&fixture, "tenant_access_token/internal", &json!({"app_id": "cli_mock", "app_secret": 4711}));
    assert_eq!(answer.violated(), ["app_secret"]);
    assert!(!answer.json["error"]["field_violations"].to_string().contains("4711"));
}

#[test]
fn store_apps_go_from_ticket_to_tenant() {
    let fixture = Fixture::specs();
    let ask = |ticket: &str| {
        let mut body = credentials();
        body["app_ticket"] = ticket.into();
        post(&fixture, "app_access_token", &body)
    };
    ask("old").refused(400, 10_012);
    assert_eq!(post(&fixture, "app_ticket/resend", &credentials()).ok().as_object().unwrap().len(), 2);
    let app = ask("mock-ticket").ok()["app_access_token"].clone();
    let tenant = |key: &str| {
        let answer = post(&fixture, "tenant_access_token", &json!({"app_access_token": app, "tenant_key": key}));
        answer.ok()["tenant_access_token"].as_str().unwrap().to_owned()
    };
    assert_eq!(tenant("a"), tenant("a"));
    assert_ne!(tenant("a"), tenant("b"));
    fixture.call("GET", "/open-apis/contact/v3/users/7be5fg9a").token(&tenant("b")).send().ok();
    let forged = json!({"app_access_token": "a-forged", "tenant_key": "a"});
    post(&fixture, "tenant_access_token", &forged).refused(400, 10_013);
}
