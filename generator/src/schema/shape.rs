//! The schema of each shape of the grammar.

use serde_json::{Map, Value, json};

use crate::load::grammar::{Emptiness, Names, Need, Notation, Object, Rule, Shape};

/// The definition of values that are free, except that nothing is `null`.
pub(super) const JSON_VALUE: &str = "json_value";

/// The schema of that definition.
pub(super) fn json_value() -> Value {
    let inner = reference(JSON_VALUE);
    json!({
        "description": "Any value but `null`.",
        "type": ["string", "number", "boolean", "array", "object"],
        "items": inner,
        "additionalProperties": inner,
    })
}

/// The name that a kind of mapping has among the definitions.
pub(super) fn definition_name(object: &Object) -> String {
    object.name.replace(' ', "_")
}

/// All kinds of mappings that one refers to, directly or not, in the order they are found in.
pub(super) fn objects_below(object: &'static Object) -> Vec<&'static Object> {
    let mut found: Vec<&'static Object> = Vec::new();
    let mut next: Vec<&'static Object> = vec![object];
    while let Some(object) = next.pop() {
        for inner in object.keys.iter().rev().filter_map(|key| object_in(&key.shape)) {
            if !found.iter().any(|known| std::ptr::eq(*known, inner)) {
                found.push(inner);
                next.push(inner);
            }
        }
    }
    found.sort_by_key(|object| object.name);
    found
}

/// The kind of mapping that a shape holds, if it holds one.
fn object_in(shape: &'static Shape) -> Option<&'static Object> {
    match shape {
        Shape::Object(object) => Some(object),
        Shape::List(of, _) | Shape::OneOrList(of) | Shape::Entries(_, of, _) => object_in(of),
        _ => None,
    }
}

/// The schema of a mapping with fixed keys.
pub(super) fn object(object: &'static Object) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("description".to_owned(), json!(object.about));
    schema.insert("type".to_owned(), json!("object"));
    let mut properties = Map::new();
    for key in object.keys {
        let mut property = Map::new();
        property.insert("description".to_owned(), json!(key.about));
        property.extend(shape(&key.shape));
        properties.insert(key.name.to_owned(), Value::Object(property));
    }
    schema.insert("properties".to_owned(), Value::Object(properties));
    schema.insert("additionalProperties".to_owned(), json!(false));
    let required: Vec<&str> = names(object, |need| need == Need::Required);
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    let conditions = conditions(object);
    if !conditions.is_empty() {
        schema.insert("allOf".to_owned(), Value::Array(conditions));
    }
    schema
}

/// The keys whose need is of some kind.
fn names(object: &'static Object, wanted: impl Fn(Need) -> bool) -> Vec<&'static str> {
    object.keys.iter().filter(|key| wanted(key.need)).map(|key| key.name).collect()
}

/// What holds between the keys of a mapping.
fn conditions(object: &'static Object) -> Vec<Value> {
    let mut conditions = Vec::new();
    let mut others: Vec<&str> = Vec::new();
    for key in object.keys {
        if let Need::Unless(other) = key.need
            && !others.contains(&other)
        {
            let needed = names(object, |need| need == Need::Unless(other));
            conditions.push(json!({"anyOf": [{"required": needed}, {"required": [other]}]}));
            others.push(other);
        }
    }
    for rule in object.rules {
        match rule {
            Rule::ExactlyOne(names) => {
                let each: Vec<Value> = names.iter().map(|name| json!({"required": [name]})).collect();
                conditions.push(json!({"oneOf": each}));
            }
            Rule::AtMostOne(names) => {
                let pairs = names
                    .iter()
                    .enumerate()
                    .flat_map(|(at, first)| names[at + 1..].iter().map(move |second| [first, second]));
                conditions.extend(pairs.map(|pair| json!({"not": {"required": pair}})));
            }
        }
    }
    conditions
}

/// The schema of what stands under a key.
fn shape(shape: &'static Shape) -> Map<String, Value> {
    let schema = match shape {
        Shape::Text(notation) => text(notation),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Int(i64::MIN, i64::MAX) => json!({"type": "integer"}),
        Shape::Int(min, max) => json!({"type": "integer", "minimum": min, "maximum": max}),
        Shape::Number => json!({"type": "number"}),
        Shape::Json => reference(JSON_VALUE),
        Shape::Word(words) => word(words),
        Shape::List(of, emptiness) => return list(of, *emptiness),
        Shape::OneOrList(of) => json!({"anyOf": [self::shape(of), list(of, Emptiness::Refused)]}),
        Shape::Object(object) => reference(&definition_name(object)),
        Shape::Entries(names, of, emptiness) => return entries(names, of, *emptiness),
    };
    if let Value::Object(schema) = schema { schema } else { Map::new() }
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

fn text(notation: &'static Notation) -> Value {
    let mut schema = json!({"type": "string"});
    if !notation.pattern.is_empty() {
        schema["pattern"] = json!(notation.pattern);
    }
    if !notation.examples.is_empty() {
        schema["examples"] = json!(notation.examples);
    }
    schema
}

/// One of some words. `enumDescriptions` is what editors show beside each.
fn word(words: &'static [(&'static str, &'static str)]) -> Value {
    let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
    let meanings: Vec<&str> = words.iter().map(|(_, meaning)| *meaning).collect();
    json!({"type": "string", "enum": names, "enumDescriptions": meanings})
}

fn list(of: &'static Shape, emptiness: Emptiness) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("array"));
    schema.insert("items".to_owned(), Value::Object(shape(of)));
    if emptiness == Emptiness::Refused {
        schema.insert("minItems".to_owned(), json!(1));
    }
    schema.insert("uniqueItems".to_owned(), json!(true));
    schema
}

fn entries(names: &'static Names, of: &'static Shape, emptiness: Emptiness) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    match names {
        Names::Any => {}
        Names::Text(notation) => {
            schema.insert("propertyNames".to_owned(), json!({"pattern": notation.pattern}));
        }
        Names::Integers => {
            schema.insert("propertyNames".to_owned(), json!({"pattern": "^(0|-?[1-9][0-9]*)$"}));
        }
        Names::Words(words) => {
            schema.insert("propertyNames".to_owned(), word(words));
        }
    }
    schema.insert("additionalProperties".to_owned(), Value::Object(shape(of)));
    if emptiness == Emptiness::Refused {
        schema.insert("minProperties".to_owned(), json!(1));
    }
    schema
}
