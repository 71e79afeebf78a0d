//! Fields at any depth: the page's tree beside the spec, which is followed only as far as the page goes, for its types may hold
//! themselves.

use std::ptr;

use serde_json::Value;

use super::difference::{Change, Difference};
use super::requests::{self, Requests};
use super::{Page, prose};
use crate::outline::{self, Field, Payload};
use crate::source::{Span, Spanned};
use crate::spec::{Effective, Entries, Entry, Fact, Inside, Members, Operation, Place, Range, TypeExpr, Values};

/// What differs between the fields of a page and of an operation.
pub(super) fn compare(
    page: &Page,
    entry: &Entry<Operation>,
    place: Place<'_>,
    requests: &Requests,
    out: &mut Vec<Difference>,
) {
    let outline = &page.outline;
    for (part, fields) in
        requests::PARTS.into_iter().zip([&outline.headers, &outline.params, &outline.query, &outline.body])
    {
        let mut walk = Walk { part, around: Vec::new(), requests, out };
        let around = Around { place: part.to_owned(), line: page.lines.address, span: entry.name.span };
        walk.members(&around, fields, entry.value.part(part, place));
    }
    let walk = Walk { part: "response", around: Vec::new(), requests, out };
    answer(page, entry, place, walk);
}

fn answer<'a>(page: &Page, entry: &'a Entry<Operation>, place: Place<'a>, mut walk: Walk<'a, '_>) {
    let part = walk.part;
    let around = Around { place: part.to_owned(), line: page.lines.address, span: entry.name.span };
    let whole = entry.value.response_type.as_ref().map(|ty| Inside::of_type(ty, place));
    let members = entry.value.part(part, place);
    let is_object = |inside: &Inside<'_>| inside.kind == TypeExpr::Object;
    match (&page.outline.answer.payload, whole.filter(|whole| !is_object(whole))) {
        (Payload::Whole(field), Some(inside)) => {
            walk.content(&Around { line: field.line, span: inside.span, ..around }, field, &inside);
        }
        (Payload::Whole(field), None) => {
            let spec = members.map(|_| TypeExpr::Object.to_string());
            walk.push(&Around { line: field.line, ..around }, Fact::Type, Some(kind_of(field)), spec, None);
        }
        (Payload::Nothing | Payload::Fields(_), Some(inside)) => {
            let page = (!page.outline.answer.payload.fields().is_empty()).then(|| TypeExpr::Object.to_string());
            walk.push(&around, Fact::Type, page, Some(inside.kind.to_string()), Some(inside.span));
        }
        (payload, None) => walk.members(&around, payload.fields(), members),
    }
}

/// The type of a page's field in the notation; of an object that shows no fields `object`.
pub(super) fn kind_of(field: &Field) -> String {
    if field.opaque { field.kind.with_innermost(TypeExpr::Object).to_string() } else { field.kind.to_string() }
}

/// A thing that fields are in.
struct Around {
    place: String,
    line: u32,
    span: Span,
}

struct Walk<'a, 'o> {
    part: &'static str,
    /// The objects of the spec around, outermost first; of each whether a request holds its type.
    around: Vec<(&'a Entries<crate::spec::Field>, bool)>,
    requests: &'o Requests,
    out: &'o mut Vec<Difference>,
}

impl<'a> Walk<'a, '_> {
    /// The fields of one object.
    fn members(&mut self, around: &Around, page: &[Field], spec: Option<Members<'a>>) {
        let entries = spec.map(|members| members.entries);
        let object = spec.and_then(|members| members.name).map_or(around.span, |name| name.span);
        // A page shows some levels of a type that holds itself; what it leaves out of the inner ones is still there.
        let inner = entries.is_some_and(|entries| self.around.iter().any(|(known, _)| ptr::eq(*known, entries)));
        let asked = spec.is_some_and(|members| match members.name {
            Some(_) => self.requests.hold(&members),
            None => self.is_asked(),
        });
        self.around.extend(entries.map(|entries| (entries, asked)));
        for field in page {
            let place = format!("{}.{}", around.place, field.name);
            if let Some((entry, effective)) = spec.and_then(|members| self.find(members, &field.name)) {
                self.field(&Around { place, line: field.line, span: entry.name.span }, field, &effective);
            } else {
                let change = Change::NewField(Box::new(field.clone()));
                self.out.push(Difference { place, change, line: field.line, span: object });
            }
        }
        let Some(entries) = entries else { return };
        self.around.pop();
        for entry in entries.iter().filter(|_| !inner) {
            if !page.iter().any(|field| self.same_name(&field.name, &entry.name)) {
                let place = format!("{}.{}", around.place, entry.name);
                self.out.push(Difference {
                    place,
                    change: Change::GoneField,
                    line: around.line,
                    span: entry.name.span,
                });
            }
        }
    }

    fn find(&self, members: Members<'a>, name: &str) -> Option<(&'a Entry<crate::spec::Field>, Effective<'a>)> {
        members.iter().find(|(entry, _)| self.same_name(name, &entry.name))
    }

    fn same_name(&self, page: &str, spec: &str) -> bool {
        page == spec || (self.part == "headers" && page.eq_ignore_ascii_case(spec))
    }

    fn field(&mut self, around: &Around, page: &Field, spec: &Effective<'a>) {
        let Some(inside) = Inside::of(spec) else { return };
        if self.content(&Around { place: around.place.clone(), line: page.line, span: inside.span }, page, &inside) {
            self.need(around, page, spec);
            self.limits(around, page, spec);
        }
        self.marks(around, page, spec);
    }

    /// Type, values and fields; gives back whether the types agree. Where they do not, nothing that goes with a type is compared.
    fn content(&mut self, around: &Around, page: &Field, inside: &Inside<'a>) -> bool {
        let agree = agrees(&page.kind, &inside.kind, page.opaque);
        if agree {
            self.values(around, page, inside);
        } else {
            self.push(around, Fact::Type, Some(kind_of(page)), Some(inside.kind.to_string()), None);
        }
        if let Some(members) = inside.fields.filter(|_| page.is_object()) {
            self.members(around, &page.fields, Some(members));
        }
        agree
    }

    fn values(&mut self, around: &Around, page: &Field, inside: &Inside<'a>) {
        let spec = inside.values.map(|values| sorted(values.texts()));
        let page_values = page.values.as_ref().map(|values| sorted(texts(values)));
        let whole = page.kind.innermost() == &TypeExpr::Int;
        let list = |values: Vec<String>| values.into_iter().map(|text| value_of(text, whole)).collect::<Value>();
        let (page_values, spec) = (page_values.map(list), spec.map(list));
        if page_values == spec || in_words(page, page_values.as_ref(), spec.as_ref()) {
            return;
        }
        let at = match inside.values {
            Some(Values::Texts(values)) => values.first().map(|entry| entry.name.span),
            Some(Values::Numbers(values)) => values.first().map(|(number, _)| number.span),
            None => None,
        };
        self.push(around, Fact::Enum, page_values, spec, at);
    }

    /// Whether the caller must give it, and what holds if not: of answers and paths, nothing says.
    fn need(&mut self, around: &Around, page: &Field, spec: &Effective<'a>) {
        if matches!(self.part, "params" | "response") {
            return;
        }
        if page.required != spec.is_required() {
            let at = spec.required().map(|required| required.span);
            self.push(around, Fact::Required, Some(page.required), Some(spec.is_required()), at);
        }
        self.value(around, page, (Fact::Default, page.default.as_ref()), spec.default());
    }

    /// Whether a request holds the innermost object around.
    fn is_asked(&self) -> bool {
        self.around.last().is_some_and(|(_, asked)| *asked)
    }

    /// Whether the page says nothing of a limit that is meant for requests: in answers, types that requests hold as well keep it.
    fn is_of_requests<T>(&self, page: Option<&T>) -> bool {
        page.is_none() && self.part == "response" && self.is_asked()
    }

    fn limits(&mut self, around: &Around, page: &Field, spec: &Effective<'a>) {
        self.range(around, page, (Fact::Items, page.items), spec.items());
        // What an enumeration allows, its values say.
        if page.values.is_some() {
            return;
        }
        self.range(around, page, (Fact::Len, page.len), spec.len());
        for (fact, bound, written) in [(Fact::Min, &page.min, spec.min()), (Fact::Max, &page.max, spec.max())] {
            let written = written.map(|number| Spanned::new(Value::Number(number.value.clone()), number.span));
            if !self.is_of_requests(bound.as_ref()) {
                self.value(around, page, (fact, bound.clone().map(Value::Number).as_ref()), written.as_ref());
            }
        }
        let pattern = spec.pattern();
        let differs = page.pattern.as_ref() != pattern.map(|pattern| &pattern.value);
        if differs && !self.is_of_requests(page.pattern.as_ref()) {
            let at = pattern.map(|pattern| pattern.span);
            self.push(around, Fact::Pattern, page.pattern.clone(), pattern.map(|pattern| pattern.value.clone()), at);
        }
    }

    fn range(
        &mut self,
        around: &Around,
        page: &Field,
        (fact, said): (Fact, Option<Range>),
        spec: Option<&Spanned<Range>>,
    ) {
        let text = |range: Range| range.to_string();
        let (said, written) = (said.map(text), spec.map(|range| text(range.value)));
        let in_words = said.is_none() && written.as_ref().is_some_and(|range| prose::says_range(&page.prose, range));
        if said != written && !in_words && !self.is_of_requests(said.as_ref()) {
            self.push(around, fact, said, written, spec.map(|range| range.span));
        }
    }

    fn value(
        &mut self,
        around: &Around,
        page: &Field,
        (fact, said): (Fact, Option<&Value>),
        spec: Option<&Spanned<Value>>,
    ) {
        let written = spec.map(|value| &value.value);
        if !same_values(said, written) && !in_words(page, said, written) {
            self.push(around, fact, said.cloned(), written.cloned(), spec.map(|value| value.span));
        }
    }

    /// Scopes that an answer's field needs, and whether a field is retired.
    fn marks(&mut self, around: &Around, page: &Field, spec: &Effective<'a>) {
        if self.part == "response" {
            let sides =
                (sorted(page.scopes.clone()), sorted(spec.scopes().iter().map(|scope| scope.value.clone()).collect()));
            if sides.0 != sides.1 {
                let at = spec.scopes().first().map(|scope| scope.span);
                self.push(around, Fact::Scopes, Some(sides.0), Some(sides.1), at);
            }
        }
        if page.deprecated != spec.deprecated().is_some() {
            let at = spec.deprecated().map(|deprecated| deprecated.span);
            let side = |stands: bool| stands.then_some(true);
            self.push(around, Fact::Deprecated, side(page.deprecated), side(spec.deprecated().is_some()), at);
        }
    }

    fn push<T: Into<Value>>(
        &mut self,
        around: &Around,
        fact: Fact,
        page: Option<T>,
        spec: Option<T>,
        at: Option<Span>,
    ) {
        let change = Change::Fact { fact, page: page.map(Into::into), spec: spec.map(Into::into) };
        let span = at.unwrap_or(around.span);
        self.out.push(Difference { place: around.place.clone(), change, line: around.line, span });
    }
}

/// Whether a page that says nothing by itself says in words what the spec does.
fn in_words(page: &Field, said: Option<&Value>, spec: Option<&Value>) -> bool {
    said.is_none() && spec.is_some_and(|spec| prose::says(&page.prose, spec))
}

/// Whether a spec's type is what the page says, or more exact: a page that gives no type, or an object that shows no fields, leaves
/// it to the spec to know better.
fn agrees(page: &TypeExpr, spec: &TypeExpr, opaque: bool) -> bool {
    match (page, spec) {
        (TypeExpr::Any, TypeExpr::Any | TypeExpr::Object | TypeExpr::Map(_)) => true,
        (TypeExpr::Any, _) => !opaque,
        (TypeExpr::List(page), TypeExpr::List(spec)) | (TypeExpr::Map(page), TypeExpr::Map(spec)) => {
            agrees(page, spec, opaque)
        }
        _ => page == spec,
    }
}

fn texts(values: &outline::Values) -> Vec<String> {
    match values {
        outline::Values::Strings(values) => values.iter().map(|value| value.value.clone()).collect(),
        outline::Values::Ints(values) => values.iter().map(|value| value.value.to_string()).collect(),
    }
}

fn value_of(text: String, whole: bool) -> Value {
    text.parse::<i64>().ok().filter(|_| whole).map_or_else(|| Value::String(text), Value::from)
}

fn sorted(mut texts: Vec<String>) -> Vec<String> {
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// Whether two values are the same: `1` and `1.0` are.
pub(super) fn same_values(a: Option<&Value>, b: Option<&Value>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => same_value(a, b),
        (None, None) => true,
        _ => false,
    }
}

fn same_value(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || crate::check::misfit::compare(a, b).is_eq(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(a, b)),
        _ => a == b,
    }
}
