//! Lists in pages: by tokens, offsets and page numbers.

use feishu_mock::{Clock, Options, PageFault};
use serde_json::{Value, json};

use crate::support::http::Answer;
use crate::support::{Fixture, SHOP, SPECS, Tokens, operation, request};

const USERS: &str = "contact.v3.user.find_by_department";

/// A server whose lists have so many items.
fn fixture(items: usize) -> Fixture {
    Fixture::start(&SPECS, Options { items, clock: Clock::stopped(), ..Options::default() })
}

fn shop(items: usize) -> Fixture {
    Fixture::start(&SHOP, Options { items, clock: Clock::stopped(), ..Options::default() })
}

fn users(fixture: &Fixture, query: &str) -> Answer {
    let path = format!("/open-apis/contact/v3/users/find_by_department?department_id=0&{query}");
    fixture.call("GET", &path).token("u-mock").send()
}

/// Every page of users, up to one that names no other.
fn pages(fixture: &Fixture, size: &str) -> Vec<Value> {
    let mut pages: Vec<Value> = Vec::new();
    let mut token = String::new();
    while pages.is_empty() || !token.is_empty() {
        let page = users(fixture, &format!("{size}&page_token={token}")).ok()["data"].clone();
        page["page_token"].as_str().unwrap_or_default().clone_into(&mut token);
        pages.push(page);
    }
    pages
}

/// How many items each page has.
fn counts(pages: &[Value], list: &str) -> Vec<usize> {
    pages.iter().map(|page| page[list].as_array().map_or(0, Vec::len)).collect()
}

fn post(fixture: &Fixture, path: &str, body: &Value) -> Value {
    fixture.call("POST", path).token(&fixture.token("tenant")).json(body).send().ok()["data"].clone()
}

#[test]
fn pages_are_as_long_as_asked_for_and_chained() {
    let cases = [
        (0, "", vec![0]),
        (1, "page_size=10", vec![1]),
        (10, "page_size=10", vec![10]),
        (11, "page_size=10", vec![10, 1]),
        (25, "", vec![10, 10, 5]),
        (120, "page_size=50", vec![50, 50, 20]),
    ];
    for (items, size, expected) in cases {
        let fixture = fixture(items);
        let pages = pages(&fixture, size);
        assert_eq!(counts(&pages, "items"), expected, "{items} items, {size}");
        let more: Vec<_> = pages.iter().map(|page| page["has_more"] == true).collect();
        assert_eq!(more.iter().filter(|more| **more).count(), pages.len() - 1);
        assert_eq!(fixture.server.count(USERS), pages.len());
    }
}

#[test]
fn foreign_tokens_are_refused() {
    let fixture = fixture(25);
    let other = self::fixture(25);
    let foreign = users(&other, "page_size=1").ok()["data"]["page_token"].clone();
    for token in [
        "x",
        "00000000000000001-1",
        "%E4%BD%A0%E4%BD%A0%E4%BD%A0%E4%BD%A0%E4%BD%A0%E4%BD%A0",
        foreign.as_str().unwrap(),
    ] {
        assert_eq!(users(&fixture, &format!("page_token={token}")).violated(), ["page_token"], "{token}");
    }
}

#[test]
fn the_token_can_be_in_the_body() {
    let mut client = SHOP.clone();
    client.services[0].versions[0].resources[0].operations.iter_mut().for_each(|operation| operation.tokens.clear());
    let fixture = Fixture::start(&client, Options { items: 15, clock: Clock::stopped(), ..Options::default() });
    let search = |body: Value| {
        let call = fixture.call("POST", "/open-apis/shop/v1/items/search?size=1").header("X-Shop", "a");
        call.json(&body).send()
    };
    let first = search(json!({"page_token": ""}));
    let first = &first.ok()["data"];
    assert_eq!((&first["hits"], &first["has_more"]), (&json!(vec!["hit"; 10]), &json!(true)));
    let last = search(json!({"page_token": first["page_token"]}));
    assert_eq!(last.ok()["data"], json!({"hits": vec!["hit"; 5], "has_more": false}));
    assert_eq!(search(json!({"page_token": "no"})).violated(), ["page_token"]);
}

#[test]
fn the_token_can_be_inside_objects() {
    let fixture = fixture(5);
    let search = |page_request: Value| {
        let body = json!({"query": "a", "required_fields": ["name"], "page_request": page_request});
        post(&fixture, "/open-apis/directory/v1/departments/search", &body)
    };
    let first = search(json!({"page_size": 3}));
    assert_eq!(first["page_response"]["has_more"], true);
    let last = search(json!({"page_size": 3, "page_token": first["page_response"]["page_token"]}));
    assert_eq!(last["page_response"], json!({"has_more": false}));
    assert_eq!(counts(&[first, last], "departments"), [3, 2]);
}

#[test]
fn tokens_may_have_to_be_turned_on() {
    let fixture = shop(6);
    let export = |body: Value| {
        fixture.call("POST", "/open-apis/shop/v1/items/export").json(&body).send().ok()["data"]["found"].clone()
    };
    assert_eq!(export(json!({"place": {"size": 5}})), json!({"items": ["a", "b", "c", "a", "b"]}));
    let first = export(json!({"use_tokens": true}));
    assert_eq!(first["items"], json!(["a", "b", "c", "a"]));
    let last = export(json!({"use_tokens": true, "place": {"token": first["next"]}}));
    assert_eq!(last, json!({"items": ["b", "c"]}), "the items go on where they were");
}

#[test]
fn offsets_count_items() {
    let fixture = fixture(25);
    let variables = |body: Value| {
        post(&fixture, "/open-apis/apaas/v1/applications/package_test__c/environment_variables/query", &body)
    };
    let pages = [
        variables(json!({"limit": 10})),
        variables(json!({"limit": 10, "offset": 20})),
        variables(json!({"limit": 10, "offset": 40})),
        variables(json!({})),
    ];
    assert_eq!(counts(&pages, "items"), [10, 5, 0, 25]);
    assert!(pages.iter().all(|page| page["total"] == 25));
    let tasks = |offset: &str| {
        let body = json!({"kunlun_user_id": "1", "limit": "10", "offset": offset});
        post(&fixture, "/open-apis/apaas/v1/user_task/query", &body)
    };
    let pages = [tasks("0"), tasks("20")];
    assert_eq!(counts(&pages, "tasks"), [10, 5]);
    assert!(pages.iter().all(|page| page["count"] == "25"));
    let body = json!({"kunlun_user_id": "1", "offset": "next"});
    let call = fixture.call("POST", "/open-apis/apaas/v1/user_task/query").token(&fixture.token("tenant")).json(&body);
    assert_eq!(call.send().violated(), ["offset"]);
}

#[test]
fn page_numbers_count_from_their_first() {
    let fixture = fixture(25);
    let tenant = fixture.token("tenant");
    let messages = |page: &str| {
        let path = format!("/open-apis/helpdesk/v1/tickets/1/messages?page={page}&page_size=10");
        let call = fixture.call("GET", &path).header("X-Lark-Helpdesk-Authorization", "x");
        call.token(&tenant).send()
    };
    let pages: Vec<_> = ["1", "3", "4"].iter().map(|page| messages(page).ok()["data"].clone()).collect();
    assert_eq!(counts(&pages, "messages"), [10, 5, 0]);
    assert_eq!(messages("0").violated(), ["page"]);
    let fixture = shop(25);
    let book = |page: u8| {
        let path = format!("/open-apis/shop/v1/items/book?page={page}");
        fixture.call("GET", &path).send().ok()["data"].clone()
    };
    let pages = [book(0), book(2)];
    assert_eq!(counts(&pages, "items"), [10, 5]);
    assert_eq!([&pages[0]["has_more"], &pages[1]["has_more"]], [&json!(true), &json!(false)]);
    assert_eq!(pages[1]["total"], "25");
}

#[test]
fn several_lists_come_whole_on_every_page() {
    let fixture = fixture(25);
    let tenant = fixture.token("tenant");
    let scopes = |query: &str| {
        let path = format!("/open-apis/contact/v3/scopes?page_size=20{query}");
        fixture.call("GET", &path).token(&tenant).send().ok()["data"].clone()
    };
    let first = scopes("");
    let last = scopes(&format!("&page_token={}", first["page_token"].as_str().unwrap()));
    assert_eq!((&first["has_more"], &last["has_more"]), (&json!(true), &json!(false)));
    assert_eq!(last["group_ids"], first["group_ids"]);
}

#[test]
fn lists_can_be_broken() {
    let fixture = fixture(15);
    let broken = |faults: &[PageFault]| {
        fixture.server.faults().clear();
        for fault in faults {
            fixture.server.faults().break_pages(USERS, *fault);
        }
    };
    broken(&[PageFault::EmptyPage]);
    let empty = pages(&fixture, "");
    assert_eq!(counts(&empty, "items"), [10, 0, 5]);
    assert_eq!((&empty[1]["has_more"], &empty[2]["has_more"]), (&json!(true), &json!(false)));

    broken(&[PageFault::NoFlag, PageFault::EmptyPage]);
    let flagless = pages(&fixture, "");
    assert_eq!(counts(&flagless, "items"), [10, 0, 5]);
    assert!(flagless.iter().all(|page| page.get("has_more").is_none()));

    broken(&[PageFault::TokenAtEnd]);
    let first = users(&fixture, "").ok()["data"]["page_token"].clone();
    let last = users(&fixture, &format!("page_token={}", first.as_str().unwrap()));
    let last = &last.ok()["data"];
    assert_eq!((last["has_more"].clone(), last["page_token"].is_string()), (json!(false), true));

    broken(&[PageFault::SameToken]);
    for _ in 0..3 {
        let page = users(&fixture, &format!("page_token={}", first.as_str().unwrap()));
        let page = &page.ok()["data"];
        assert_eq!((&page["has_more"], &page["page_token"]), (&json!(true), &first));
    }
}

#[test]
fn every_paging_operation_is_answered() {
    let fixture = Fixture::specs();
    let tokens = Tokens::of(&fixture);
    let paging: Vec<_> = SPECS.operations().filter(|operation| operation.paging.is_some()).collect();
    assert!(paging.len() > 8);
    for operation in paging.iter().map(|paging| operation(&SPECS, &paging.id)) {
        let call = request::example(&SPECS, operation, &fixture.server.url(), &[]);
        let answer = call.token(tokens.fitting(operation)).send();
        let data = &answer.ok()["data"];
        let Some(items) = operation.paging.as_ref().and_then(|paging| paging.items.as_ref()) else { continue };
        let list = items.0.iter().fold(data, |value, name| &value[name]);
        assert!(!list.as_array().unwrap().is_empty(), "{}", operation.id);
    }
}
