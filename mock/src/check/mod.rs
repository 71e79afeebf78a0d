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

use self::form::Part;
pub(crate) use patterns::Patterns;

use crate::problem::{Problem, Violation};
use crate::upload;

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
    /// The parts of a form; none where there is no form.
    form: Vec<Part>,
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

    /// The text of a query parameter, of a field at the top of the body, or of a part of the form.
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        let query = self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        query.or_else(|| self.body.get(name)?.as_str().map(str::to_owned)).or_else(|| self.part(name)?.text.clone())
    }

    /// The number of a field at the top of the body, or of a part of the form, where it is none below zero.
    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        let field = self.body.get(name).and_then(Value::as_u64);
        field.or_else(|| self.part(name)?.text.as_ref()?.parse().ok())
    }

    /// The content of a file of the form.
    pub(crate) fn file(&self, name: &str) -> Option<&[u8]> {
        self.part(name).map(|part| part.content.as_ref())
    }

    fn part(&self, name: &str) -> Option<&Part> {
        self.form.iter().find(|part| part.name == name)
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
    let (body, form) = checker.body(operation, incoming.headers, incoming.body).await;
    if !checker.violations.is_empty() {
        return Err(Problem::fields(checker.violations));
    }
    let accepted = Accepted { params, query, body, form };
    sizes(client, operation, &accepted)?;
    Ok(accepted)
}

/// Whether files are as long as the form says.
fn sizes(client: &Client, operation: &Operation, accepted: &Accepted) -> Result<(), Problem> {
    for parameter in located(operation, Location::Body) {
        let (name, file) = (&parameter.field.name.wire, parameter.field.facts.size_of.as_ref());
        let Some(content) = file.and_then(|file| accepted.file(file)) else { continue };
        if accepted.number(name).is_some_and(|said| said != content.len() as u64) {
            let violation = || Problem::field(name, "is not the length of the file");
            return Err(upload::wrong_size(client, operation).unwrap_or_else(violation));
        }
    }
    Ok(())
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
