//! What the codec forgives beyond the derive, and where it stops. Each table is the whole rule.

use std::collections::BTreeMap;
use std::fmt::Debug;

use crate::samples::{Align, Color, ours};
use feishu_runtime::Secret;
use feishu_runtime::wire::Read;
use serde::de::value::{Error, MapDeserializer};

fn read<T: Read>(json: &str) -> Option<T> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    T::read(&mut deserializer).ok()
}

/// Checks what each text is read as; `None` where it is refused. From a tree it is the same.
fn table<T: Read + PartialEq + Debug>(rows: &[(&str, Option<T>)]) {
    for (json, expected) in rows {
        assert_eq!(&read::<T>(json), expected, "{json}");
        if let Ok(tree) = serde_json::from_str::<serde_json::Value>(json) {
            assert_eq!(&T::read(tree).ok(), expected, "{json}, from a tree");
        }
    }
}

#[test]
fn texts() {
    let text = |text: &str| Some(Some(text.to_owned()));
    table::<Option<String>>(&[
        ("null", Some(None)),
        (r#""""#, text("")),
        (r#"" a ""#, text(" a ")),
        ("0", text("0")),
        ("-7", text("-7")),
        ("18446744073709551615", text("18446744073709551615")),
        ("1.50", text("1.5")),
        ("1e3", text("1000")),
        ("true", text("true")),
        ("[]", None),
        ("{}", None),
    ]);
    table::<String>(&[("null", None), ("1", Some("1".into())), (r#""x""#, Some("x".into()))]);
}

#[test]
fn whole_numbers() {
    table::<Option<i64>>(&[
        ("null", Some(None)),
        (r#""""#, Some(None)),
        (r#""  ""#, Some(None)),
        ("12", Some(Some(12))),
        (r#""12""#, Some(Some(12))),
        (r#"" -12 ""#, Some(Some(-12))),
        (r#""+12""#, Some(Some(12))),
        (r#""0012""#, Some(Some(12))),
        ("9223372036854775807", Some(Some(i64::MAX))),
        (r#""-9223372036854775808""#, Some(Some(i64::MIN))),
        ("12.0", Some(Some(12))),
        ("1e3", Some(Some(1000))),
        ("999999999999999.0", Some(Some(999_999_999_999_999))),
        ("-999999999999999.0", Some(Some(-999_999_999_999_999))),
        // From here on a float may be another number than the one that was written.
        ("1000000000000000.0", None),
        ("9007199254740991.0", None),
        ("9223372036854775808", None),
        (r#""9223372036854775808""#, None),
        ("12.5", None),
        (r#""12.0""#, None),
        (r#""1e3""#, None),
        (r#""0x1f""#, None),
        (r#""1,000""#, None),
        (r#""null""#, None),
        ("true", None),
        ("[12]", None),
    ]);
    table::<i64>(&[("null", None), (r#""""#, None), (r#""7""#, Some(7))]);
}

#[test]
fn numbers_with_a_fraction() {
    table::<Option<f64>>(&[
        ("null", Some(None)),
        (r#""""#, Some(None)),
        ("1.5", Some(Some(1.5))),
        ("-3", Some(Some(-3.0))),
        ("18446744073709551615", Some(Some(18_446_744_073_709_551_615.0))),
        (r#"" 1.5 ""#, Some(Some(1.5))),
        (r#""1e3""#, Some(Some(1000.0))),
        (r#""NaN""#, None),
        (r#""inf""#, None),
        (r#""1e999""#, None),
        ("1e999", None),
        (r#""50%""#, None),
        ("true", None),
    ]);
    table::<f64>(&[("null", None), (r#""""#, None), ("2", Some(2.0))]);
}

#[test]
fn flags() {
    table::<Option<bool>>(&[
        ("null", Some(None)),
        (r#""""#, Some(None)),
        ("true", Some(Some(true))),
        ("1", Some(Some(true))),
        (r#""true""#, Some(Some(true))),
        (r#""1""#, Some(Some(true))),
        ("false", Some(Some(false))),
        ("0", Some(Some(false))),
        (r#""false""#, Some(Some(false))),
        (r#""0""#, Some(Some(false))),
        ("2", None),
        ("-1", None),
        ("18446744073709551615", None),
        ("1.0", None),
        (r#""True""#, None),
        (r#""yes""#, None),
        ("[]", None),
    ]);
    table::<bool>(&[("null", None), (r#""""#, None), ("1", Some(true))]);
}

#[test]
fn enumerations() {
    table::<Option<Color>>(&[
        ("null", Some(None)),
        (r#""red""#, Some(Some(Color::Red))),
        (r#""""#, Some(Some(Color::Unknown(String::new())))),
        ("7", Some(Some(Color::Unknown("7".into())))),
        ("{}", None),
    ]);
    table::<Option<Align>>(&[
        ("null", Some(None)),
        (r#""""#, Some(None)),
        ("1", Some(Some(Align::Left))),
        (r#""2""#, Some(Some(Align::Right))),
        ("3.0", Some(Some(Align::Unknown(3)))),
        (r#""left""#, None),
    ]);
}

#[test]
fn lists_and_maps() {
    table::<Vec<i64>>(&[
        ("null", Some(vec![])),
        ("[]", Some(vec![])),
        (r#"[1,"2"]"#, Some(vec![1, 2])),
        // Dropping an element would shift the others; what it stands for nobody knows.
        ("[1,null]", None),
        (r#""""#, None),
        ("{}", None),
        ("1", None),
    ]);
    table::<Option<Vec<String>>>(&[("null", Some(None)), ("[1]", Some(Some(vec!["1".into()])))]);
    table::<Vec<Option<String>>>(&[(r#"["a",null]"#, Some(vec![Some("a".into()), None]))]);
    table::<Vec<Vec<i64>>>(&[("[[1],null]", Some(vec![vec![1], vec![]]))]);
    table::<BTreeMap<String, i64>>(&[
        ("null", Some(BTreeMap::new())),
        (r#"{"a":"1"}"#, Some(BTreeMap::from([("a".into(), 1)]))),
        (r#"{"a":null}"#, None),
        ("[]", None),
    ]);
}

#[test]
fn objects() {
    let inner = |id: &str| ours::Inner { id: Some(id.into()), ..ours::Inner::default() };
    let empty = ours::Inner::default;
    table::<ours::Inner>(&[
        ("null", Some(empty())),
        (r#"{"id":7,"aligns":null,"children":null}"#, Some(inner("7"))),
        (r#""""#, None),
        ("[]", None),
    ]);
    table::<Option<ours::Inner>>(&[("null", Some(None)), ("{}", Some(Some(empty())))]);
    table::<Vec<ours::Inner>>(&[(r#"[{"id":"a"},null]"#, Some(vec![inner("a"), empty()]))]);
    table::<Option<Box<ours::Inner>>>(&[("null", Some(None)), (r#"{"id":"a"}"#, Some(Some(Box::new(inner("a")))))]);
    table::<Box<ours::Inner>>(&[("null", Some(Box::new(empty())))]);
}

#[test]
fn secrets_and_nothing() {
    table::<Option<Secret>>(&[("null", Some(None)), ("123", Some(Some("123".into())))]);
    table::<()>(&[("null", Some(())), (r#"{"a":[1]}"#, Some(())), ("7", Some(()))]);
}

/// With `serde_json`'s feature `arbitrary_precision`, numbers come as a map of one entry.
fn number<T: Read>(digits: &str) -> Option<T> {
    T::read(MapDeserializer::<_, Error>::new([("$serde_json::private::Number", digits)].into_iter())).ok()
}

#[test]
fn numbers_of_arbitrary_precision() {
    assert_eq!(number::<i64>("12"), Some(12));
    assert_eq!(number::<i64>("12.0"), Some(12));
    assert_eq!(number::<i64>("9223372036854775808"), None);
    assert_eq!(number::<f64>("1.5e3"), Some(1500.0));
    assert_eq!(number::<f64>("1e999"), None);
    assert_eq!(number::<String>("1.50"), Some("1.50".into()));
    assert_eq!(number::<bool>("1"), Some(true));
    assert_eq!(number::<Align>("2"), Some(Align::Right));
    let other = MapDeserializer::<_, Error>::new([("value", "12")].into_iter());
    assert!(i64::read(other).is_err(), "an object is no number");
}
