//! Whether JSON has the types of the specs: nothing but types, and nothing of the server's own code.

use feishu_generator::ir::{Client, Ty, TypeKind};
use serde_json::Value;

/// Panics with the place of the first value of another type, and of fields that the specs do not know.
pub(crate) fn assert_shape(client: &Client, ty: &Ty, value: &Value, at: &str) {
    match (ty, value) {
        (Ty::Any, _)
        | (Ty::String | Ty::Secret, Value::String(_))
        | (Ty::Float, Value::Number(_))
        | (Ty::Bool, Value::Bool(_)) => {}
        (Ty::Int, Value::Number(number)) => assert!(number.is_i64(), "{at}: {number}"),
        (Ty::List(inner), Value::Array(values)) => {
            for (index, value) in values.iter().enumerate() {
                assert_shape(client, inner, value, &format!("{at}[{index}]"));
            }
        }
        (Ty::Map(inner), Value::Object(values)) => {
            for (key, value) in values {
                assert_shape(client, inner, value, &format!("{at}.{key}"));
            }
        }
        (Ty::Type(id), value) => assert_type(client, &client.get(*id).kind, value, at),
        _ => panic!("{at}: {value} is no {ty:?}"),
    }
}

fn assert_type(client: &Client, kind: &TypeKind, value: &Value, at: &str) {
    match (kind, value) {
        (TypeKind::TextEnum(known), Value::String(text)) => {
            assert!(known.iter().any(|known| known.wire == *text), "{at}: {text}");
        }
        (TypeKind::IntEnum(known), Value::Number(number)) => {
            assert!(known.iter().any(|known| Some(known.wire) == number.as_i64()), "{at}: {number}");
        }
        (TypeKind::Object(fields), Value::Object(values)) => {
            for (key, value) in values {
                let field = fields.iter().find(|field| field.name.wire == *key);
                let field = field.unwrap_or_else(|| panic!("{at}: {key} is unknown"));
                assert_shape(client, &field.ty, value, &format!("{at}.{key}"));
            }
        }
        _ => panic!("{at}: {value} is no {kind:?}"),
    }
}
