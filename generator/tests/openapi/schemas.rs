//! Reads types and fields from the schemas of a document.

use serde_json::{Map, Value, json};

use crate::facts::{Ledger, skeleton};

static NOTHING: Value = Value::Null;

/// What stands under a key; `null` where nothing does.
pub(crate) fn at<'v>(value: &'v Value, key: &str) -> &'v Value {
    value.get(key).unwrap_or(&NOTHING)
}

/// The pairs of an object.
pub(crate) fn pairs(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// The elements of a list.
pub(crate) fn elements(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// What is there.
pub(crate) fn there(value: &Value) -> Option<Value> {
    Some(value.clone()).filter(|value| !value.is_null())
}

/// A text.
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The name of the schema that a reference leads to.
pub(crate) fn target(schema: &Value) -> Option<&str> {
    let wrapped = at(schema, "allOf").get(0);
    let reference = at(schema, "$ref").as_str().or_else(|| at(wrapped?, "$ref").as_str());
    reference?.strip_prefix("#/components/schemas/")
}

/// The type that a schema describes.
pub(crate) fn type_of(schema: &Value) -> String {
    if let Some(name) = target(schema) {
        return name.to_owned();
    }
    match (text(at(schema, "type")), text(at(schema, "format"))) {
        ("string", _) if at(schema, "x-sensitive") == true => "secret".to_owned(),
        ("string", "binary") => "file".to_owned(),
        ("string", _) => "string".to_owned(),
        ("integer", "int64") => "int".to_owned(),
        ("number", "double") => "float".to_owned(),
        ("boolean", _) => "bool".to_owned(),
        ("array", _) => format!("list<{}>", type_of(at(schema, "items"))),
        ("object", _) => format!("map<{}>", type_of(at(schema, "additionalProperties"))),
        ("", "") => "any".to_owned(),
        other => panic!("no type: {other:?}"),
    }
}

/// A description without what was added to it on why its subject should no longer be used.
pub(crate) fn about(described: &Value, deprecated: &Value) -> String {
    let text = skeleton(text(described));
    match deprecated.as_str() {
        None => text,
        Some(reason) => {
            let added = skeleton(&format!("Deprecated: {reason}"));
            text.strip_suffix(&added).unwrap_or_else(|| panic!("{text} does not say {added}")).to_owned()
        }
    }
}

/// Why something should no longer be used, which is said in two ways.
pub(crate) fn deprecation(ledger: &mut Ledger, subject: &str, keys: &Value) {
    let reason = at(keys, "x-deprecated");
    assert_eq!(at(keys, "deprecated") == true, !reason.is_null(), "{subject}");
    ledger.some(subject, "deprecated", there(reason));
}

/// Notes a field: `keys` are what stands around its schema, for a property the same.
pub(crate) fn field(ledger: &mut Ledger, subject: &str, keys: &Value, schema: &Value, required: bool) {
    ledger.note(subject, "type", type_of(schema));
    ledger.note(subject, "about", about(at(keys, "description"), at(keys, "x-deprecated")));
    ledger.flag(subject, "required", required || at(keys, "x-required") == true);
    ledger.some(subject, "size of", there(at(keys, "x-size-of")));
    ledger.some(subject, "default", there(at(schema, "default")));
    let example = there(at(keys, "example")).or_else(|| there(at(keys, "examples").get(0)?));
    ledger.some(subject, "example", example);
    ledger.some(subject, "len", range(schema, "minLength", "maxLength"));
    ledger.some(subject, "items", range(schema, "minItems", "maxItems"));
    ledger.some(subject, "min", there(at(schema, "minimum")));
    ledger.some(subject, "max", there(at(schema, "maximum")));
    ledger.some(subject, "pattern", there(at(schema, "pattern")));
    ledger.some(subject, "format", there(at(keys, "x-format")));
    ledger.list(subject, "scopes", elements(at(keys, "x-scopes")).cloned());
    deprecation(ledger, subject, keys);
}

fn range(schema: &Value, min: &str, max: &str) -> Option<String> {
    let end = |key| at(schema, key).as_u64().map(|end| end.to_string());
    let (min, max) = (end(min), end(max));
    (min.is_some() || max.is_some()).then(|| format!("{}..{}", min.unwrap_or_default(), max.unwrap_or_default()))
}

/// The properties of an object, each with whether it is in `required`.
pub(crate) fn properties(schema: &Value) -> Vec<(&String, &Value, bool)> {
    let required: Vec<&str> = elements(at(schema, "required")).map(text).collect();
    pairs(at(schema, "properties")).map(|(name, keys)| (name, keys, required.contains(&name.as_str()))).collect()
}

/// Notes the types among the schemas.
pub(crate) fn types(ledger: &mut Ledger, schemas: &Map<String, Value>) {
    for (name, schema) in schemas.iter().filter(|(name, _)| !name.contains('-')) {
        let subject = format!("type {name}");
        deprecation(ledger, &subject, schema);
        if at(schema, "type") == "object" {
            ledger.note(&subject, "about", about(at(schema, "description"), at(schema, "x-deprecated")));
            ledger.note(&subject, "kind", "object");
            ledger.list(&subject, "fields", properties(schema).into_iter().map(|(name, _, _)| name.as_str()));
            for (name, keys, required) in properties(schema) {
                field(ledger, &format!("{subject} {name}"), keys, keys, required);
            }
        } else {
            enumeration(ledger, &subject, schema);
        }
    }
}

fn enumeration(ledger: &mut Ledger, subject: &str, schema: &Value) {
    // 3.1 says "one of these values, or another of the type", 3.0 only names the values.
    let any_of: Vec<&Value> = elements(at(schema, "anyOf")).collect();
    let (ty, known) = match any_of.as_slice() {
        [known, other] => {
            assert_eq!(at(known, "type"), at(other, "type"));
            assert!(at(other, "enum").is_null(), "{subject} is not open");
            (*other, at(known, "enum"))
        }
        _ => (schema, at(schema, "x-extensible-enum")),
    };
    ledger.note(subject, "kind", text(at(ty, "type")));
    let names = at(schema, "x-enum-varnames");
    let abouts = at(schema, "x-enum-descriptions");
    let reasons = at(schema, "x-enum-deprecated");
    let mut values = Vec::new();
    for (place, value) in elements(known).enumerate() {
        let of = |list: &Value| list.get(place).cloned();
        let wire = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        values.push(json!([value, of(names), of(abouts), reasons.get(wire)]));
    }
    ledger.note(subject, "about", about(&without_values(schema, &values), at(schema, "x-deprecated")));
    ledger.list(subject, "values", values);
}

/// The description without the list of values, which must name each with its meaning.
fn without_values(schema: &Value, values: &[Value]) -> Value {
    let description = text(at(schema, "description"));
    if values.is_empty() {
        return description.into();
    }
    let (own, list) = description.rsplit_once("\n\nKnown values, to which others may be added:\n").expect("a list");
    let list = skeleton(list);
    for value in values {
        assert!(list.contains(&skeleton(text(&value[2]))), "{list} lacks {value}");
        assert!(list.contains(&skeleton(text(&value[3]))), "{list} lacks {value}");
    }
    own.into()
}
