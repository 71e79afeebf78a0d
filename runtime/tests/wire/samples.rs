//! Structures in both forms: one with a field of every kind, with JSON texts for it, and one with odd names.

use proptest::prelude::*;
use serde_json::Value;

use crate::twins::twins;

/// Enumerations, and what the fields need.
mod ours_scope {
    pub(crate) use std::collections::BTreeMap;

    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub(crate) enum Color {
        Red,
        Green,
        Unknown(String),
    }

    feishu_runtime::text_enum!(Color { Red = "red", Green = "green" });

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub(crate) enum Align {
        Left,
        Right,
        Unknown(i64),
    }

    feishu_runtime::int_enum!(Align { Left = 1, Right = 2 });
}

pub(crate) use ours_scope::{Align, Color};

/// What the derive makes of enumerations that keep unknown values: the text or number itself.
mod derived_scope {
    pub(crate) use std::collections::BTreeMap;

    pub(crate) type Color = String;
    pub(crate) type Align = i64;
}

twins! {
    Sample {
        0 name: Option<String> = "name",
        1 kind: Option<String> = "type",
        2 count: Option<i64> = "count",
        3 ratio: Option<f64> = "ratio",
        4 flag: Option<bool> = "flag",
        5 tags: Vec<String> = "tags",
        6 grid: Vec<Vec<i64>> = "grid",
        7 color: Option<Color> = "color",
        8 align: Option<Align> = "align",
        9 inner: Option<Inner> = "inner",
        10 items: Vec<Inner> = "items",
        11 nested: Option<Box<Sample>> = "nested",
        12 sizes: BTreeMap<String, i64> = "sizes",
        13 any: Option<serde_json::Value> = "any",
        14 plain: String = "plain",
        15 number: i64 = "number",
    }
    Inner {
        0 id: Option<String> = "id",
        1 aligns: Vec<Align> = "aligns",
        2 children: Vec<Inner> = "children",
    }
    Odd {
        0 empty: Option<i64> = "",
        1 space: Option<i64> = " ",
        2 letter: Option<i64> = "a",
        3 accent: Option<i64> = "é",
        4 chinese: Option<i64> = "名",
        5 name: Option<i64> = "姓名",
        6 emoji: Option<i64> = "😀",
        7 quoted: Option<i64> = "a\"b",
        8 first: Option<i64> = "item_1_of_9",
        9 second: Option<i64> = "item_2_of_9",
        10 third: Option<i64> = "item_3_of_9",
        11 long: Option<i64> = "a_name_that_is_longer_than_most_of_them_are",
        12 longer: Option<i64> = "a_name_that_is_wronger_than_most_of_them_are",
        13 capital: Option<i64> = "A",
        14 zero: Option<i64> = "\0",
    }
}

/// A text that uses every field.
pub(crate) const FULL: &str = r#"{"name":"n","type":"t","count":-7,"ratio":0.5,"flag":true,"tags":["a","b"],
    "grid":[[1,2],[],[3]],"color":"red","align":2,"inner":{"id":"i","aligns":[1,9],"children":[{"id":"j"}]},
    "items":[{"id":"k"},{}],"nested":{"name":"m","plain":"","number":0},"sizes":{"x":1,"y":2},
    "any":{"free":[null,1.5,"x"]},"plain":"p","number":3,"unknown":{"deep":[{"er":1}]}}"#;

/// An object as a list of fields, so that a name can come twice.
pub(crate) type Pairs = Vec<(&'static str, Value)>;

/// The text of an object. Names are written with their first character escaped where `escaped` says so.
pub(crate) fn text(pairs: &[(&str, Value)], escaped: bool) -> String {
    let name = |name: &str| match name.chars().next() {
        Some(first) if escaped => format!("\\u{:04x}{}", u32::from(first), &name[first.len_utf8()..]),
        _ => name.to_owned(),
    };
    let fields: Vec<_> = pairs.iter().map(|(field, value)| format!(" \"{}\" :\t{value}", name(field))).collect();
    format!("{{{}\n}}", fields.join(","))
}

/// Objects whose fields mostly fit, in any order, now and then with a field that is unknown or of another type.
pub(crate) fn pairs() -> impl Strategy<Value = Pairs> {
    prop::collection::vec(pair(), 0..12)
}

fn pair() -> impl Strategy<Value = (&'static str, Value)> {
    let texts = prop::sample::select(vec!["name", "type", "color", "plain", "unknown", "", "nam", "names"]);
    let numbers = prop::sample::select(vec!["count", "align", "number"]);
    prop_oneof![
        4 => (texts, "[a-zé\"\\\\\n]{0,6}".prop_map(Value::from)),
        4 => (numbers, any::<i64>().prop_map(Value::from)),
        1 => (Just("ratio"), prop_oneof![dyadic().prop_map(Value::from), any::<i32>().prop_map(Value::from)]),
        1 => (Just("flag"), any::<bool>().prop_map(Value::from)),
        1 => (Just("tags"), prop::collection::vec("[a-z]{0,3}", 0..4).prop_map(Value::from)),
        1 => (Just("grid"), prop::collection::vec(prop::collection::vec(any::<i64>(), 0..3), 0..3).prop_map(|grid| serde_json::json!(grid))),
        2 => (prop::sample::select(vec!["inner", "nested"]), inner()),
        2 => (Just("items"), prop::collection::vec(inner(), 0..3).prop_map(Value::from)),
        1 => (Just("sizes"), prop::collection::btree_map("[a-z]{0,3}", any::<i64>(), 0..3).prop_map(|sizes| serde_json::json!(sizes))),
        1 => (prop::sample::select(vec!["any", "unknown"]), anything()),
        1 => (prop::sample::select(vec!["name", "count", "ratio", "flag", "inner", "any"]), Just(Value::Null)),
        1 => (prop::sample::select(vec!["name", "count", "tags", "sizes", "flag", "grid"]), anything()),
    ]
}

/// Numbers that survive being printed and read, whatever the parser's precision.
pub(crate) fn dyadic() -> impl Strategy<Value = f64> {
    any::<i32>().prop_map(|number| f64::from(number) / 64.0)
}

fn inner() -> impl Strategy<Value = Value> {
    let leaf = "[a-z]{0,3}".prop_map(|id| serde_json::json!({ "id": id, "aligns": [1, 5], "more": [] }));
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop::collection::vec(inner, 0..3).prop_map(|children| serde_json::json!({ "children": children }))
    })
}

fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        dyadic().prop_map(Value::from),
        "[a-z0-9]{0,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,3}", inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}
