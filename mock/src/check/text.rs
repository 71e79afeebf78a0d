//! Values that travel as texts: in paths, queries, headers and forms. Must leave limits to the check of values.

use feishu_generator::ir::{Client, Parameter, Ty, TypeKind};
use serde_json::{Number, Value};

use super::Checker;

impl Checker<'_> {
    /// The texts that were sent for a parameter; several only for a list.
    pub(super) fn texts(&mut self, parameter: &Parameter, texts: &[&str]) {
        let field = &parameter.field;
        let name = &field.name.wire;
        let value = match (&field.ty, texts) {
            (_, []) if field.facts.required => return self.violate(name, "is required"),
            (_, []) => return,
            (Ty::List(inner), texts) => {
                Value::Array(texts.iter().map(|text| parse(self.client, inner, text)).collect())
            }
            (ty, [text]) => parse(self.client, ty, text),
            (_, _) => return self.violate(name, "is given more than once"),
        };
        if field.facts.required && value == Value::String(String::new()) {
            return self.violate(name, "is required");
        }
        self.field(name, &value, &field.ty, &field.facts);
    }
}

/// The value that a text stands for; the text itself, which then has the wrong type, where it stands for none.
fn parse(client: &Client, ty: &Ty, text: &str) -> Value {
    let value = match ty {
        Ty::Int => int(text),
        Ty::Float => text.parse().ok().and_then(Number::from_f64).map(Value::Number),
        Ty::Bool => text.parse().ok().map(Value::Bool),
        Ty::Type(id) => match client.get(*id).kind {
            TypeKind::IntEnum(_) => int(text),
            TypeKind::TextEnum(_) => None,
            TypeKind::Object(_) => serde_json::from_str(text).ok(),
        },
        Ty::List(_) | Ty::Map(_) => serde_json::from_str(text).ok(),
        Ty::String | Ty::Secret | Ty::Any | Ty::File => None,
    };
    value.unwrap_or_else(|| Value::String(text.to_owned()))
}

fn int(text: &str) -> Option<Value> {
    // `+5` parses, but no client of the platform's may send it.
    text.parse::<i64>().ok().filter(|_| !text.starts_with('+')).map(Value::from)
}
