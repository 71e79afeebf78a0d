//! The endpoints through which users grant access.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::Fixture;
use crate::support::http::Answer;

const AUTHORIZE: &str = "/open-apis/authen/v1/authorize?client_id=cli_mock&response_type=code\
                         &redirect_uri=https%3A%2F%2Fexample.com%2Fcb%3Fx%3D1%23%2Flogin";

/// What the browser is sent back with.
fn code(fixture: &Fixture, more: &str) -> String {
    let answer = fixture.call("GET", &format!("{AUTHORIZE}{more}")).send();
    assert_eq!(answer.status, 302, "{}", answer.json);
    let back =
        answer.header("location").strip_prefix("https://example.com/cb?x=1&code=").expect("the address").to_owned();
    let back = back.strip_suffix("#/login").expect("the fragment comes last").to_owned();
    back.split('&').next().unwrap().to_owned()
}

fn ask(fixture: &Fixture, grant: &str, more: &Value) -> Answer {
    let mut body = json!({"grant_type": grant, "client_id": "cli_mock", "client_secret": "mock-secret"});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    fixture.call("POST", "/open-apis/authen/v2/oauth/token").json(&body).send()
}

fn refused(answer: &Answer, code: Option<i64>, error: &str) {
    assert_eq!((answer.status, answer.json["code"].as_i64()), (400, code), "{}", answer.json);
    assert_eq!(answer.json["error"], error);
    assert!(answer.json["error_description"].is_string() && answer.json.get("msg").is_none());
}

#[test]
fn a_code_serves_once() {
    let fixture = Fixture::specs();
    let code = code(&fixture, "&scope=acs:visitor%20offline_access&state=s%201");
    let answer = ask(&fixture, "authorization_code", &json!({"code": code}));
    let body = answer.ok();
    let token = body["access_token"].as_str().unwrap();
    assert!(token.starts_with("eyJ") && token.len() > 1000);
    assert_eq!((&body["expires_in"], &body["token_type"]), (&json!(7200), &json!("Bearer")));
    assert_eq!(
        (&body["scope"], &body["refresh_token_expires_in"]),
        (&json!("acs:visitor offline_access"), &json!(604_800))
    );
    fixture.call("DELETE", "/open-apis/acs/v1/visitors/1").token(token).send().ok();
    refused(&ask(&fixture, "authorization_code", &json!({"code": code})), Some(20_065), "invalid_grant");
    refused(&ask(&fixture, "authorization_code", &json!({"code": "other"})), Some(20_003), "invalid_grant");
    fixture.server.clock().advance(Duration::from_secs(7200));
    let late = fixture.call("DELETE", "/open-apis/acs/v1/visitors/1").token(token).send();
    late.refused(400, 99_991_677);
}

#[test]
fn a_code_is_for_who_asked_for_it() {
    let fixture = Fixture::specs();
    // RFC 7636, appendix B.
    let challenge = "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
    let code = code(&fixture, &format!("{challenge}&scope=a"));
    let exchange = |more: Value| {
        let mut body = json!({"code": code});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        ask(&fixture, "authorization_code", &body)
    };
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    refused(&exchange(json!({})), Some(20_049), "invalid_grant");
    refused(&exchange(json!({"code_verifier": "x"})), Some(20_049), "invalid_grant");
    let other = json!({"code_verifier": verifier, "redirect_uri": "https://evil.example"});
    refused(&exchange(other), Some(20_071), "invalid_grant");
    refused(&exchange(json!({"code_verifier": verifier, "scope": "a b"})), Some(20_068), "invalid_scope");
    refused(&exchange(json!({"code_verifier": verifier, "scope": "a a"})), Some(20_067), "invalid_scope");
    let answer = exchange(json!({"code_verifier": verifier}));
    assert!(answer.ok().get("refresh_token").is_none(), "nobody granted `offline_access`");
    let late = self::code(&fixture, "");
    fixture.server.clock().advance(Duration::from_secs(300));
    refused(&ask(&fixture, "authorization_code", &json!({"code": late})), Some(20_004), "invalid_grant");
}

#[test]
fn refresh_tokens_rotate() {
    let fixture = Fixture::specs();
    let code = code(&fixture, "&scope=acs:visitor%20offline_access");
    let first = ask(&fixture, "authorization_code", &json!({"code": code})).ok().clone();
    let refresh = |token: &Value| ask(&fixture, "refresh_token", &json!({"refresh_token": token}));
    let second = refresh(&first["refresh_token"]).ok().clone();
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    refused(&refresh(&first["refresh_token"]), Some(20_073), "invalid_grant");
    refused(&refresh(&json!("eyJother")), Some(20_026), "invalid_grant");
    for token in [&first["access_token"], &second["access_token"]] {
        fixture.call("DELETE", "/open-apis/acs/v1/visitors/1").token(token.as_str().unwrap()).send().ok();
    }
    fixture.server.clock().advance(Duration::from_secs(604_800));
    refused(&refresh(&second["refresh_token"]), Some(20_037), "invalid_grant");
}

#[test]
fn credentials_are_checked_and_sent_one_way() {
    let fixture = Fixture::specs();
    let wrong = |field: &str, value: &str| ask(&fixture, "refresh_token", &json!({field: value, "refresh_token": "r"}));
    refused(&wrong("client_id", "cli_other"), Some(20_048), "invalid_client");
    refused(&wrong("client_secret", "wr0ng"), Some(20_002), "invalid_client");
    refused(&wrong("client_secret", ""), Some(20_001), "invalid_request");
    refused(&wrong("grant_type", "password"), Some(20_036), "unsupported_grant_type");
    let twice = fixture.call("POST", "/open-apis/authen/v2/oauth/token").header("Authorization", "Basic eA==");
    let body = json!({"grant_type": "refresh_token", "client_id": "cli_mock", "client_secret": "mock-secret"});
    refused(&twice.json(&body).send(), Some(20_070), "invalid_request");
    let broken = fixture.call("POST", "/open-apis/authen/v2/oauth/token").body("application/json", "{");
    refused(&broken.send(), Some(20_063), "invalid_request");
}

#[test]
fn devices_wait_for_their_user() {
    let fixture = Fixture::specs();
    let form = "application/x-www-form-urlencoded";
    let begin = || {
        // `cli_mock:mock-secret`
        let call = fixture.call("POST", "/oauth/v1/device_authorization");
        let call = call.header("Authorization", "Basic Y2xpX21vY2s6bW9jay1zZWNyZXQ=");
        let answer = call.body(form, "client_id=cli_mock&scope=a%20offline_access").send();
        assert_eq!(answer.status, 200, "{}", answer.json);
        answer.json
    };
    let ask = |codes: &Value| {
        let code = codes["device_code"].as_str().unwrap();
        let body = format!(
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id=cli_mock\
             &client_secret=mock-secret&device_code={code}"
        );
        fixture.call("POST", "/open-apis/authen/v2/oauth/token").body(form, body).send()
    };
    let codes = begin();
    refused(&ask(&codes), None, "authorization_pending");
    refused(&ask(&codes), None, "slow_down");
    fixture.server.clock().advance(Duration::from_secs(5));
    assert!(fixture.server.decide_device(codes["user_code"].as_str().unwrap(), true));
    assert_eq!(ask(&codes).ok()["scope"], "a offline_access");
    refused(&ask(&codes), None, "expired_token");

    let codes = begin();
    fixture.server.decide_device(codes["user_code"].as_str().unwrap(), false);
    refused(&ask(&codes), None, "access_denied");
    let codes = begin();
    fixture.server.clock().advance(Duration::from_secs(240));
    refused(&ask(&codes), None, "expired_token");
    assert!(!fixture.server.decide_device("none", true));
    let anybody = fixture.call("POST", "/oauth/v1/device_authorization").body(form, "client_id=cli_mock");
    refused(&anybody.send(), Some(20_002), "invalid_client");
}

#[test]
fn faults_and_counts_know_the_endpoints() {
    let fixture = Fixture::specs();
    fixture.server.faults().error_next("authen.v2.oauth.token", 1, feishu_mock::ForcedError::new(503, 20_072));
    assert_eq!(ask(&fixture, "refresh_token", &json!({"refresh_token": "r"})).status, 503);
    refused(&ask(&fixture, "refresh_token", &json!({"refresh_token": "r"})), Some(20_026), "invalid_grant");
    assert_eq!(fixture.server.count("authen.v2.oauth.token"), 2);
}
