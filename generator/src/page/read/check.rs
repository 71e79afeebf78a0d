//! Tables against examples: where they contradict each other, and what an example tells that its table leaves open.

use serde_json::{Map, Value};

use super::super::facts::{Example, Field, FieldType, Request, Response};
use super::super::warning::{Kind, Warnings};
use super::types;
use super::words::short;
use crate::spec::Envelope;

/// Finds out whether the values of an `enum` are texts or numbers, and which types fields have whose table gives none.
pub(super) fn resolve(fields: &mut [Field], examples: &[Example]) {
    let bodies: Vec<&Value> = examples.iter().filter_map(|example| example.body.as_ref().ok()).collect();
    resolve_fields(fields, &bodies);
}

/// Resolves fields against what the example has in their place.
fn resolve_fields(fields: &mut [Field], values: &[&Value]) {
    for field in fields {
        let inside: Vec<&Value> = values.iter().flat_map(|value| inner(value, &field.name)).collect();
        if let Some(kind) = untyped(field).then(|| common_type(&inside)).flatten() {
            field.kind = kind;
        }
        if types::is_enum(field) && is_number(field, &inside) {
            set_innermost(&mut field.kind, FieldType::Int);
            retype(field);
        }
        resolve_fields(&mut field.fields, &inside);
    }
}

/// Whether the table gives a field no type.
fn untyped(field: &Field) -> bool {
    types::read(&field.type_words).kind == FieldType::Unstated
}

/// The type that the example's values have in common.
fn common_type(values: &[&Value]) -> Option<FieldType> {
    let mut kinds = values.iter().filter(|value| !value.is_null()).map(|value| type_of(value));
    let first = kinds.next()?;
    kinds.all(|kind| kind == first).then_some(first)
}

fn type_of(value: &Value) -> FieldType {
    match value {
        Value::Null => FieldType::Any,
        Value::Bool(_) => FieldType::Bool,
        Value::Number(number) if number.is_f64() => FieldType::Float,
        Value::Number(_) => FieldType::Int,
        Value::String(_) => FieldType::String,
        Value::Object(_) => FieldType::Object(None),
        Value::Array(list) => {
            let elements: Vec<&Value> = list.iter().collect();
            FieldType::List(Box::new(common_type(&elements).unwrap_or(FieldType::Any)))
        }
    }
}

/// Whether the values of an `enum` are whole numbers: by the body's example, the field's own, or the values.
fn is_number(field: &Field, inside: &[&Value]) -> bool {
    if let Some(value) = inside.iter().find(|value| value.is_number() || value.is_string()) {
        return value.is_i64() || value.is_u64();
    }
    if let Some(example) = &field.example {
        return example.words.trim().parse::<i64>().is_ok();
    }
    !field.values.is_empty() && field.values.iter().all(|value| value.value.parse::<i64>().is_ok())
}

fn set_innermost(kind: &mut FieldType, to: FieldType) {
    match kind {
        FieldType::List(inner) | FieldType::Map(inner) => set_innermost(inner, to),
        other => *other = to,
    }
}

/// Reads example and default again, for another type.
fn retype(field: &mut Field) {
    for worded in [&mut field.example, &mut field.default].into_iter().flatten() {
        if worded.value.is_some() {
            worded.value = super::values::value(&worded.words, &field.kind);
        }
    }
}

/// The values of a name in an object, or in the objects of a list.
fn inner<'a>(value: &'a Value, name: &str) -> Vec<&'a Value> {
    match value {
        Value::Object(object) => object.get(name).into_iter().collect(),
        Value::Array(list) => list.iter().flat_map(|value| inner(value, name)).collect(),
        _ => Vec::new(),
    }
}

/// Compares the tables of body and response with their examples.
pub(super) fn against_examples(request: &Request, response: &Response, line: u32, warnings: &mut Warnings) {
    for example in &request.examples {
        if let Ok(body) = &example.body {
            let mut checker = Checker { line: example.line, tree: &request.body, place: String::new(), request: true, warnings };
            checker.object_or_list(body, &request.body);
        }
    }
    if request.multipart && request.body.is_empty() {
        warnings.add(Kind::UnreadTable, line, "the body is a form, but the page has no table of its parts");
    }
    for example in &response.examples {
        let Ok(body) = &example.body else { continue };
        let body = if response.unwrapped && response.envelope == Envelope::Data { body.get("data").unwrap_or(body) } else { body };
        let mut checker = Checker { line: example.line, tree: &response.root, place: String::new(), request: false, warnings };
        checker.object_or_list(body, &response.root);
    }
}

struct Checker<'a, 'b> {
    line: u32,
    tree: &'a [Field],
    place: String,
    request: bool,
    warnings: &'b mut Warnings,
}

impl Checker<'_, '_> {
    fn object_or_list(&mut self, value: &Value, fields: &[Field]) {
        match value {
            Value::Object(object) => self.object(object, fields),
            Value::Array(list) => list.iter().for_each(|value| self.object_or_list(value, fields)),
            _ => {}
        }
    }

    fn object(&mut self, object: &Map<String, Value>, fields: &[Field]) {
        if fields.is_empty() {
            return;
        }
        for (name, value) in object {
            let length = self.place.len();
            self.place.push_str(if length > 0 { "." } else { "" });
            self.place.push_str(&short(name));
            match fields.iter().find(|field| field.name == *name) {
                Some(field) => self.value(value, field, &field.kind),
                None => self.unknown(name),
            }
            self.place.truncate(length);
        }
        if self.request {
            self.missing(object, fields);
        }
    }

    /// A required field that the example of a request lacks.
    fn missing(&mut self, object: &Map<String, Value>, fields: &[Field]) {
        for field in fields.iter().filter(|field| field.required == Some(true) && !object.contains_key(&field.name)) {
            let message = format!("`{}` is required, but the example at line {} lacks it", self.below(&field.name), self.line);
            self.warnings.add(Kind::RequiredNotInExample, field.line, message);
        }
    }

    fn below(&self, name: &str) -> String {
        if self.place.is_empty() { short(name) } else { format!("{}.{}", self.place, short(name)) }
    }

    /// A field that the table lacks here.
    fn unknown(&mut self, name: &str) {
        let (kind, end) = match find(self.tree, name) {
            Some(line) => (Kind::LevelAgainstExample, format!("the table has a field of this name elsewhere, at line {line}")),
            None => (Kind::OnlyInExample, "the table has no such field".to_owned()),
        };
        self.warnings.add(kind, self.line, format!("the example has `{}`; {end}", self.place));
    }

    fn value(&mut self, value: &Value, field: &Field, kind: &FieldType) {
        match (kind, value) {
            (_, Value::Null) | (FieldType::Any | FieldType::Unstated | FieldType::File, _) => {}
            (FieldType::List(inner), Value::Array(list)) => list.iter().for_each(|value| self.value(value, field, inner)),
            (FieldType::Map(inner), Value::Object(object)) => object.values().for_each(|value| self.value(value, field, inner)),
            (FieldType::Object(_), Value::Object(object)) => self.object(object, &field.fields),
            (FieldType::String, Value::String(_)) | (FieldType::Bool, Value::Bool(_)) | (FieldType::Float, Value::Number(_)) => {}
            (FieldType::Int, Value::Number(number)) if number.is_i64() || number.is_u64() => {}
            _ => {
                let found = describe(value);
                let message =
                    format!("`{}` is a {}, but the example at line {} has {found}", self.place, short(&field.type_words), self.line);
                self.warnings.add(Kind::TypeAgainstExample, field.line, message);
            }
        }
    }
}

/// Where a name stands in a tree.
fn find(fields: &[Field], name: &str) -> Option<u32> {
    let here = fields.iter().find(|field| field.name == name).map(|field| field.line);
    here.or_else(|| fields.iter().find_map(|field| find(&field.fields, name)))
}

fn describe(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a flag",
        Value::Number(number) if number.is_f64() => "a number with a fraction",
        Value::Number(_) => "a whole number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
