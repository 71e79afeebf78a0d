//! An example against what its type kept of it.

use feishu_runtime::wire::Unknown;
use serde_json::{Map, Value};

use crate::is_unknown;

/// What the type lost.
#[derive(Debug)]
pub(crate) struct Comparison<'u> {
    unknown: &'u [Unknown],
    /// Places and what is wrong there.
    pub(crate) lost: Vec<String>,
}

impl<'u> Comparison<'u> {
    /// Compares an example with what was read of it. `flat`: `code` and `msg` stand beside the fields.
    pub(crate) fn of(example: &Value, read: &Value, unknown: &'u [Unknown], flat: bool) -> Self {
        let mut comparison = Self { unknown, lost: Vec::new() };
        match example {
            Value::Object(fields) => {
                let is_envelope = |name: &str| flat && matches!(name, "code" | "msg");
                let fields = fields.iter().filter(|(name, _)| !is_envelope(name));
                let payload: Map<String, Value> = fields.map(|(name, value)| (name.clone(), value.clone())).collect();
                comparison.value(&Value::Object(payload), read, "");
            }
            example => comparison.value(example, read, ""),
        }
        comparison
    }

    fn value(&mut self, example: &Value, read: &Value, place: &str) {
        match (example, read) {
            (Value::Object(example), Value::Object(read)) => self.object(example, read, place),
            (Value::Array(example), Value::Array(read)) => {
                let example: Vec<&Value> = example.iter().filter(|value| !value.is_null()).collect();
                if example.len() != read.len() {
                    self.lost.push(format!("`{place}` has {} elements, {} were read", example.len(), read.len()));
                }
                for (number, (example, read)) in example.into_iter().zip(read).enumerate() {
                    self.value(example, read, &format!("{place}[{number}]"));
                }
            }
            (example, read) if is_same(example, read) || is_nothing(example) && is_nothing(read) => {}
            (example, read) => self.lost.push(format!("`{place}` is {example}, and was read as {read}")),
        }
    }

    fn object(&mut self, example: &Map<String, Value>, read: &Map<String, Value>, place: &str) {
        for (name, value) in example {
            let place = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
            match read.get(name) {
                Some(read) => self.value(value, read, &place),
                None if is_nothing(value) || is_unknown(name, self.unknown) => {}
                None => self.lost.push(format!("`{place}` is {value}, and was lost")),
            }
        }
    }
}

/// Whether a value says no more than leaving it out.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.iter().all(Value::is_null),
        Value::Object(fields) => fields.values().all(is_nothing),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether two scalars say the same: numbers and flags may be texts.
fn is_same(example: &Value, read: &Value) -> bool {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    };
    let (Some(example), Some(read)) = (text(example), text(read)) else { return false };
    let number = |text: &str| text.parse::<f64>().ok();
    example == read || number(&example).is_some_and(|example| Some(example) == number(&read))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn lost(example: &Value, read: &Value, unknown: &[Unknown]) -> Vec<String> {
        Comparison::of(example, read, unknown, false).lost
    }

    #[test]
    fn what_is_kept_is_no_problem() {
        let example = json!({"a": "1", "b": [1, "x", null], "c": {"d": true, "e": null}, "f": [], "g": ""});
        assert!(lost(&example, &json!({"a": 1, "b": [1.0, "x"], "c": {"d": "true"}}), &[]).is_empty());
        assert!(Comparison::of(&json!({"code": 0, "msg": "m", "a": 1}), &json!({"a": 1}), &[], true).lost.is_empty());
    }

    #[test]
    fn what_is_lost_has_its_place() {
        let example = json!({"a": [{"b": 1}, {"b": 2, "c": 3}], "d": "x", "e": {"f": 1}});
        let read = json!({"a": [{"b": 1}, {"b": 7}], "e": "text"});
        let expected =
            ["`a[1].b` is 2, and was read as 7", "`a[1].c` is 3, and was lost", "`d` is \"x\", and was lost"];
        let found = lost(&example, &read, &[]);
        assert_eq!(found[..3], expected);
        assert_eq!(found[3..], ["`e` is {\"f\":1}, and was read as \"text\""]);
        assert_eq!(lost(&json!({"a": [1, 2]}), &json!({"a": [1]}), &[]), ["`a` has 2 elements, 1 were read"]);
    }
}
