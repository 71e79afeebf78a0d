//! What answers are made of.

use serde_json::{Value, json};

use crate::support::shape::assert_shape;
use crate::support::{Fixture, SHOP, operation};

fn everything(fixture: &Fixture) -> Value {
    fixture.call("GET", "/open-apis/shop/v1/items/i_1").token("u-mock").send().ok()["data"].clone()
}

#[test]
fn values_without_example_are_made_by_type_and_limits() {
    let data = everything(&Fixture::shop());
    let expected = json!({
        "text": "example", "long": "examplexxxxx", "whole": 5, "real": 0.5, "flag": true, "anything": {},
        "seconds": "1700000000", "millis": 1_700_000_000_000_i64, "day": "2023-11-14", "size": 1, "sizes": [1, 1],
        "matrix": [[1]], "table": {"key": ["example"]}, "item_id": "i_1", "colour": "red",
        "tree": {"name": "examp", "children": [], "labels": {"key": 1}},
    });
    assert_eq!(data, expected);
}

#[test]
fn an_envelope_can_be_none() {
    let fixture = Fixture::shop();
    let answer = fixture.call("PUT", "/open-apis/shop/v1/items").json(&json!({"name": "ab"})).send();
    assert_eq!(answer.json, json!({"name": "examp", "children": [], "labels": {"key": 1}}));
    assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
}

#[test]
fn the_checker_of_these_tests_finds_wrong_types() {
    let feishu_generator::ir::Response::Value(ty) = &operation(&SHOP, "shop.v1.item.get").response else { panic!() };
    let right = everything(&Fixture::shop());
    assert_shape(&SHOP, ty, &right, "data");
    let wrong =
        [("whole", json!("5")), ("size", json!(7)), ("matrix", json!([1])), ("new", json!(1)), ("tree", json!(null))];
    for (field, value) in wrong {
        let mut data = right.clone();
        data[field] = value;
        let outcome = std::panic::catch_unwind(|| assert_shape(&SHOP, ty, &data, "data"));
        assert!(outcome.is_err(), "{field}");
    }
}

#[test]
fn log_ids_differ_from_call_to_call() {
    let fixture = Fixture::shop();
    let id = || fixture.call("GET", "/open-apis/shop/v1/items/special").send().header("x-tt-logid").to_owned();
    assert_ne!(id(), id());
}
