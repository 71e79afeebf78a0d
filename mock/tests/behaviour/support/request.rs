//! Builds the request that the examples of a spec describe.

use feishu_generator::ir::{Body, Client, Field, Location, Operation, Parameter, PathSegment, Ty, TypeKind};
use serde_json::{Map, Value};

use super::http::Call;

/// What every file holds.
const CONTENT: &str = "bytes";

/// The request with every parameter that has an example or is required; paging starts at the first page.
pub(crate) fn example(client: &Client, operation: &Operation, base: &str, overrides: &[(&str, &str)]) -> Call {
    let values: Vec<(&Parameter, Value)> = operation
        .parameters
        .iter()
        .filter(|parameter| is_sent(operation, parameter))
        .map(|parameter| (parameter, value_of(client, &parameter.field, overrides)))
        .collect();
    let at = |location| values.iter().filter(move |(parameter, _)| parameter.location == location);
    let mut url = format!("{base}{}", path(operation, &values));
    for (parameter, value) in at(Location::Query) {
        for text in texts(value) {
            let separator = if url.contains('?') { '&' } else { '?' };
            url = format!("{url}{separator}{}={}", parameter.field.name.wire, encoded(&text));
        }
    }
    let mut call = Call::new(operation.method.word(), &url);
    for (parameter, value) in at(Location::Header) {
        call = call.header(&parameter.field.name.wire, &texts(value).concat());
    }
    let body: Vec<_> = at(Location::Body).map(|(parameter, value)| (*parameter, value.clone())).collect();
    with_body(call, operation.body, body)
}

fn with_body(call: Call, kind: Body, values: Vec<(&Parameter, Value)>) -> Call {
    let named = |(parameter, value): (&Parameter, Value)| (parameter.field.name.wire.clone(), value);
    match kind {
        Body::None => call,
        Body::Json => call.json(&values.into_iter().map(named).collect::<Map<_, _>>().into()),
        Body::Whole => call.json(&values.into_iter().next().unwrap().1),
        Body::Form => {
            let parts: Vec<String> = values.iter().flat_map(|(parameter, value)| parts(parameter, value)).collect();
            call.body("multipart/form-data; boundary=line", format!("{}--line--\r\n", parts.concat()))
        }
    }
}

fn parts(parameter: &Parameter, value: &Value) -> Vec<String> {
    let name = &parameter.field.name.wire;
    let head = format!("--line\r\nContent-Disposition: form-data; name=\"{name}\"");
    if *parameter.field.ty.innermost() == Ty::File {
        return vec![format!(
            "{head}; filename=\"a.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n{CONTENT}\r\n"
        )];
    }
    texts(value).iter().map(|text| format!("{head}\r\n\r\n{text}\r\n")).collect()
}

fn is_sent(operation: &Operation, parameter: &Parameter) -> bool {
    let facts = &parameter.field.facts;
    let position = operation.paging.as_ref().map(|paging| &paging.position.0[..]);
    if position == Some(std::slice::from_ref(&parameter.field.name.wire)) && !facts.required {
        return false;
    }
    // Its example is that of another file.
    let sum = operation.chunked.as_ref().and_then(|chunked| chunked.checksum.as_ref());
    if sum.is_some_and(|sum| sum.field.wire == parameter.field.name.wire) {
        return false;
    }
    parameter.location == Location::Path || facts.required || facts.example.is_some()
}

fn path(operation: &Operation, values: &[(&Parameter, Value)]) -> String {
    let of = |name: &str| {
        let mut found = values.iter().filter(|(parameter, _)| parameter.location == Location::Path);
        found.find(|(parameter, _)| parameter.field.name.wire == name).map(|(_, value)| texts(value).concat()).unwrap()
    };
    let pieces = operation.segments.iter().map(|segment| match segment {
        PathSegment::Fixed(text) => format!("/{text}"),
        PathSegment::Parameter(name) => format!("/{}", encoded(&of(name))),
    });
    pieces.collect()
}

fn value_of(client: &Client, field: &Field, overrides: &[(&str, &str)]) -> Value {
    let given = overrides.iter().find(|(name, _)| *name == field.name.wire).map(|(_, value)| Value::from(*value));
    let size = field.facts.size_of.as_ref().map(|_| Value::from(CONTENT.len()));
    given.or(size).or_else(|| field.facts.example.clone()).unwrap_or_else(|| by_type(client, &field.ty, field))
}

fn by_type(client: &Client, ty: &Ty, field: &Field) -> Value {
    match ty {
        Ty::String | Ty::Secret => "a".repeat(minimum(field.facts.len.and_then(|len| len.min))).into(),
        Ty::Int => field.facts.min.clone().map_or(Value::from(1), Value::Number),
        Ty::Float => field.facts.min.clone().map_or(Value::from(1.5), Value::Number),
        Ty::Bool => true.into(),
        Ty::Any | Ty::File | Ty::Map(_) => Map::new().into(),
        Ty::List(inner) => {
            let count = minimum(field.facts.items.and_then(|items| items.min));
            vec![by_type(client, inner, field); count].into()
        }
        Ty::Type(id) => match &client.get(*id).kind {
            TypeKind::TextEnum(known) => known[0].wire.clone().into(),
            TypeKind::IntEnum(known) => known[0].wire.into(),
            TypeKind::Object(fields) => {
                let required = fields.iter().filter(|field| field.facts.required);
                let values = required.map(|field| (field.name.wire.clone(), value_of(client, field, &[])));
                values.collect::<Map<_, _>>().into()
            }
        },
    }
}

fn minimum(given: Option<u64>) -> usize {
    usize::try_from(given.unwrap_or(1)).unwrap().max(1)
}

/// A value as it stands outside JSON: several texts for a list.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}

/// A text as it stands in a path or query.
pub(crate) fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let byte = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(byte).collect()
}
