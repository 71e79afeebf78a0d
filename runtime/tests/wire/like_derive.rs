//! The codec against serde's derive: wherever the derive reads something, ours reads the same.

use crate::samples::{FULL, derived, ours, pairs, text};
use proptest::prelude::*;
use serde_json::Value;

/// What a text becomes when it is read and written again, in both forms.
fn both(text: &str) -> (Result<Value, String>, Result<Value, String>) {
    let ours = serde_json::from_str::<ours::Sample>(text).map(|sample| serde_json::to_value(sample).expect("JSON"));
    let derived = serde_json::from_str::<derived::Sample>(text);
    let derived = derived.map(|sample| serde_json::to_value(sample).expect("JSON"));
    (ours.map_err(|error| error.to_string()), derived.map_err(|error| error.to_string()))
}

/// The forms agree on whether the text can be read, and on what it says.
fn agree(text: &str) -> Result<Value, String> {
    let (ours, derived) = both(text);
    assert_eq!(ours.as_ref().ok(), derived.as_ref().ok(), "{text}\n{ours:?}\n{derived:?}");
    ours
}

#[test]
fn present_absent_and_unknown_fields() {
    assert!(agree(FULL).is_ok());
    for text in [
        "{}",
        r#"{"unknown":1}"#,
        r#"{"unknown":{"name":"not this one"},"also":[[{}]],"name":"n"}"#,
        r#"{"number":1,"name":"back to front"}"#,
        r#"{"nested":{"nested":{"items":[{"children":[{},{"id":"x"}]}]}}}"#,
        r#"{"":1,"Name":"case counts","name ":2}"#,
        r#"{"name":null,"count":null,"inner":null,"nested":null,"any":null,"color":null}"#,
        r#"{"any":[null,{"a":null}],"ratio":3}"#,
    ] {
        assert!(agree(text).is_ok(), "{text}");
    }
}

#[test]
fn escaped_names_are_the_same_names() {
    let escaped = agree(r#"{"\u006eame":"a","\u0074\u0079pe":"b","t\u0061gs":["\u00e9\ud83d\ude00"]}"#);
    assert_eq!(escaped, agree(r#"{"name":"a","type":"b","tags":["é😀"]}"#));
    assert!(agree(r#"{"\u006eame":"a","name":"b"}"#).is_err(), "the same field twice");
    assert!(agree(r#"{"\ud83d":1}"#).is_err(), "half a character");
}

#[test]
fn a_field_that_comes_twice_is_an_error() {
    for (text, name) in [
        (r#"{"name":"a","name":"a"}"#, "name"),
        (r#"{"name":null,"count":1,"name":null}"#, "name"),
        (r#"{"number":1,"name":"a","number":2}"#, "number"),
        (r#"{"items":[{"id":"a"},{"id":"b","id":"c"}]}"#, "id"),
        (r#"{"type":"a","kind":"b","type":"c"}"#, "type"),
    ] {
        let (ours, derived) = both(text);
        let expected = format!("duplicate field `{name}`");
        for error in [ours, derived].map(|outcome| outcome.expect_err(text)) {
            assert!(error.starts_with(&expected), "{text}: {error}");
        }
    }
    assert!(agree(r#"{"unknown":1,"unknown":2}"#).is_ok(), "nobody looks at unknown fields");
    assert!(agree(r#"{"sizes":{"x":1,"x":2}}"#).is_ok(), "in a map the last one counts");
}

#[test]
fn what_is_no_such_value_is_an_error() {
    for text in [
        "",
        " ",
        "1",
        "\"x\"",
        "true",
        "{",
        "}",
        "[1]",
        r#"{"name"}"#,
        r#"{"name":}"#,
        r#"{"name":"a",}"#,
        r#"{name:"a"}"#,
        r#"{"name":"a"} x"#,
        r#"{"name":["a"]}"#,
        r#"{"name":{}}"#,
        r#"{"count":[1]}"#,
        r#"{"count":1.5}"#,
        r#"{"count":"one"}"#,
        r#"{"count":true}"#,
        r#"{"count":9223372036854775808}"#,
        r#"{"ratio":"half"}"#,
        r#"{"ratio":[]}"#,
        r#"{"flag":"yes"}"#,
        r#"{"flag":2}"#,
        r#"{"tags":"a"}"#,
        r#"{"tags":{}}"#,
        r#"{"tags":[["a"]]}"#,
        r#"{"grid":[1]}"#,
        r#"{"inner":"x"}"#,
        r#"{"inner":7}"#,
        r#"{"items":{}}"#,
        r#"{"items":["x"]}"#,
        r#"{"sizes":[]}"#,
        r#"{"sizes":{"x":"y"}}"#,
        r#"{"align":"left"}"#,
        r#"{"color":[]}"#,
        r#"{"plain":null}"#,
        r#"{"number":null}"#,
        r#"{"tags":["a",null]}"#,
        r#"{"unknown":[}"#,
        "{\"name\":\"\n\"}",
    ] {
        assert!(agree(text).is_err(), "{text}");
    }
}

#[test]
fn a_text_may_end_anywhere() {
    for end in 0..FULL.len() {
        assert!(agree(&FULL[..end]).is_err(), "{end}");
    }
}

#[test]
fn depth_has_the_same_limit() {
    let objects = |depth: usize| format!("{}{{}}{}", r#"{"nested":"#.repeat(depth), "}".repeat(depth));
    let lists = |depth: usize| format!(r#"{{"unknown":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
    let readable = |text: &str| {
        let ours = serde_json::from_str::<ours::Sample>(text).is_ok();
        assert_eq!(ours, serde_json::from_str::<derived::Sample>(text).is_ok(), "{text}");
        ours
    };
    for depth in [1, 10, 100, 125, 126, 127, 128, 1000] {
        assert_eq!(readable(&objects(depth)), depth < 127, "{depth}");
        // What is passed over needs no stack.
        assert!(readable(&lists(depth)), "{depth}");
    }
    // Without an end the text must not exhaust the stack either.
    assert!(!readable(&r#"{"nested":"#.repeat(100_000)));
}

#[test]
fn readers_and_trees_are_read_as_texts_are() {
    let expected: ours::Sample = serde_json::from_str(FULL).expect("a sample");
    let tree: Value = serde_json::from_str(FULL).expect("JSON");
    assert_eq!(serde_json::from_value::<ours::Sample>(tree.clone()).expect("from a tree"), expected);
    assert_eq!(serde_json::from_reader::<_, ours::Sample>(FULL.as_bytes()).expect("from a reader"), expected);
    assert_eq!(<ours::Sample as serde::Deserialize>::deserialize(&tree).expect("from a borrowed tree"), expected);
}

#[test]
fn an_object_is_no_list_of_its_fields() {
    // The derive reads one so. No platform sends it, and refusing it finds specs that are wrong.
    assert!(serde_json::from_str::<derived::Inner>(r#"["id",[],[]]"#).is_ok());
    assert!(serde_json::from_str::<ours::Inner>(r#"["id",[],[]]"#).is_err());
}

proptest! {
    #[test]
    fn whatever_the_derive_reads_is_read_the_same(pairs in pairs(), escaped: bool) {
        let text = text(&pairs, escaped);
        let (ours, derived) = both(&text);
        if let Ok(derived) = derived {
            prop_assert_eq!(ours, Ok(derived), "{}", text);
        } else if let Err(error) = derived && error.starts_with("duplicate field") {
            prop_assert!(ours.is_err(), "{}", text);
        }
    }

    #[test]
    fn texts_and_trees_agree(pairs in pairs()) {
        if let Ok(from_text) = serde_json::from_str::<ours::Sample>(&text(&pairs, false)) {
            let tree = serde_json::from_str(&text(&pairs, true)).expect("JSON");
            prop_assert_eq!(serde_json::from_value::<ours::Sample>(tree).ok(), Some(from_text));
        }
    }

    #[test]
    fn nothing_panics_on_any_bytes(bytes: Vec<u8>, at: prop::sample::Index, byte: u8) {
        let _ = serde_json::from_slice::<ours::Sample>(&bytes);
        let mut damaged = FULL.as_bytes().to_vec();
        let at = at.index(damaged.len());
        damaged[at] = byte;
        let _ = serde_json::from_slice::<ours::Sample>(&damaged);
        damaged.splice(at..at, bytes);
        let _ = serde_json::from_slice::<ours::Sample>(&damaged);
    }
}
