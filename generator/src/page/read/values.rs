//! Values in the words of the pages: examples, defaults, enumerations.

use serde_json::Value;

use super::super::facts::{EnumValue, FieldType};
use super::words::{plain, strip_pair, unescape};

/// The value that words are for a field of a type; `None` where they are none.
pub(super) fn value(words: &str, kind: &FieldType) -> Option<Value> {
    let words = words.trim();
    let words = strip_pair(words, "`").unwrap_or(words).trim();
    match kind {
        FieldType::String => Some(Value::String(text(words))),
        FieldType::Int => json(words).filter(|value| value.is_i64() || value.is_u64()),
        FieldType::Float => json(words).filter(Value::is_number),
        FieldType::Bool => json(&words.to_ascii_lowercase()).filter(Value::is_boolean),
        FieldType::List(inner) => match json(words) {
            Some(list @ Value::Array(_)) => Some(list),
            _ => single(words, inner).map(|only| Value::Array(vec![only])),
        },
        FieldType::Object(_) | FieldType::Map(_) => json(words).filter(Value::is_object),
        FieldType::Any | FieldType::Unstated => Some(json(words).unwrap_or_else(|| Value::String(words.to_owned()))),
        FieldType::File => None,
    }
}

/// The only element of a list whose example is no list: parameters are documented so.
fn single(words: &str, kind: &FieldType) -> Option<Value> {
    let scalar = matches!(kind, FieldType::String | FieldType::Int | FieldType::Float | FieldType::Bool);
    let plain = !words.contains([',', '，', '[', '{', '`', '\n', ' ']);
    (scalar && plain).then(|| value(words, kind)).flatten()
}

/// JSON, if words are.
pub(super) fn json(words: &str) -> Option<Value> {
    serde_json::from_str(words).ok()
}

/// A text, with or without quotes.
fn text(words: &str) -> String {
    if let Some(Value::String(text)) = json(words) {
        return text;
    }
    let inner = |open: char, close: char| words.strip_prefix(open)?.strip_suffix(close);
    inner('"', '"').or_else(|| inner('“', '”')).unwrap_or(words).to_owned()
}

/// Whether words say that there is no value.
pub(super) fn is_nothing(words: &str) -> bool {
    let words = plain(words);
    matches!(
        words.as_str(),
        "" | "-" | "/" | "空" | "无" | "null" | "\"\"" | "\"-\"" | "空值" | "空字符串" | "none" | "nil" | "不填"
    ) || words.strip_prefix(['空', '无']).is_some_and(|rest| rest.starts_with(['，', ',', '。', '（', '(', '；']))
}

/// The items of a list of values: `- key：meaning`, the key in code or not; and what is no item.
pub(super) fn items(text: &str) -> (Vec<EnumValue>, Vec<&str>) {
    let mut values: Vec<EnumValue> = Vec::new();
    let mut rest = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match (item(line), values.last_mut()) {
            (Some(value), _) => values.push(value),
            (None, Some(last)) => {
                last.prose.push('\n');
                last.prose.push_str(line);
            }
            (None, None) => rest.push(line),
        }
    }
    (values, rest)
}

/// One item.
fn item(line: &str) -> Option<EnumValue> {
    let body =
        ["- ", "* ", "• ", "· "].iter().find_map(|bullet| line.strip_prefix(bullet)).or_else(|| line.strip_prefix('-'));
    let body = body.or_else(|| line.starts_with('`').then_some(line))?.trim();
    if let Some(rest) = body.strip_prefix('`') {
        let (key, prose) = rest.split_once('`')?;
        let prose = prose.trim().trim_start_matches(['：', ':', '-', ' ']);
        return key_value(key, prose);
    }
    let cut = body.find(['：', ':']);
    match cut {
        Some(at) => {
            let length = body.get(at..)?.chars().next().map_or(1, char::len_utf8);
            key_value(body.get(..at)?, body.get(at + length..)?.trim())
        }
        None => key_value(body, ""),
    }
}

/// An item whose key can be a value: short, and without blanks unless it is quoted.
fn key_value(key: &str, prose: &str) -> Option<EnumValue> {
    let key = unescape(key.trim());
    let key = strip_pair(&key, "\"").unwrap_or(&key).trim().to_owned();
    let plausible = !key.is_empty() && key.chars().count() <= 80 && !key.contains(['。', '，', '[', '\n']);
    plausible.then(|| EnumValue { value: key, prose: prose.to_owned() })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::facts::FieldType;
    use super::{is_nothing, items, value};

    #[test]
    fn values_by_type() {
        let list = FieldType::List(Box::new(FieldType::String));
        let cases = [
            ("open_id", FieldType::String, Some(json!("open_id"))),
            ("\"a\\nb\"", FieldType::String, Some(json!("a\nb"))),
            ("\"{\"a\":1}\"", FieldType::String, Some(json!("{\"a\":1}"))),
            ("`1631777271`", FieldType::String, Some(json!("1631777271"))),
            ("20", FieldType::Int, Some(json!(20))),
            ("\"20\"", FieldType::Int, None),
            ("True", FieldType::Bool, Some(json!(true))),
            ("[\"a\"]", list.clone(), Some(json!(["a"]))),
            ("a", list.clone(), Some(json!(["a"]))),
            ("a,b", list, None),
        ];
        for (words, kind, expected) in cases {
            assert_eq!(value(words, &kind), expected, "{words}");
        }
    }

    #[test]
    fn items_of_lists() {
        let (values, rest) = items("Text\n- a：one\n- `b`: two\n  more\n* 3 : three");
        let pairs: Vec<(&str, &str)> =
            values.iter().map(|value| (value.value.as_str(), value.prose.as_str())).collect();
        assert_eq!(pairs, [("a", "one"), ("b", "two\nmore"), ("3", "three")]);
        assert_eq!(rest, ["Text"]);
    }

    #[test]
    fn words_for_nothing() {
        assert!(["空", "`空`", "-", "空，表示 x"].iter().all(|words| is_nothing(words)));
        assert!(!is_nothing("0"));
    }
}
