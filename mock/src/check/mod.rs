//! Whether a request keeps to its spec: path, query, headers and body. Must look at everything, and report no secret.

mod body;
mod form;
mod limits;
mod patterns;
mod text;
mod value;

use axum::http::HeaderMap;
use bytes::Bytes;
use feishu_generator::ir::{Client, Field, FieldPath, Location, Operation, Parameter, PathSegment};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

pub(crate) use patterns::Patterns;

use crate::problem::{Problem, Violation};

/// Most violations that are reported; a long list can have as many as elements.
const MOST: usize = 100;

/// A request as it came in.
pub(crate) struct Incoming<'a> {
    /// Path parameters as they were sent, in the order of the path.
    pub(crate) params: &'a [&'a str],
    /// The query as it was sent.
    pub(crate) query: Option<&'a str>,
    /// Headers.
    pub(crate) headers: &'a HeaderMap,
    /// The body.
    pub(crate) body: Bytes,
}

/// A request that keeps to its spec.
pub(crate) struct Accepted {
    /// Path parameters by name, decoded.
    pub(crate) params: Vec<(String, String)>,
    /// Query parameters, decoded.
    query: Vec<(String, String)>,
    /// The JSON body; `null` where there is none.
    body: Value,
}

impl Accepted {
    /// The text of a query parameter, or of a value in the body, which may be inside objects; of numbers and flags as well.
    pub(crate) fn at(&self, path: &FieldPath) -> Option<String> {
        if let [name] = path.0.as_slice()
            && let Some((_, value)) = self.query.iter().find(|(key, _)| key == name)
        {
            return Some(value.clone());
        }
        match path.0.iter().try_fold(&self.body, |value, name| value.get(name))? {
            Value::String(text) => Some(text.clone()),
            value @ (Value::Number(_) | Value::Bool(_)) => Some(value.to_string()),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// The text of a query parameter, or of a field at the top of the body.
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        let query = self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        query.or_else(|| self.body.get(name)?.as_str().map(str::to_owned))
    }
}

/// Checks a request.
pub(crate) async fn request(
    client: &Client,
    patterns: &Patterns,
    operation: &Operation,
    incoming: Incoming<'_>,
) -> Result<Accepted, Problem> {
    let mut checker = Checker { client, patterns, violations: Vec::new() };
    let params = checker.params(operation, incoming.params);
    let query = checker.query(operation, incoming.query.unwrap_or_default());
    checker.headers(operation, incoming.headers);
    let body = checker.body(operation, incoming.headers, incoming.body).await;
    if checker.violations.is_empty() {
        Ok(Accepted { params, query, body })
    } else {
        Err(Problem::fields(checker.violations))
    }
}

/// Whether a value fits a field as far as its type and limits go.
pub(crate) fn fits(client: &Client, field: &Field, value: &Value) -> bool {
    // Patterns are for callers to keep; an example that breaks one is still an example.
    let mut checker = Checker { client, patterns: &Patterns::default(), violations: Vec::new() };
    checker.field("", value, &field.ty, &field.facts);
    checker.violations.is_empty()
}

/// Collects violations.
struct Checker<'a> {
    client: &'a Client,
    patterns: &'a Patterns,
    violations: Vec<Violation>,
}

impl Checker<'_> {
    fn params(&mut self, operation: &Operation, sent: &[&str]) -> Vec<(String, String)> {
        let names = operation.segments.iter().filter_map(|segment| match segment {
            PathSegment::Parameter(name) => Some(name),
            PathSegment::Fixed(_) => None,
        });
        let mut params = Vec::new();
        for (name, raw) in names.zip(sent) {
            let Ok(value) = percent_decode_str(raw).decode_utf8() else {
                self.violate(name, "is not UTF-8");
                continue;
            };
            let mut known = located(operation, Location::Path);
            if let Some(parameter) = known.find(|parameter| parameter.field.name.wire == *name) {
                self.texts(parameter, &[&value]);
            }
            params.push((name.clone(), value.into_owned()));
        }
        params
    }

    fn query(&mut self, operation: &Operation, sent: &str) -> Vec<(String, String)> {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(sent.as_bytes()).into_owned().collect();
        for parameter in located(operation, Location::Query) {
            let name = &parameter.field.name.wire;
            let values: Vec<&str> =
                pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect();
            self.texts(parameter, &values);
        }
        pairs
    }

    fn headers(&mut self, operation: &Operation, sent: &HeaderMap) {
        for parameter in located(operation, Location::Header) {
            let name = &parameter.field.name.wire;
            let values: Result<Vec<&str>, _> =
                sent.get_all(name).iter().map(|value| std::str::from_utf8(value.as_bytes())).collect();
            match values {
                Ok(values) => self.texts(parameter, &values),
                Err(_) => self.violate(name, "is not UTF-8"),
            }
        }
    }

    /// The fields of a body that is an object.
    fn body_fields(&mut self, operation: &Operation, fields: &Map<String, Value>) {
        for parameter in located(operation, Location::Body) {
            self.named_field("", &parameter.field, fields);
        }
    }

    fn violate(&mut self, field: &str, description: impl Into<String>) {
        self.push(Violation::new(field, description));
    }

    fn push(&mut self, violation: Violation) {
        if self.violations.len() < MOST {
            self.violations.push(violation);
        }
    }
}

/// The parameters of one place.
fn located(operation: &Operation, location: Location) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(move |parameter| parameter.location == location)
}
