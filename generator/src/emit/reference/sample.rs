//! What an answer looks like: JSON made of the documentation's examples.

use serde_json::{Map, Value};

use crate::ir::{Client, Envelope, Field, Operation, Response, Ty, TypeId, TypeKind};

/// Objects inside objects are filled this deep.
const DEEPEST: usize = 5;

/// The answer of an operation, in its envelope; none for files and for answers without fields.
pub(super) fn answer(client: &Client, operation: &Operation) -> Option<Value> {
    let Response::Value(ty) = &operation.response else { return None };
    let data = value(client, ty, None, &mut Vec::new())?;
    match operation.envelope {
        Envelope::Data => Some(Value::Object(enveloped([("data".to_owned(), data)]))),
        Envelope::Flat => match data {
            Value::Object(fields) => Some(Value::Object(enveloped(fields))),
            other => Some(other),
        },
        Envelope::None => Some(data),
        Envelope::File => None,
    }
}

fn enveloped(fields: impl IntoIterator<Item = (String, Value)>) -> Map<String, Value> {
    let start = [("code".to_owned(), Value::from(0)), ("msg".to_owned(), Value::from("success"))];
    start.into_iter().chain(fields).collect()
}

/// A value of a type; none where the types around it hold it already.
fn value(client: &Client, ty: &Ty, example: Option<&Value>, around: &mut Vec<TypeId>) -> Option<Value> {
    if let Some(example) = example {
        return Some(example.clone());
    }
    match ty {
        Ty::String | Ty::Secret => Some(Value::from("…")),
        Ty::Int => Some(Value::from(1)),
        Ty::Float => Some(Value::from(1.5)),
        Ty::Bool => Some(Value::from(true)),
        Ty::Any => Some(Value::Object(Map::new())),
        Ty::File => None,
        Ty::List(inner) => value(client, inner, None, around).map(|element| Value::Array(vec![element])),
        Ty::Map(inner) => value(client, inner, None, around)
            .map(|element| Value::Object(Map::from_iter([("key".to_owned(), element)]))),
        Ty::Type(id) => typed(client, *id, around),
    }
}

fn typed(client: &Client, id: TypeId, around: &mut Vec<TypeId>) -> Option<Value> {
    match &client.get(id).kind {
        TypeKind::TextEnum(variants) => variants.first().map(|variant| Value::from(variant.wire.clone())),
        TypeKind::IntEnum(variants) => variants.first().map(|variant| Value::from(variant.wire)),
        TypeKind::Object(_) if around.contains(&id) || around.len() >= DEEPEST => None,
        TypeKind::Object(fields) => {
            around.push(id);
            let filled = fields.iter().filter_map(|field| filled(client, field, around)).collect();
            around.pop();
            Some(Value::Object(filled))
        }
    }
}

fn filled(client: &Client, field: &Field, around: &mut Vec<TypeId>) -> Option<(String, Value)> {
    let value = value(client, &field.ty, field.facts.example.as_ref(), around)?;
    Some((field.name.wire.clone(), value))
}
