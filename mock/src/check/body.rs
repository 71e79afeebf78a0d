//! Bodies: which kind there must be, and whether JSON is JSON. Must not repeat what a body says: it may be secret.

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use feishu_generator::ir::{Body, Location, Operation};
use serde_json::{Map, Value};

use super::form::Part;
use super::{Checker, located};

impl Checker<'_> {
    /// Checks a body and gives what it holds: JSON, or the parts of a form.
    pub(super) async fn body(&mut self, operation: &Operation, headers: &HeaderMap, body: Bytes) -> (Value, Vec<Part>) {
        match operation.body {
            Body::None => (Value::Null, Vec::new()),
            Body::Form => (Value::Null, self.form(operation, headers, body).await),
            Body::Json => (self.object(operation, headers, &body), Vec::new()),
            Body::Whole => (self.whole(operation, headers, &body), Vec::new()),
        }
    }

    fn object(&mut self, operation: &Operation, headers: &HeaderMap, body: &[u8]) -> Value {
        let Some(value) = self.json(headers, body, || Value::Object(Map::new())) else { return Value::Null };
        match &value {
            Value::Object(fields) => self.body_fields(operation, fields),
            _ => self.violate("body", "is not a JSON object"),
        }
        value
    }

    fn whole(&mut self, operation: &Operation, headers: &HeaderMap, body: &[u8]) -> Value {
        let Some(parameter) = located(operation, Location::Body).next() else { return Value::Null };
        let field = &parameter.field;
        let Some(value) = self.json(headers, body, || Value::Null) else { return Value::Null };
        match value {
            Value::Null if field.facts.required => self.violate("body", "is required"),
            Value::Null => {}
            _ => self.field("", &value, &field.ty, &field.facts),
        }
        value
    }

    /// The JSON of a body, or what an empty body stands for; `None` after a violation.
    fn json(&mut self, headers: &HeaderMap, body: &[u8], empty: impl FnOnce() -> Value) -> Option<Value> {
        if body.is_empty() {
            return Some(empty());
        }
        if !is_json(headers) {
            self.violate("Content-Type", "is not application/json with UTF-8");
            return None;
        }
        match serde_json::from_slice(body) {
            Ok(value) => Some(value),
            Err(error) => {
                self.violate("body", format!("is not JSON, at line {} column {}", error.line(), error.column()));
                None
            }
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let header = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = header.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default();
    kind.eq_ignore_ascii_case("application/json") && parts.all(is_utf8_or_no_charset)
}

fn is_utf8_or_no_charset(parameter: &str) -> bool {
    match parameter.split_once('=') {
        Some((name, value)) if name.eq_ignore_ascii_case("charset") => {
            value.trim_matches('"').eq_ignore_ascii_case("utf-8")
        }
        _ => true,
    }
}
