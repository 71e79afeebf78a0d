//! Paths and methods.

use serde_json::json;

use crate::support::Fixture;
use crate::support::http::raw;

#[test]
fn unknown_paths_and_methods_are_refused() {
    let fixture = Fixture::shop();
    for path in ["/", "/open-apis/shop/v1/nothing", "/open-apis/shop/v1/items/special/", "/open-apis/shop/v1/items//"] {
        let answer = fixture.call("GET", path).send();
        answer.refused(404, 99_991_201);
        assert_eq!(answer.json["msg"], "resource not find", "the specs give no text");
    }
    for (method, path) in [("PATCH", "/open-apis/shop/v1/items/special"), ("GET", "/open-apis/shop/v1/items")] {
        fixture.call(method, path).send().refused(405, 99_991_301);
    }
    assert!(fixture.server.requests().iter().all(|call| call.operation.is_none()));
    assert_eq!(fixture.server.total(), 6);
}

#[test]
fn fixed_segments_win_over_parameters() {
    let fixture = Fixture::shop();
    let answer = fixture.call("GET", "/open-apis/shop/v1/items/special").send();
    assert_eq!(answer.ok()["data"], json!({"special": true}));
}

#[test]
fn a_method_that_only_the_parameter_has_is_found_there() {
    let fixture = Fixture::shop();
    // `special` has a path of its own, but not with DELETE.
    fixture.call("DELETE", "/open-apis/shop/v1/items/special").send().refused(400, 99_991_661);
    assert_eq!(fixture.server.count("shop.v1.item.delete"), 1);
}

#[test]
fn path_parameters_are_decoded() {
    let fixture = Fixture::shop();
    let answer = fixture.call("GET", "/open-apis/shop/v1/items/a%2Fb%20%E4%BD%A0").token("u-mock").send();
    assert_eq!(answer.ok()["data"]["item_id"], "a/b 你");
    for bad in ["%FF%FE", "a", "12345678901"] {
        let answer = fixture.call("GET", &format!("/open-apis/shop/v1/items/{bad}")).token("u-mock").send();
        assert_eq!(answer.violated(), ["item_id"], "{bad}");
    }
}

#[test]
fn odd_requests_get_an_answer() {
    let fixture = Fixture::shop();
    let requests: [&[u8]; 5] = [
        b"OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"BREW /open-apis/shop/v1/items HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"GET /open-apis/shop/v1/items/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"GET /?%FF=%zz&&= HTTP/1.1\r\nHost: a\r\nAuthorization: \xff\r\nConnection: close\r\n\r\n",
        b"no HTTP at all\r\n\r\n",
    ];
    for request in requests {
        let answer = raw(fixture.server.address(), request);
        assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
}
