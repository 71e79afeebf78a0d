//! Values of a request: the documentation's examples where there are some, else what the field is called or the least it takes.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::scope::Scope;
use crate::emit::rust::ident;
use crate::ir::{Client, Constructor, Field, Location, Operation, Presence, Ty, Type, TypeKind, Variant};
use crate::spec::Format;

/// Objects inside objects are shown this deep.
const DEEPEST: usize = 8;

/// So many elements of a list are shown, at most.
const ELEMENTS: usize = 3;

/// So many values that nobody must give are shown where there is none that anybody must.
const OPTIONAL: usize = 2;

/// The request of an operation.
pub(super) fn request(client: &Client, scope: &mut Scope<'_>, operation: &Operation) -> TokenStream {
    let fields: Vec<&Field> = operation.parameters.iter().map(|parameter| &parameter.field).collect();
    let name = scope.of_resource(&operation.type_name);
    let named = operation.constructor.named.as_ref().map(|(name, _)| scope.of_resource(name));
    let mut values = Values { client, scope, file: file_name(&fields) };
    let made = values.made(&name, named.as_ref(), &operation.constructor, &fields, None, 0);
    let in_body = |field: &&Field| {
        operation
            .parameters
            .iter()
            .any(|parameter| parameter.location == Location::Body && parameter.field.name == field.name)
    };
    let body: Vec<&Field> = fields.iter().copied().filter(in_body).collect();
    let setters = values.setters(&body, None, 0);
    quote!(#made #setters)
}

/// The name of the file that is sent: what an example of the request calls it.
fn file_name(fields: &[&Field]) -> String {
    let named = fields.iter().filter(|field| field.name.wire.ends_with("name"));
    let example = named.filter_map(|field| field.facts.example.as_ref()?.as_str()).find(|name| name.contains('.'));
    example.unwrap_or("file.bin").to_owned()
}

/// How a value is given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    /// To a method that takes whatever becomes the value.
    Argument,
    /// As a value of just that type.
    Exact,
}

struct Values<'v, 's> {
    client: &'v Client,
    scope: &'v mut Scope<'s>,
    file: String,
}

impl Values<'_, '_> {
    /// A call of `new`, by the example of the whole where there is one.
    fn made(
        &mut self,
        name: &TokenStream,
        named: Option<&TokenStream>,
        constructor: &Constructor,
        fields: &[&Field],
        example: Option<&Value>,
        depth: usize,
    ) -> TokenStream {
        let mut arguments: Vec<TokenStream> = Vec::new();
        for field in constructor.arguments.iter().filter_map(|at| fields.get(*at)) {
            arguments.push(self.field(field, example, Position::Argument, depth));
        }
        if let (Some(named), Some((_, indexes))) = (named, &constructor.named) {
            let mut members = TokenStream::new();
            for field in indexes.iter().filter_map(|at| fields.get(*at)) {
                let (member, value) = (ident(&field.name.rust), self.field(field, example, Position::Exact, depth));
                members.extend(quote!(#member: #value,));
            }
            arguments.push(quote!(#named { #members }));
        }
        quote!(#name::new(#(#arguments),*))
    }

    /// A few values besides, where nothing is required.
    fn setters(&mut self, fields: &[&Field], example: Option<&Value>, depth: usize) -> TokenStream {
        if fields.iter().any(|field| field.presence == Presence::Required) {
            return TokenStream::new();
        }
        let in_example = |field: &Field| example.is_some_and(|example| example.get(&field.name.wire).is_some());
        let shown = |field: &&&Field| {
            in_example(field)
                || field.facts.deprecated.is_none() && field.facts.size_of.is_none() && self.is_plain(&field.ty)
        };
        let shown: Vec<&Field> = fields.iter().filter(shown).copied().take(OPTIONAL).collect();
        let mut setters = TokenStream::new();
        for field in shown {
            let (setter, value) = (ident(&field.setter), self.field(field, example, Position::Argument, depth));
            setters.extend(quote!(.#setter(#value)));
        }
        setters
    }

    fn is_plain(&self, ty: &Ty) -> bool {
        match ty.innermost() {
            Ty::Type(id) => !matches!(self.client.get(*id).kind, TypeKind::Object(_)),
            Ty::File => false,
            _ => true,
        }
    }

    /// The value of a field; `around` is an example of what it is part of.
    fn field(&mut self, field: &Field, around: Option<&Value>, position: Position, depth: usize) -> TokenStream {
        let example = around.and_then(|around| around.get(&field.name.wire));
        let example = example.or(field.facts.example.as_ref()).or(field.facts.default.as_ref());
        self.value(&field.ty, &Hint { field, example }, position, depth)
    }

    fn value(&mut self, ty: &Ty, hint: &Hint<'_>, position: Position, depth: usize) -> TokenStream {
        match ty {
            Ty::String | Ty::Secret => text(ty, &hint.text(), position),
            Ty::Int => number(hint.int()),
            Ty::Float => {
                let value = Literal::f64_unsuffixed(hint.float().abs());
                if hint.float() < 0.0 { quote!(-#value) } else { quote!(#value) }
            }
            Ty::Bool => {
                let value = hint.example.and_then(Value::as_bool).unwrap_or(true);
                quote!(#value)
            }
            Ty::Any => {
                let value = json(hint.example.unwrap_or(&Value::Object(serde_json::Map::new())));
                quote!(serde_json::json!(#value))
            }
            Ty::File => {
                let (file, path) = (self.scope.of_runtime("File"), &self.file);
                quote!(#file::from_path(#path).await?)
            }
            Ty::List(inner) => self.list(inner, hint, position, depth),
            Ty::Map(inner) => self.map(inner, hint, depth),
            Ty::Type(id) => {
                let ty: &Type = self.client.get(*id);
                self.typed(ty, hint, depth)
            }
        }
    }

    fn list(&mut self, inner: &Ty, hint: &Hint<'_>, position: Position, depth: usize) -> TokenStream {
        let strings = *inner == Ty::String && position == Position::Argument;
        let position_inside = if strings { Position::Argument } else { Position::Exact };
        let examples = hint.example.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let least = hint.field.facts.items.and_then(|items| items.min).unwrap_or(1);
        let least = usize::try_from(least).unwrap_or(ELEMENTS).clamp(1, ELEMENTS);
        // Types that hold themselves in lists end with an empty one; it has a type only where it is no argument that converts.
        let count = if depth > DEEPEST && !strings { 0 } else { examples.len().clamp(least, ELEMENTS) };
        let elements: Vec<TokenStream> = (0..count)
            .map(|at| {
                let example = examples.get(at).or(examples.first());
                self.value(inner, &Hint { field: hint.field, example }, position_inside, depth)
            })
            .collect();
        if position == Position::Argument { quote!([#(#elements),*]) } else { quote!(vec![#(#elements),*]) }
    }

    fn map(&mut self, inner: &Ty, hint: &Hint<'_>, depth: usize) -> TokenStream {
        let first = hint.example.and_then(Value::as_object).and_then(|object| object.iter().next());
        let (key, example) = first.map_or(("key", None), |(key, value)| (key.as_str(), Some(value)));
        let value = self.value(inner, &Hint { field: hint.field, example }, Position::Exact, depth);
        if depth > DEEPEST {
            return quote!(std::collections::BTreeMap::new());
        }
        quote!(std::collections::BTreeMap::from([(#key.to_owned(), #value)]))
    }

    fn typed(&mut self, ty: &Type, hint: &Hint<'_>, depth: usize) -> TokenStream {
        let name = self.scope.of(ty);
        match &ty.kind {
            TypeKind::TextEnum(variants) => {
                let example = hint.example.and_then(Value::as_str);
                let variant = chosen(variants, |wire| example == Some(wire.as_str()));
                variant.map_or_else(
                    || quote!(#name::from("value")),
                    |variant| {
                        let variant = ident(&variant.rust);
                        quote!(#name::#variant)
                    },
                )
            }
            TypeKind::IntEnum(variants) => {
                let example = hint.example.and_then(Value::as_i64);
                let variant = chosen(variants, |wire| example == Some(*wire));
                variant.map_or_else(
                    || quote!(#name::from(1)),
                    |variant| {
                        let variant = ident(&variant.rust);
                        quote!(#name::#variant)
                    },
                )
            }
            TypeKind::Object(fields) => self.object(ty, &name, fields, hint.example, depth + 1),
        }
    }

    fn object(
        &mut self,
        ty: &Type,
        name: &TokenStream,
        fields: &[Field],
        example: Option<&Value>,
        depth: usize,
    ) -> TokenStream {
        let Some(constructor) = &ty.constructor else { return quote!(#name::default()) };
        let fields: Vec<&Field> = fields.iter().collect();
        let named = constructor.named.as_ref().map(|(named, _)| self.scope.beside(ty, named));
        let made = self.made(name, named.as_ref(), constructor, &fields, example, depth);
        let given = constructor.arguments.is_empty() && constructor.named.is_none() && depth <= DEEPEST;
        let setters = if given { self.setters(&fields, example, depth) } else { TokenStream::new() };
        quote!(#made #setters)
    }
}

/// What is known of a value.
struct Hint<'f> {
    field: &'f Field,
    example: Option<&'f Value>,
}

impl Hint<'_> {
    fn text(&self) -> String {
        match self.example {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Null | Value::Array(_) | Value::Object(_)) | None => self.placeholder(),
            Some(other) => other.to_string(),
        }
    }

    /// A text that has the right form, or says what belongs there.
    fn placeholder(&self) -> String {
        let text = match self.field.facts.format {
            Some(Format::UnixS) => "1735689600",
            Some(Format::UnixMs) => "1735689600000",
            Some(Format::UnixUs) => "1735689600000000",
            Some(Format::Date) => "2025-01-01",
            Some(Format::Datetime) => "2025-01-01 00:00:00",
            Some(Format::Rfc3339 | Format::Iso8601) => "2025-01-01T00:00:00Z",
            Some(Format::Json) => "{}",
            Some(Format::Url) => "https://example.com",
            Some(Format::Email) => "user@example.com",
            Some(Format::Decimal) => "1.5",
            _ => &self.field.name.wire,
        };
        text.to_owned()
    }

    fn int(&self) -> i64 {
        let facts = &self.field.facts;
        let example = self.example.and_then(|value| value.as_i64().or_else(|| value.as_str()?.parse().ok()));
        example.or_else(|| facts.min.as_ref()?.as_i64()).unwrap_or(1)
    }

    fn float(&self) -> f64 {
        let facts = &self.field.facts;
        self.example.and_then(Value::as_f64).or_else(|| facts.min.as_ref()?.as_f64()).unwrap_or(1.0)
    }
}

/// The value of the example, else the first that is not retired.
fn chosen<T>(variants: &[Variant<T>], is_example: impl Fn(&T) -> bool) -> Option<&Variant<T>> {
    let current = || variants.iter().find(|variant| variant.deprecated.is_none());
    variants.iter().find(|variant| is_example(&variant.wire)).or_else(current).or(variants.first())
}

fn text(ty: &Ty, text: &str, position: Position) -> TokenStream {
    let literal = literal(text);
    match (position, ty) {
        (Position::Argument, _) => quote!(#literal),
        (Position::Exact, Ty::Secret) => quote!(#literal.into()),
        (Position::Exact, _) => quote!(#literal.to_owned()),
    }
}

/// A string literal: raw where that saves backslashes.
fn literal(text: &str) -> TokenStream {
    let raw =
        text.contains(['"', '\\']) && !text.contains("\"#") && !text.contains(char::is_control) && text.is_ascii();
    let literal = if raw { format!("r#\"{text}\"#").parse().ok() } else { None };
    literal.unwrap_or_else(|| {
        let literal = Literal::string(text);
        quote!(#literal)
    })
}

fn number(value: i64) -> TokenStream {
    let size = Literal::u64_unsuffixed(value.unsigned_abs());
    if value < 0 { quote!(-#size) } else { quote!(#size) }
}

/// JSON as `serde_json::json!` takes it.
fn json(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(null),
        Value::Bool(flag) => quote!(#flag),
        Value::Number(number) => json_number(number),
        Value::String(text) => literal(text),
        Value::Array(elements) => {
            let elements = elements.iter().map(json);
            quote!([#(#elements),*])
        }
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| {
                let (key, value) = (literal(key), json(value));
                quote!(#key: #value)
            });
            quote!({ #(#members),* })
        }
    }
}

fn json_number(number: &serde_json::Number) -> TokenStream {
    if let Some(value) = number.as_i64() {
        let size = value.unsigned_abs();
        // Without a suffix, the compiler takes it for an `i32`.
        let size = if i32::try_from(value).is_ok() {
            Literal::u64_unsuffixed(size)
        } else {
            Literal::i64_suffixed(value.saturating_abs())
        };
        return if value == i64::MIN {
            quote!(i64::MIN)
        } else if value < 0 {
            quote!(-#size)
        } else {
            quote!(#size)
        };
    }
    if let Some(value) = number.as_u64() {
        let value = Literal::u64_suffixed(value);
        return quote!(#value);
    }
    let value = number.as_f64().unwrap_or_default();
    let size = Literal::f64_unsuffixed(value.abs());
    if value < 0.0 { quote!(-#size) } else { quote!(#size) }
}
