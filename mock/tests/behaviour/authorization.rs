//! Tokens that calls need.

use std::time::Duration;

use serde_json::Value;

use crate::support::Fixture;

const TENANT_ONLY: (&str, &str) = ("POST", "/open-apis/attendance/v1/user_flows/batch_del");
const USER_ONLY: (&str, &str) = ("DELETE", "/open-apis/acs/v1/visitors/1");

#[test]
fn missing_and_malformed_tokens() {
    let fixture = Fixture::specs();
    let call = || fixture.call(USER_ONLY.0, USER_ONLY.1);
    call().send().refused(400, 99_991_661);
    for header in ["Bearer", "Bearer ", "Basic u-mock", "u-mock"] {
        call().header("Authorization", header).send().refused(400, 99_991_661);
    }
    for token in ["mock", "x-mock", " u-mock", "undefined"] {
        call().token(token).send().refused(400, 99_991_671);
    }
}

#[test]
fn unknown_tokens_go_by_their_look() {
    let fixture = Fixture::specs();
    for (token, code) in
        [("t-unknown", 99_991_663), ("u-unknown", 99_991_668), ("eyJhbGciOi", 99_991_668), ("a-unknown", 99_991_664)]
    {
        fixture.call(USER_ONLY.0, USER_ONLY.1).token(token).send().refused(400, code);
    }
}

#[test]
fn tokens_of_other_kinds_are_not_taken() {
    let fixture = Fixture::specs();
    fixture.call(USER_ONLY.0, USER_ONLY.1).token(&fixture.token("tenant")).send().refused(400, 99_991_663);
    fixture.call(USER_ONLY.0, USER_ONLY.1).token(&fixture.token("app")).send().refused(400, 99_991_664);
    let answer = fixture.call(TENANT_ONLY.0, TENANT_ONLY.1).token("u-mock").send();
    answer.refused(400, 99_991_668);
    assert_eq!(answer.json["msg"], "user access token not support");
}

#[test]
fn tokens_expire() {
    let fixture = Fixture::specs();
    let tenant = fixture.token("tenant");
    let user = fixture.server.issue_user_token(Duration::from_secs(7200));
    fixture.call(USER_ONLY.0, USER_ONLY.1).token(&user).send().ok();
    fixture.server.clock().advance(Duration::from_secs(7199));
    fixture.call(USER_ONLY.0, USER_ONLY.1).token(&user).send().ok();
    fixture.server.clock().advance(Duration::from_secs(1));
    fixture.call(USER_ONLY.0, USER_ONLY.1).token(&user).send().refused(400, 99_991_677);
    fixture.call(TENANT_ONLY.0, TENANT_ONLY.1).token(&tenant).send().refused(400, 99_991_663);
    fixture.call(USER_ONLY.0, USER_ONLY.1).token("u-mock").send().ok();
}

#[test]
fn statuses_and_texts_come_from_the_specs() {
    let fixture = Fixture::shop();
    let answer = fixture.call("POST", "/open-apis/shop/v1/items/search").token("u-other").send();
    answer.refused(401, 99_991_668);
    assert_eq!(answer.json["msg"], "invalid user token");
}

#[test]
fn either_of_several_kinds_is_taken_and_no_token_where_none_is_needed() {
    let fixture = Fixture::specs();
    let path = "/open-apis/contact/v3/users/7be5fg9a";
    fixture.call("GET", path).token(&fixture.token("tenant")).send().ok();
    fixture.call("GET", path).token("u-mock").send().ok();
    let shop = Fixture::shop();
    shop.call("GET", "/open-apis/shop/v1/items/special").token("nonsense").send().ok();
}

#[test]
fn refusals_and_the_log_show_no_token() {
    let fixture = Fixture::specs();
    let answer = fixture.call(USER_ONLY.0, &format!("{}?app_secret=s3cret", USER_ONLY.1)).token("t-s3cret").send();
    assert!(!Value::to_string(&answer.json).contains("s3cret"));
    assert!(!format!("{:?}{:?}", fixture.server.requests(), fixture.server).contains("s3cret"));
}
