//! Fields whose names are hard to tell apart, or hardly names: read as the derive reads them, in every order.

use crate::samples::{derived, ours};
use feishu_runtime::wire::Object;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Names that no field has, each close to one.
const OTHERS: [&str; 10] =
    ["  ", "\u{0301}", "e\u{0301}", "名姓", "item_4_of_9", "item_1_of_8", "😁", "\u{FF}", "É", "\0\0"];

/// What the two forms make of an object, given as a list of its fields.
fn both(fields: &[(&str, i64)]) -> [Result<Value, String>; 2] {
    let fields: Vec<_> = fields.iter().map(|(name, value)| format!("{}:{value}", json!(name))).collect();
    let text = format!("{{{}}}", fields.join(","));
    let ours = serde_json::from_str::<ours::Odd>(&text).map(|odd| serde_json::to_value(odd).expect("JSON"));
    let derived = serde_json::from_str::<derived::Odd>(&text).map(|odd| serde_json::to_value(odd).expect("JSON"));
    [ours.map_err(|error| error.to_string()), derived.map_err(|error| error.to_string())]
}

fn fields() -> Vec<(&'static str, i64)> {
    <ours::Odd as Object>::FIELDS.iter().copied().zip(0..).collect()
}

#[test]
fn each_name_is_its_own_field() {
    for (name, value) in fields() {
        let [ours, derived] = both(&[(name, value)]);
        assert_eq!(ours.as_ref(), Ok(&json!({ name: value })));
        assert_eq!(ours, derived);
    }
    for name in OTHERS {
        let [ours, derived] = both(&[(name, 1)]);
        assert_eq!(ours, Ok(json!({})), "{name:?}");
        assert_eq!(ours, derived, "{name:?}");
    }
}

#[test]
fn each_name_that_comes_twice_is_an_error() {
    for (name, value) in fields() {
        for outcome in both(&[(name, value), ("other", 1), (name, value)]) {
            let error = outcome.expect_err(name);
            assert!(error.starts_with(&format!("duplicate field `{name}`")), "{error}");
        }
    }
}

/// Fields and others in any order and number.
fn object() -> impl Strategy<Value = Vec<(&'static str, i64)>> {
    let others = prop::collection::vec((prop::sample::select(&OTHERS[..]), any::<i64>()), 0..9);
    (prop::sample::subsequence(fields(), 0..=fields().len()), others)
        .prop_map(|(fields, others)| [fields, others].concat())
        .prop_shuffle()
}

proptest! {
    #[test]
    fn any_order_reads_the_same(fields in object()) {
        let [ours, derived] = both(&fields);
        prop_assert!(ours.is_ok(), "{:?}", ours);
        prop_assert_eq!(ours, derived);
    }
}
