//! Tables against examples: where they contradict each other, and what an example tells that its table leaves open.

use serde_json::{Map, Value};

use super::super::facts::{Example, Field, FieldType, Request, Response};
use super::super::warning::{Kind, Warnings};
use super::nesting::described;
use super::types;
use super::words::short;
use crate::spec::Envelope;

/// How many values of an example are looked at for one field.
const MOST_VALUES: usize = 64;

/// How many comparisons of fields one example may take; the largest real one takes 100,000.
const MOST_WORK: usize = 20_000_000;

/// Finds out whether the values of an `enum` are texts or numbers, and which types fields have whose table gives none.
pub(super) fn resolve(fields: &mut [Field], examples: &[Example]) {
    let bodies: Vec<&Value> = examples.iter().filter_map(|example| example.body.as_ref().ok()).collect();
    let bodies = described(fields.iter().map(|field| field.name.as_str()), &bodies);
    resolve_fields(fields, &bodies);
}

/// Resolves fields against what the example has in their place.
fn resolve_fields(fields: &mut [Field], values: &[&Value]) {
    for field in fields {
        let inside: Vec<&Value> = values.iter().flat_map(|value| inner(value, &field.name)).take(MOST_VALUES).collect();
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
        Value::Array(list) => list.iter().take(MOST_VALUES).flat_map(|value| inner(value, name)).collect(),
        _ => Vec::new(),
    }
}

/// Compares the tables of body and response with their examples.
pub(super) fn against_examples(request: &Request, response: &Response, line: u32, warnings: &mut Warnings) {
    for example in &request.examples {
        if let Ok(body) = &example.body {
            let mut checker = Checker {
                line: example.line,
                tree: &request.body,
                size: size(&request.body),
                place: String::new(),
                request: true,
                left: MOST_WORK,
                warnings,
            };
            checker.object_or_list(body, &request.body);
        }
    }
    if request.multipart && request.body.is_empty() {
        warnings.add(Kind::UnreadTable, line, "the body is a form, but the page has no table of its parts");
    }
    for example in &response.examples {
        let Ok(body) = &example.body else { continue };
        let body = if response.unwrapped && response.envelope == Envelope::Data {
            body.get("data").unwrap_or(body)
        } else {
            body
        };
        let mut checker = Checker {
            line: example.line,
            tree: &response.root,
            size: size(&response.root),
            place: String::new(),
            request: false,
            left: MOST_WORK,
            warnings,
        };
        checker.object_or_list(body, &response.root);
    }
}

struct Checker<'a, 'b> {
    line: u32,
    tree: &'a [Field],
    /// Rows of the tree.
    size: usize,
    place: String,
    request: bool,
    /// How many comparisons are left.
    left: usize,
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
        if fields.is_empty() || !self.can_compare(object.len() * fields.len()) {
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

    /// Takes the work of a comparison from what is left; says so where it is too much.
    fn can_compare(&mut self, work: usize) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left = self.left.saturating_sub(work);
        if self.left == 0 {
            self.warnings.add(Kind::CutText, self.line, "the example is too large to be compared with its table");
        }
        self.left > 0
    }

    /// A required field that the example of a request lacks.
    fn missing(&mut self, object: &Map<String, Value>, fields: &[Field]) {
        for field in fields.iter().filter(|field| field.required == Some(true) && !object.contains_key(&field.name)) {
            let message =
                format!("`{}` is required, but the example at line {} lacks it", self.below(&field.name), self.line);
            self.warnings.add(Kind::RequiredNotInExample, field.line, message);
        }
    }

    fn below(&self, name: &str) -> String {
        if self.place.is_empty() { short(name) } else { format!("{}.{}", self.place, short(name)) }
    }

    /// A field that the table lacks here.
    fn unknown(&mut self, name: &str) {
        self.left = self.left.saturating_sub(self.size);
        let (kind, end) = match find(self.tree, name) {
            Some(line) => {
                (Kind::LevelAgainstExample, format!("the table has a field of this name elsewhere, at line {line}"))
            }
            None => (Kind::OnlyInExample, "the table has no such field".to_owned()),
        };
        self.warnings.add(kind, self.line, format!("the example has `{}`; {end}", self.place));
    }

    fn value(&mut self, value: &Value, field: &Field, kind: &FieldType) {
        match (kind, value) {
            (FieldType::List(inner), Value::Array(list)) => {
                for value in list {
                    self.value(value, field, inner);
                }
            }
            (FieldType::Map(inner), Value::Object(object)) => {
                for value in object.values() {
                    self.value(value, field, inner);
                }
            }
            (FieldType::Object(_), Value::Object(object)) => self.object(object, &field.fields),
            _ if fits(kind, value) => {}
            _ => {
                let found = describe(value);
                let message = format!(
                    "`{}` is a {}, but the example at line {} has {found}",
                    self.place,
                    short(&field.type_words),
                    self.line
                );
                self.warnings.add(Kind::TypeAgainstExample, field.line, message);
            }
        }
    }
}

/// Whether a value without parts is of a type.
fn fits(kind: &FieldType, value: &Value) -> bool {
    match (kind, value) {
        (_, Value::Null) | (FieldType::Any | FieldType::Unstated | FieldType::File, _) => true,
        (FieldType::String, value) => value.is_string(),
        (FieldType::Bool, value) => value.is_boolean(),
        (FieldType::Float, value) => value.is_number(),
        (FieldType::Int, value) => value.is_i64() || value.is_u64(),
        _ => false,
    }
}

fn size(fields: &[Field]) -> usize {
    fields.iter().map(Field::rows).sum()
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
