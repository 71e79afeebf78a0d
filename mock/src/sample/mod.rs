//! Makes answers of the specs' example values. Must always fit the types of the specs, and always end.

mod defaults;

use feishu_generator::ir::{Client, Facts, Field, Operation, Response, Ty, TypeId, TypeKind};
use serde_json::{Map, Value};

use crate::check::{Accepted, fits};

/// Values after which optional fields are left out: types that contain each other in many ways would never end.
const ENOUGH: usize = 20_000;

/// Most elements that a list gets, whatever its limits ask for.
const LONGEST: u64 = 100;

/// Makes one answer.
pub(crate) struct Sampler<'a> {
    client: &'a Client,
    /// Objects around the value being made.
    around: Vec<TypeId>,
    /// Values that a reading call named in its path, to be found again in the answer.
    named: &'a [(String, String)],
    made: usize,
}

impl<'a> Sampler<'a> {
    /// Ready for one answer.
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client, around: Vec::new(), named: &[], made: 0 }
    }

    /// What an operation answers, without its envelope.
    pub(crate) fn answer(mut self, operation: &Operation, accepted: &'a Accepted) -> Value {
        if operation.method.word() == "GET" {
            self.named = &accepted.params;
        }
        match &operation.response {
            Response::Value(ty) => self.value(ty, &Facts::default()).unwrap_or_else(empty),
            Response::Nothing | Response::File => empty(),
        }
    }

    /// A value of a field; `None` where the field is better left out.
    fn field(&mut self, field: &Field) -> Option<Value> {
        if let Some(value) = self.echo(field) {
            return Some(value);
        }
        let given = [&field.facts.example, &field.facts.default].into_iter().flatten();
        let mut fitting = given.filter(|value| fits(self.client, field, value));
        fitting.next().cloned().or_else(|| self.value(&field.ty, &field.facts))
    }

    fn echo(&self, field: &Field) -> Option<Value> {
        let named = self.named.iter().find(|(name, _)| field.ty == Ty::String && *name == field.name.wire);
        named.map(|(_, value)| Value::String(value.clone()))
    }

    /// A value of a type; `None` where it would contain itself.
    fn value(&mut self, ty: &Ty, facts: &Facts) -> Option<Value> {
        self.made += 1;
        match ty {
            Ty::String | Ty::Secret => Some(defaults::text(facts).into()),
            Ty::Int => Some(defaults::int(facts).into()),
            Ty::Float => Some(defaults::float(facts).into()),
            Ty::Bool => Some(Value::Bool(true)),
            Ty::Any => Some(empty()),
            Ty::File => None,
            Ty::List(inner) => Some(self.list(inner, facts)),
            Ty::Map(inner) => {
                let value = self.value(inner, facts);
                Some(value.into_iter().map(|value| ("key".to_owned(), value)).collect::<Map<_, _>>().into())
            }
            Ty::Type(id) => self.named_type(*id),
        }
    }

    fn list(&mut self, inner: &Ty, facts: &Facts) -> Value {
        let least = facts.items.and_then(|items| items.min).unwrap_or(1);
        let most = facts.items.and_then(|items| items.max).unwrap_or(LONGEST);
        let count = least.max(1).min(most).min(LONGEST);
        (0..count).map_while(|_| self.value(inner, facts)).collect()
    }

    fn named_type(&mut self, id: TypeId) -> Option<Value> {
        match &self.client.get(id).kind {
            TypeKind::TextEnum(variants) => {
                Some(variants.first().map_or_else(String::new, |first| first.wire.clone()).into())
            }
            TypeKind::IntEnum(variants) => Some(variants.first().map_or(0, |first| first.wire).into()),
            TypeKind::Object(fields) => self.object(id, fields),
        }
    }

    fn object(&mut self, id: TypeId, fields: &[Field]) -> Option<Value> {
        if self.around.contains(&id) || self.made > ENOUGH {
            return None;
        }
        self.around.push(id);
        let values = fields.iter().filter_map(|field| Some((field.name.wire.clone(), self.field(field)?)));
        let values = values.collect::<Map<_, _>>();
        self.around.pop();
        Some(values.into())
    }
}

fn empty() -> Value {
    Value::Object(Map::new())
}
