//! Writing, and what `Debug` shows.

use crate::samples::{Align, Color, FULL, derived, dyadic, ours, pairs, text};
use feishu_runtime::{Meta, Method, Parts, RequestBody, Secret, wire};
use proptest::prelude::*;

/// A structure that is only written, with a secret.
#[derive(Clone, Default)]
struct Credentials {
    app_id: String,
    app_secret: Secret,
    ticket: Option<Secret>,
    note: Option<String>,
}

impl wire::Fields for Credentials {
    fn fields(&self, visit: &mut wire::Visit<'_>) {
        visit.field("app_id", &self.app_id);
        visit.field("app_secret", &self.app_secret);
        visit.field("ticket", &self.ticket);
        visit.field("note", &self.note);
    }
}

feishu_runtime::writable_object!(Credentials);

static META: Meta = Meta::new("a.v1.b.c", Method::Post, "/x");

fn credentials() -> Credentials {
    Credentials { app_id: "cli_a".into(), app_secret: "hunter2".into(), ticket: Some("swordfish".into()), note: None }
}

#[test]
fn both_forms_write_the_same_bytes() {
    let ours: ours::Sample = serde_json::from_str(FULL).expect("a sample");
    let derived: derived::Sample = serde_json::from_str(FULL).expect("a sample");
    let (ours, derived) = (serde_json::to_string(&ours), serde_json::to_string(&derived));
    assert_eq!(ours.expect("JSON"), derived.expect("JSON"));
}

#[test]
fn absent_fields_are_not_written_and_empty_lists_are() {
    let empty = serde_json::to_value(ours::Inner::default()).expect("JSON");
    assert_eq!(empty, serde_json::json!({ "aligns": [], "children": [] }));
}

#[test]
fn secrets_are_written_and_not_shown() {
    let written = serde_json::to_string(&credentials()).expect("JSON");
    assert_eq!(written, r#"{"app_id":"cli_a","app_secret":"hunter2","ticket":"swordfish"}"#);

    let mut parts = Parts::new(&META, &[]).expect("a path");
    parts.object(&credentials(), 0).expect("JSON");
    assert_eq!(parts.body(), &RequestBody::Json(written.into()));

    let shown = format!("{:?} {:#?} {parts:?}", credentials(), credentials());
    assert!(!shown.contains("hunter2") && !shown.contains("swordfish"), "{shown}");
}

#[test]
fn what_is_only_written_is_equal_where_all_its_fields_are() {
    let same = credentials();
    assert_eq!(same, credentials());
    let others = [
        Credentials { app_id: "cli_b".into(), ..credentials() },
        Credentials { app_secret: "hunter3".into(), ..credentials() },
        Credentials { ticket: None, ..credentials() },
        Credentials { ticket: Some("marlin".into()), ..credentials() },
        Credentials { note: Some(String::new()), ..credentials() },
    ];
    for other in others {
        assert_ne!(same, other);
        assert_ne!(other, same);
    }
}

#[test]
fn comparing_lists_of_fields_finds_what_the_derive_finds() {
    let full: serde_json::Value = serde_json::from_str(FULL).expect("a sample");
    let sample = |value: serde_json::Value| serde_json::from_value::<ours::Sample>(value).expect("a sample");
    for (pointer, other) in [
        ("/name", "other".into()),
        ("/name", serde_json::Value::Null),
        ("/ratio", 0.25.into()),
        ("/tags/1", "c".into()),
        ("/tags", serde_json::json!(["a"])),
        ("/grid/2/0", 4.into()),
        ("/color", "mauve".into()),
        ("/align", 1.into()),
        ("/inner/children/0/id", "other".into()),
        ("/items/0/id", "other".into()),
        ("/nested/name", "other".into()),
        ("/sizes/y", 3.into()),
        ("/sizes", serde_json::json!({ "x": 1, "z": 2 })),
        ("/any/free/1", 2.5.into()),
        ("/unknown", 1.into()),
    ] {
        let mut changed = full.clone();
        *changed.pointer_mut(pointer).expect("a place in the sample") = other;
        let (one, other) = (sample(full.clone()), sample(changed));
        assert_eq!(wire::same_fields(&one, &other), one == other, "{pointer}");
        assert_eq!(one == other, pointer == "/unknown", "{pointer}");
    }
}

#[test]
fn debug_leaves_out_what_is_absent() {
    assert_eq!(
        format!("{:?}", credentials()),
        r#"Credentials { app_id: "cli_a", app_secret: Secret([REDACTED]), ticket: Some(Secret([REDACTED])) }"#
    );
    let inner = ours::Inner { id: Some("i".into()), ..ours::Inner::default() };
    assert_eq!(format!("{inner:?}"), r#"Inner { id: Some("i"), aligns: [], children: [] }"#);
    assert_eq!(format!("{:#?}", ours::Inner::default()), "Inner {\n    aligns: [],\n    children: [],\n}");
}

#[test]
fn known_and_unknown_values_stay_what_they_were() {
    let json = r#"["red","green","mauve","","Red"]"#;
    let colors: Vec<Color> = serde_json::from_str(json).expect("texts");
    assert_eq!(colors[1..3], [Color::Green, Color::Unknown("mauve".into())]);
    assert_eq!(serde_json::to_string(&colors).expect("JSON"), json);

    let json = "[1,2,3,0,-9223372036854775808]";
    let aligns: Vec<Align> = serde_json::from_str(json).expect("numbers");
    assert_eq!(aligns[..3], [Align::Left, Align::Right, Align::Unknown(3)]);
    assert_eq!(serde_json::to_string(&aligns).expect("JSON"), json);
}

proptest! {
    #[test]
    fn what_was_written_is_read_back(pairs in pairs(), ratio in dyadic()) {
        if let Ok(mut sample) = serde_json::from_str::<ours::Sample>(&text(&pairs, false)) {
            sample.ratio = Some(ratio);
            let written = serde_json::to_vec(&sample).expect("JSON");
            let tree = serde_json::to_value(&sample).expect("JSON");
            prop_assert_eq!(serde_json::from_slice::<ours::Sample>(&written).ok(), Some(sample.clone()));
            prop_assert_eq!(serde_json::from_value::<ours::Sample>(tree).ok(), Some(sample));
        }
    }

    #[test]
    fn every_value_of_an_enumeration_round_trips(value: String, number: i64) {
        prop_assert_eq!(Color::from(value.as_str()).to_string(), value.clone());
        prop_assert_eq!(Color::from(value.clone()), Color::from(value.as_str()));
        prop_assert_eq!(Align::from(number).value(), number);
        let color = serde_json::to_value(Color::from(value.clone())).expect("JSON");
        prop_assert_eq!(serde_json::from_value::<Color>(color).ok(), Some(Color::from(value)));
    }
}
