//! Examples of an answer's fields, out of the page's example bodies by their paths.
//!
//! Only what tells how a value looks: no texts in Chinese, which nobody who reads the generated documentation needs, no secrets, and
//! nothing out of refusals.

use serde_json::Value;

use super::fit::fits;
use super::model::{Answer, Field, Payload};
use crate::page::facts::Response;
use crate::spec::{Envelope, TypeExpr};

/// How many values of an example are looked at for one field.
const MOST_VALUES: usize = 16;

/// The longest value that is taken, as JSON in bytes.
const LONGEST: usize = 160;

/// Gives the fields of an answer that have no example the first value that fits.
pub(super) fn fill(answer: &mut Answer, response: &Response) {
    let bodies = response.examples.iter().filter_map(|example| example.body.as_ref().ok());
    let granted = bodies.filter(|body| body.get("code").is_none_or(|code| *code == 0));
    let payloads: Vec<&Value> = match answer.envelope {
        Envelope::Data => granted.filter_map(|body| body.get("data")).collect(),
        _ => granted.collect(),
    };
    match &mut answer.payload {
        Payload::Nothing => {}
        Payload::Fields(fields) => fill_fields(fields, &payloads),
        Payload::Whole(field) => fill_field(field, &payloads),
    }
}

fn fill_fields(fields: &mut [Field], objects: &[&Value]) {
    for field in fields {
        let values: Vec<&Value> = objects.iter().filter_map(|object| object.get(&field.name)).collect();
        fill_field(field, &values);
    }
}

fn fill_field(field: &mut Field, values: &[&Value]) {
    match field.kind.innermost() {
        TypeExpr::Object => {
            let kind = field.kind.clone();
            let objects: Vec<&Value> =
                values.iter().flat_map(|value| innermost(value, &kind)).take(MOST_VALUES).collect();
            fill_fields(&mut field.fields, &objects);
        }
        TypeExpr::Any | TypeExpr::File | TypeExpr::Named(_) => {}
        _ if field.example.is_some() || is_secret(&field.name) => {}
        _ => {
            let found = values.iter().take(MOST_VALUES).find(|value| is_telling(value) && fits(value, field));
            field.example = found.map(|value| (*value).clone());
        }
    }
}

/// What a value holds inside the lists and maps of a type.
fn innermost<'v>(value: &'v Value, kind: &TypeExpr) -> Vec<&'v Value> {
    let inner = match (kind, value) {
        (TypeExpr::List(inner), Value::Array(values)) => (inner, values.iter().collect::<Vec<_>>()),
        (TypeExpr::Map(inner), Value::Object(values)) => (inner, values.values().collect()),
        (TypeExpr::List(_) | TypeExpr::Map(_), _) => return Vec::new(),
        _ => return vec![value],
    };
    inner.1.into_iter().take(MOST_VALUES).flat_map(|value| innermost(value, inner.0)).collect()
}

/// Whether a value says anything to whoever reads no Chinese.
fn is_telling(value: &Value) -> bool {
    let is_empty = match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(values) => values.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    };
    !is_empty && value.to_string().len() <= LONGEST && !holds_chinese(value)
}

fn holds_chinese(value: &Value) -> bool {
    let is_chinese = |char: char| matches!(char, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}');
    match value {
        Value::String(text) => text.contains(is_chinese),
        Value::Array(values) => values.iter().any(holds_chinese),
        Value::Object(values) => values.iter().any(|(name, value)| name.contains(is_chinese) || holds_chinese(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether a field of a name holds something that nobody may know. Tokens of files, tables and pages are no secrets.
pub(super) fn is_secret(name: &str) -> bool {
    const WHOLE: &[&str] = &["token", "ticket", "app_ticket", "jwt", "code_verifier", "encrypt_key", "private_key"];
    const PARTS: &[&str] = &["secret", "password", "passwd", "credential", "access_token", "refresh_token", "id_token"];
    let name = name.to_ascii_lowercase();
    WHOLE.contains(&name.as_str()) || PARTS.iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{holds_chinese, innermost, is_secret, is_telling};
    use crate::spec::TypeExpr;

    #[test]
    fn what_tells_nothing_is_no_example() {
        for value in
            [json!(null), json!(""), json!("  "), json!([]), json!("张三"), json!(["a", "，"]), json!("x".repeat(200))]
        {
            assert!(!is_telling(&value), "{value}");
        }
        assert!(is_telling(&json!("a b")) && is_telling(&json!(false)) && is_telling(&json!(0)));
        assert!(holds_chinese(&json!({"名": 1})));
    }

    #[test]
    fn tokens_of_things_are_no_secrets() {
        for (name, secret) in [
            ("file_token", false),
            ("page_token", false),
            ("ticket_id", false),
            ("app_secret", true),
            ("Access_Token", true),
        ] {
            assert_eq!(is_secret(name), secret, "{name}");
        }
    }

    #[test]
    fn values_are_found_inside_lists_and_maps() {
        let kind: TypeExpr = "list<map<object>>".parse().expect("a type");
        let value = json!([{"a": {"x": 1}}, {"b": {"x": 2}, "c": {"x": 3}}, 4]);
        assert_eq!(innermost(&value, &kind).len(), 3);
        assert_eq!(innermost(&json!(4), &kind).len(), 0);
    }
}
