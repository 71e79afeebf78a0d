//! What a value lost between two JSON trees.

use serde_json::Value;

/// Paths of `before` that `after` lacks, or has with another value. What came as a number and left as a text, or the other
/// way round, is the same: the types forgive that on purpose.
pub(crate) fn lost(before: &Value, after: &Value) -> Vec<String> {
    let mut paths = Vec::new();
    compare("", before, Some(after), &mut paths);
    paths
}

fn compare(path: &str, before: &Value, after: Option<&Value>, paths: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(fields), Some(Value::Object(kept))) => {
            let at = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            fields.iter().for_each(|(name, field)| compare(&at(name), field, kept.get(name), paths));
        }
        (Value::Array(elements), Some(Value::Array(kept))) if elements.len() == kept.len() => {
            let pairs = elements.iter().zip(kept).enumerate();
            pairs.for_each(|(at, (element, kept))| compare(&format!("{path}[{at}]"), element, Some(kept), paths));
        }
        (before, Some(after)) if before == after || plain(before).is_some_and(|text| plain(after) == Some(text)) => {}
        _ => paths.push(path.to_owned()),
    }
}

/// The text of a number or string.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[test]
fn losses_are_found() {
    let before = serde_json::json!({ "a": [1, { "b": "2", "c": true }], "d": null });
    assert_eq!(lost(&before, &before), [""; 0]);
    assert_eq!(lost(&before, &serde_json::json!({ "a": ["1", { "b": 2 }] })), ["a[1].c", "d"]);
    assert_eq!(lost(&before, &serde_json::json!({ "a": [1], "d": null })), ["a"]);
}
