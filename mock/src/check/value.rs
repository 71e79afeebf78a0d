//! Values against types, all the way down. Must not know where a value came from.

use feishu_generator::ir::{Facts, Field, Ty, TypeId, TypeKind};
use serde_json::{Map, Value};

use super::Checker;
use crate::problem::Violation;

/// Longest text that a violation shows.
const SHOWN: usize = 100;

impl Checker<'_> {
    /// A field of an object: there or not, and what it is.
    pub(super) fn named_field(&mut self, inside: &str, field: &Field, fields: &Map<String, Value>) {
        let name = &field.name.wire;
        let path = if inside.is_empty() { name.clone() } else { format!("{inside}.{name}") };
        match fields.get(name) {
            // The platform takes `null` for "left out".
            None | Some(Value::Null) if field.facts.required => self.violate(&path, "is required"),
            None | Some(Value::Null) => {}
            Some(value) => self.field(&path, value, &field.ty, &field.facts),
        }
    }

    /// A value of a field.
    pub(super) fn field(&mut self, path: &str, value: &Value, ty: &Ty, facts: &Facts) {
        if let (Some(items), Value::Array(values)) = (facts.items, value)
            && !items.contains(values.len() as u64)
        {
            self.violate(path, format!("has {} elements, allowed are {items}", values.len()));
        }
        self.value(path, value, ty, facts);
    }

    fn value(&mut self, path: &str, value: &Value, ty: &Ty, facts: &Facts) {
        match (ty, value) {
            (Ty::Any, _) | (Ty::Bool, Value::Bool(_)) => {}
            (Ty::String | Ty::Secret, Value::String(text)) => {
                let broken = self.text_limits(text, facts);
                self.report(path, value, ty, broken);
            }
            (Ty::Int, Value::Number(number)) if number.is_i64() => {
                self.report(path, value, ty, super::limits::number(number, facts));
            }
            (Ty::Float, Value::Number(number)) => {
                self.report(path, value, ty, super::limits::number(number, facts));
            }
            (Ty::List(inner), Value::Array(values)) => {
                for (index, value) in values.iter().enumerate() {
                    self.value(&format!("{path}[{index}]"), value, inner, facts);
                }
            }
            (Ty::Map(inner), Value::Object(values)) => {
                for (key, value) in values {
                    self.value(&format!("{path}.{key}"), value, inner, facts);
                }
            }
            (Ty::Type(id), _) => self.named_type(path, value, *id),
            _ => self.wrong_type(path, value, ty),
        }
    }

    fn named_type(&mut self, path: &str, value: &Value, id: TypeId) {
        let client = self.client;
        let ty = Ty::Type(id);
        let known = match (&client.get(id).kind, value) {
            (TypeKind::Object(fields), Value::Object(values)) => {
                return fields.iter().for_each(|field| self.named_field(path, field, values));
            }
            (TypeKind::TextEnum(variants), Value::String(text)) => variants.iter().any(|known| known.wire == *text),
            (TypeKind::IntEnum(variants), Value::Number(number)) if number.is_i64() => {
                variants.iter().any(|known| Some(known.wire) == number.as_i64())
            }
            _ => return self.wrong_type(path, value, &ty),
        };
        self.report(path, value, &ty, (!known).then(|| "is not one of the documented values".to_owned()));
    }

    fn wrong_type(&mut self, path: &str, value: &Value, ty: &Ty) {
        let expected = match ty {
            Ty::String | Ty::Secret => "a string",
            Ty::Int => "a whole number of 64 bits",
            Ty::Float => "a number",
            Ty::Bool => "a boolean",
            Ty::Any => "a value",
            Ty::File => "a file",
            Ty::List(_) => "a list",
            Ty::Map(_) => "an object",
            Ty::Type(id) => match self.client.get(*id).kind {
                TypeKind::Object(_) => "an object",
                TypeKind::TextEnum(_) => "a string",
                TypeKind::IntEnum(_) => "a whole number",
            },
        };
        self.report(path, value, ty, Some(format!("is not {expected}")));
    }

    fn report(&mut self, path: &str, value: &Value, ty: &Ty, broken: Option<String>) {
        if let Some(reason) = broken {
            self.push(Violation { value: shown(value, ty), ..Violation::new(path, reason) });
        }
    }
}

/// What a violation shows of a value: nothing of secrets, nor of what may hold one.
fn shown(value: &Value, ty: &Ty) -> Value {
    match value {
        _ if *ty == Ty::Secret => Value::String(String::new()),
        Value::Array(_) | Value::Object(_) => Value::String(String::new()),
        Value::String(text) => text.chars().take(SHOWN).collect::<String>().into(),
        other => other.clone(),
    }
}
