//! Pages and their tokens.

use feishu_mock::{Clock, Options};
use serde_json::{Value, json};

use crate::support::{Fixture, SPECS, operation, request};

/// Every page of an operation that has its token in the query.
fn pages(fixture: &Fixture, path: &str) -> Vec<Value> {
    let mut pages: Vec<Value> = Vec::new();
    let mut token = String::new();
    loop {
        let answer = fixture.call("GET", &format!("{path}&page_token={token}")).token("u-mock").send();
        let page = answer.ok()["data"].clone();
        page["page_token"].as_str().unwrap_or_default().clone_into(&mut token);
        pages.push(page);
        assert_eq!(token.is_empty(), pages.last().unwrap()["has_more"] == false);
        if token.is_empty() {
            return pages;
        }
    }
}

#[test]
fn pages_are_chained() {
    for count in [1, 2, 20] {
        let fixture = Fixture::start(&SPECS, Options { pages: count, ..Options::default() });
        let pages = pages(&fixture, "/open-apis/contact/v3/users?page_size=10");
        assert_eq!(pages.len(), count);
        assert!(pages.iter().all(|page| page["items"].as_array().unwrap().len() == 1));
        assert_eq!(fixture.server.count("contact.v3.user.list"), count);
    }
}

#[test]
fn foreign_tokens_are_refused() {
    let fixture = Fixture::specs();
    let list = |token: &str| {
        let path = format!("/open-apis/contact/v3/users?page_token={token}");
        fixture.call("GET", &path).token("u-mock").send()
    };
    let other = Fixture::specs();
    let path = "/open-apis/contact/v3/users?page_size=1";
    let foreign = other.call("GET", path).token("u-mock").send().ok()["data"]["page_token"].clone();
    for token in
        ["x", "00000000000000001", "%E4%BD%A0%E4%BD%A0%E4%BD%A0%E4%BD%A0%E4%BD%A0%E4%BD%A0", foreign.as_str().unwrap()]
    {
        assert_eq!(list(token).violated(), ["page_token"], "{token}");
    }
}

#[test]
fn the_token_can_be_in_the_body() {
    let mut client = crate::support::SHOP.clone();
    client.services[0].versions[0].resources[0].operations.iter_mut().for_each(|operation| operation.tokens.clear());
    let fixture = Fixture::start(&client, Options { clock: Clock::stopped(), ..Options::default() });
    let search = |body: Value| {
        let call = fixture.call("POST", "/open-apis/shop/v1/items/search?size=1").header("X-Shop", "a");
        call.json(&body).send()
    };
    let first = search(json!({"page_token": ""}));
    let first = &first.ok()["data"];
    assert_eq!((&first["hits"], &first["has_more"]), (&json!(["hit"]), &json!(true)));
    let last = search(json!({"page_token": first["page_token"]}));
    assert_eq!(last.ok()["data"], json!({"hits": ["hit"], "has_more": false}));
    assert_eq!(search(json!({"page_token": "no"})).violated(), ["page_token"]);
}

#[test]
fn every_paging_operation_ends() {
    let fixture = Fixture::specs();
    let tenant = fixture.token("tenant");
    let paging = SPECS.operations().filter(|operation| operation.paging.is_some());
    for operation in paging.map(|paging| operation(&SPECS, &paging.id)) {
        let call = request::example(&SPECS, operation, &fixture.server.url(), &[]).token(&tenant).send();
        let has_more = operation.paging.as_ref().and_then(|paging| paging.has_more.as_deref());
        if let Some(has_more) = has_more {
            assert_eq!(call.ok()["data"][has_more], true, "{}", operation.id);
        }
    }
}
