//! What is checked of requests.

use feishu_mock::{Clock, Options};
use serde_json::{Value, json};

use crate::support::http::{Answer, Call, raw};
use crate::support::{Fixture, SHOP};

const SEARCH: &str = "/open-apis/shop/v1/items/search";

struct Shop {
    fixture: Fixture,
    token: String,
}

impl Shop {
    fn start() -> Self {
        // These specs have no token endpoint, so a user token stands in where operations take one.
        let options = Options { clock: Clock::stopped(), ..Options::default() };
        let mut client = SHOP.clone();
        let resources = client.services.iter_mut().flat_map(|service| &mut service.versions);
        for operation in resources.flat_map(|version| &mut version.resources).flat_map(|item| &mut item.operations) {
            operation.tokens.push(feishu_generator::ir::TokenKind::User);
        }
        Self { fixture: Fixture::start(&client, options), token: "u-mock".to_owned() }
    }

    fn search(&self, query: &str) -> Call {
        self.fixture.call("POST", &format!("{SEARCH}?{query}")).token(&self.token).header("X-Shop", "shop")
    }

    fn body(&self, body: &Value) -> Answer {
        self.search("size=1").json(body).send()
    }
}

#[test]
fn queries() {
    let shop = Shop::start();
    for good in [
        "size=2&names=a&names=b&numbers=-1&numbers=2&limit=50&ratio=0.5&deep=true&code=AB",
        "size=1&unknown=x&limit=1&ratio=0&deep=false",
        "names=%E4%BD%A0+b&size=%31",
    ] {
        shop.search(good).send().ok();
    }
    let table = [
        ("", "size", "is required"),
        ("size=", "size", "is required"),
        ("size=3", "size", "is not one of the documented values"),
        ("size=small", "size", "is not a whole number"),
        ("size=1&size=1", "size", "is given more than once"),
        ("size=1&names=a&names=b&names=c", "names", "has 3 elements, allowed are ..2"),
        ("size=1&numbers=1&numbers=x", "numbers[1]", "is not a whole number of 64 bits"),
        ("size=1&limit=0", "limit", "is less than 1"),
        ("size=1&limit=51", "limit", "is greater than 50"),
        ("size=1&limit=1.0", "limit", "is not a whole number of 64 bits"),
        ("size=1&limit=9223372036854775808", "limit", "is not a whole number of 64 bits"),
        ("size=1&ratio=-0.1", "ratio", "is less than 0"),
        ("size=1&ratio=NaN", "ratio", "is not a number"),
        ("size=1&deep=1", "deep", "is not a boolean"),
        ("size=1&deep=True", "deep", "is not a boolean"),
        ("size=1&code=ab", "code", "does not match the pattern"),
    ];
    for (query, field, description) in table {
        assert_eq!(shop.search(query).send().violations(), [(field.to_owned(), description.to_owned())], "{query}");
    }
}

#[test]
fn headers() {
    let shop = Shop::start();
    let call = || shop.fixture.call("POST", &format!("{SEARCH}?size=1")).token(&shop.token);
    assert_eq!(call().send().violated(), ["X-Shop"]);
    assert_eq!(call().header("x-shop", "too long").send().violated(), ["X-Shop"]);
    call().header("x-shop", "12345").send().ok();
}

#[test]
fn bodies() {
    let shop = Shop::start();
    for good in [
        json!({}),
        json!({"unknown": 1, "colour": "red", "password": "abc"}),
        json!({"tree": {"name": "ab", "parent": {"name": "cd"}, "children": [], "labels": {"a": 1}, "x": null}}),
        json!({"tree": null, "colour": null}),
    ] {
        shop.body(&good).ok();
    }
    let table = [
        (json!({"colour": "blue"}), "colour", "is not one of the documented values"),
        (json!({"colour": 1}), "colour", "is not a string"),
        (json!({"tree": "ab"}), "tree", "is not an object"),
        (json!({"tree": {}}), "tree.name", "is required"),
        (json!({"tree": {"name": "你"}}), "tree.name", "has 1 characters, allowed are 2..5"),
        (json!({"tree": {"name": "123456"}}), "tree.name", "has 6 characters, allowed are 2..5"),
        (
            json!({"tree": {"name": "ab", "children": [{"name": "ab"}, {"name": 1}]}}),
            "tree.children[1].name",
            "is not a string",
        ),
        (
            json!({"tree": {"name": "ab", "labels": {"a": 1, "b": "2"}}}),
            "tree.labels.b",
            "is not a whole number of 64 bits",
        ),
        (json!({"tree": {"name": "ab", "labels": {"a": 1.5}}}), "tree.labels.a", "is not a whole number of 64 bits"),
        (json!([1]), "body", "is not a JSON object"),
    ];
    for (body, field, description) in table {
        assert_eq!(shop.body(&body).violations(), [(field.to_owned(), description.to_owned())], "{body}");
    }
}

#[test]
fn every_violation_is_reported_with_its_value_unless_it_is_secret() {
    let shop = Shop::start();
    let call = shop.search("size=9&limit=0");
    let answer = call.json(&json!({"colour": "blue", "password": "s3cret", "tree": ["s3cret"]})).send();
    let violations = &answer.refused(400, 99_992_402)["field_violations"];
    let shown: Vec<(&str, &Value)> = violations
        .as_array()
        .unwrap()
        .iter()
        .map(|violation| (violation["field"].as_str().unwrap(), &violation["value"]))
        .collect();
    let (nine, zero, blue, nothing) = (json!(9), json!(0), json!("blue"), json!(""));
    assert_eq!(
        shown,
        [("size", &nine), ("limit", &zero), ("tree", &nothing), ("colour", &blue), ("password", &nothing)]
    );
    assert!(!answer.json.to_string().contains("s3cret"));
}

#[test]
fn a_refusal_does_not_grow_without_end() {
    let shop = Shop::start();
    let answer = shop.fixture.call("PUT", "/open-apis/shop/v1/items").token(&shop.token);
    let answer = answer.json(&json!({"name": "ab", "children": vec![0; 100_000]})).send();
    assert_eq!(answer.violations().len(), 100);
}

#[test]
fn bodies_that_are_no_json() {
    let shop = Shop::start();
    let send = |kind: &str, body: &str| shop.search("size=1").body(kind, body).send();
    for body in ["{", "{\"a\":s3cret}", "\u{feff}{}", "{} {}", "nul"] {
        let answer = send("application/json", body);
        assert_eq!(answer.violated(), ["body"], "{body}");
        assert!(!answer.json.to_string().contains("s3cret"));
    }
    let deep = "[".repeat(100_000);
    assert_eq!(send("application/json", &deep).violated(), ["body"]);
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=gbk", ""] {
        assert_eq!(send(kind, "{}").violated(), ["Content-Type"], "{kind}");
    }
    for kind in ["application/json", "Application/JSON;charset=\"UTF-8\"", "application/json; a=b"] {
        send(kind, "{}").ok();
    }
    shop.search("size=1").send().ok();
}

#[test]
fn whole_bodies() {
    let shop = Shop::start();
    let put = |body: &str| {
        let call = shop.fixture.call("PUT", "/open-apis/shop/v1/items").token(&shop.token);
        call.body("application/json", body).send()
    };
    assert_eq!(put("{\"name\":\"ab\"}").status, 200);
    assert_eq!(put("").violated(), ["body"]);
    assert_eq!(put("null").violated(), ["body"]);
    assert_eq!(put("{}").violated(), ["name"]);
    assert_eq!(put("[]").violations()[0].1, "is not an object");
}

#[test]
fn large_bodies_are_refused() {
    let fixture = Fixture::start(&SHOP, Options { max_body: 1000, ..Options::default() });
    let put = |size: usize| {
        let body = format!("{{\"name\":\"ab\",\"x\":\"{}\"}}", "x".repeat(size));
        fixture.call("PUT", "/open-apis/shop/v1/items").body("application/json", body).send()
    };
    assert_eq!(put(900).status, 200);
    put(1000).refused(413, 9499);
    put(3000).refused(413, 9499);
}

#[test]
fn a_body_in_chunks_is_read() {
    let fixture = Fixture::shop();
    let head = "PUT /open-apis/shop/v1/items HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
    let chunks = "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n8\r\n{\"name\":\r\n5\r\n\"ab\"}\r\n0\r\n\r\n";
    let answer = raw(fixture.server.address(), format!("{head}{chunks}").as_bytes());
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}
