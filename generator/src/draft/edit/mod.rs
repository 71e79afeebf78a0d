//! One difference, settled in the file where it belongs. Words, names, order and comments stay.

mod codes;

use serde_json::Value as Json;

use super::Note;
use super::common::Common;
use super::enums::Enums;
use super::facts::Flow;
use super::fields::{FieldNames, Fields, Site};
use super::known::Known;
use super::locate::{self, At, Located};
use super::paging::words;
use super::plan::Plan;
use super::shapes::Shapes;
use super::shared::Shared;
use super::tree::Tree;
use super::update::Task;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Entry, Mapping, Place as Spot, Value};
use crate::drift::Change;
use crate::outline::{self, Outline, fits};
use crate::spec::{Fact, SpecSet};

/// Done, or why not; or what is wrong with the file.
type Settled = Result<Result<(), String>, Vec<Diagnostic>>;

/// Settles a difference.
pub(super) fn settle(task: &Task, tree: &mut Tree, spec: &SpecSet, notes: &mut Vec<Note>) -> Settled {
    let difference = task.difference;
    if let Some(code) = locate::code(&difference.place) {
        return codes::settle(task, code, tree, spec, notes);
    }
    match &difference.change {
        Change::NewField(field) => new_field(task, field, tree, spec),
        Change::GoneField => gone_field(task, tree),
        Change::Fact { fact, page, .. } if difference.place.is_empty() => {
            of_operation(task, *fact, page.as_ref(), tree)
        }
        Change::Fact { fact, page, .. } => of_field(task, *fact, page.as_ref(), tree),
        Change::NewCode(_) | Change::GoneCode => Ok(Err("its place is none of an error code".to_owned())),
    }
}

fn document<'t>(tree: &'t mut Tree, file: &str) -> Result<Result<&'t mut Document, String>, Vec<Diagnostic>> {
    let missing = format!("`{file}` is in another folder of specs");
    if !tree.has(file) {
        return Ok(Err(missing));
    }
    Ok(tree.document(file)?.ok_or(missing))
}

/// Puts a value under a key, or takes the key away.
fn put(document: &mut Document, at: &At, value: Option<Value>) -> Result<(), String> {
    let path = at.path();
    match value {
        Some(value) => document.set(&path, value).map(drop).map_err(|error| error.to_string()),
        None if document.entry(&path).is_some() => document.remove(&path).map(drop).map_err(|error| error.to_string()),
        None => Ok(()),
    }
}

/// A fact of the operation itself.
fn of_operation(task: &Task, fact: Fact, page: Option<&Json>, tree: &mut Tree) -> Settled {
    let at = locate::operation(task.entry, task.place);
    let document = match document(tree, &at.file)? {
        Ok(document) => document,
        Err(why) => return Ok(Err(why)),
    };
    let key = at.below(fact.word());
    Ok(match fact {
        Fact::Scopes => scopes(document, &at, page),
        Fact::Tokens | Fact::Apps | Fact::FieldScopes => put_list(document, &key, page),
        Fact::Deprecated => deprecated(document, &key, page),
        Fact::Multipart | Fact::Ranges => {
            put(document, &key, page.filter(|page| **page == Json::Bool(true)).and_then(Value::from_json))
        }
        // What is left out of a spec means these.
        Fact::Host | Fact::Envelope => {
            let said = page.filter(|page| !matches!(page.as_str(), Some("open" | "data")));
            put(document, &key, said.and_then(Value::from_json))
        }
        _ => put(document, &key, page.and_then(Value::from_json)),
    })
}

/// A list as the page has it, in the order that stands there; what is new comes last.
fn put_list(document: &mut Document, at: &At, page: Option<&Json>) -> Result<(), String> {
    let wanted: Vec<&str> = page.and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect();
    let old = texts(document, at);
    let kept = old.iter().map(String::as_str).filter(|text| wanted.contains(text));
    let new = wanted.iter().copied().filter(|text| !old.iter().any(|old| old == text));
    let all: Vec<&str> = kept.chain(new).collect();
    let required = matches!(at.keys.last().map(String::as_str), Some("tokens" | "apps"));
    put(document, at, (required || !all.is_empty()).then(|| words(all)))
}

fn texts(document: &Document, at: &At) -> Vec<String> {
    let items = document.get(&at.path()).and_then(Value::as_list).map(|list| list.items.as_slice()).unwrap_or_default();
    items.iter().filter_map(|item| item.value.as_text().map(str::to_owned)).collect()
}

/// The scopes of an operation: what the page lacks goes from both lists, what is new is one of those of which any is enough.
fn scopes(document: &mut Document, at: &At, page: Option<&Json>) -> Result<(), String> {
    let wanted: Vec<&str> = page.and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect();
    let every = texts(document, &at.below("all_scopes"));
    let any: Vec<&str> = wanted.iter().copied().filter(|scope| !every.iter().any(|known| known == scope)).collect();
    let every: Vec<&str> = every.iter().map(String::as_str).filter(|scope| wanted.contains(scope)).collect();
    put_list(document, &at.below("all_scopes"), Some(&every.iter().copied().collect()))?;
    put_list(document, &at.below("scopes"), Some(&any.into_iter().collect()))
}

fn deprecated(document: &mut Document, at: &At, page: Option<&Json>) -> Result<(), String> {
    let retired = page == Some(&Json::Bool(true));
    put(document, at, retired.then(|| Value::Text(crate::load::UNWRITTEN.to_owned())))
}

/// A fact of a field.
fn of_field(task: &Task, fact: Fact, page: Option<&Json>, tree: &mut Tree) -> Settled {
    let path = &task.difference.place;
    let Some(located) = locate::field(task.entry, task.place, path) else {
        return Ok(Err("the field is not found".to_owned()));
    };
    let Some(field) = on_page(&task.page.outline, path) else { return Ok(Err("the row is not found".to_owned())) };
    if fact == Fact::Enum {
        return values(&located, field, tree);
    }
    let document = match document(tree, &located.at.file)? {
        Ok(document) => document,
        Err(why) => return Ok(Err(why)),
    };
    Ok(fact_of_field(document, &located, field, fact, page))
}

fn fact_of_field(
    document: &mut Document,
    located: &Located,
    field: &outline::Field,
    fact: Fact,
    page: Option<&Json>,
) -> Result<(), String> {
    let key = located.at.below(fact.word());
    let value = match (fact, page) {
        (Fact::Type, _) => return retype(document, located, field),
        (Fact::Scopes, _) => return put_list(document, &key, page),
        (Fact::Deprecated, _) => return deprecated(document, &key, page),
        (Fact::Required, Some(Json::Bool(false))) => {
            let common = located.uses() && !located.says(document, "required");
            common.then(|| Value::from(false))
        }
        (_, page) => page.and_then(Value::from_json),
    };
    if value.is_none() && located.uses() && !located.says(document, fact.word()) {
        return Err("a common field says it, which nothing beside `use` can take back".to_owned());
    }
    put(document, &key, value)?;
    let example = located.at.below("example");
    let fits_no_more = located.effective.example().is_some_and(|example| !fits(&example.value, field));
    if fits_no_more {
        put(document, &example, field.example.as_ref().and_then(Value::from_json))?;
    }
    Ok(())
}

/// Another type: only one without fields and values of its own can take the place of one without.
fn retype(document: &mut Document, located: &Located, field: &outline::Field) -> Result<(), String> {
    let at = &located.at;
    let holds = ["use", "fields", "enum", "enum_int"].into_iter().any(|key| located.says(document, key));
    let named = document
        .get(&at.below("type").path())
        .and_then(Value::as_text)
        .is_some_and(|ty| ty.contains(|c: char| c.is_ascii_uppercase()));
    if holds || named || field.is_object() || field.values.is_some() {
        return Err("the types hold fields or values".to_owned());
    }
    put(document, &at.below("type"), Some(Value::Text(field.kind.to_string())))?;
    let limits = [
        ("default", field.default.clone()),
        ("example", field.example.clone()),
        ("len", field.len.map(|range| Json::from(range.to_string()))),
        ("items", field.items.map(|range| Json::from(range.to_string()))),
        ("min", field.min.clone().map(Json::Number)),
        ("max", field.max.clone().map(Json::Number)),
        ("pattern", field.pattern.clone().map(Json::from)),
        ("format", field.format.map(|format| Json::from(format.name()))),
    ];
    limits.iter().try_for_each(|(key, value)| put(document, &at.below(key), value.as_ref().and_then(Value::from_json)))
}

/// The values of an enumeration.
fn values(located: &Located, field: &outline::Field, tree: &mut Tree) -> Settled {
    let Some(values) = &field.values else {
        return Ok(Err("the page gives no values any more".to_owned()));
    };
    let mut enums = Enums::default();
    let id = enums.intern(field, values, "");
    let numbers = matches!(values, outline::Values::Ints(_));
    let (at, is_new) = match located.values() {
        Some((at, same)) if same == numbers => (at, false),
        Some(_) => return Ok(Err("its values are of another type".to_owned())),
        None => (located.at.below(if numbers { "enum_int" } else { "enum" }), true),
    };
    let (_, entries) = super::fields::values(enums.get(id), &mut 0);
    let document = match document(tree, &at.file)? {
        Ok(document) => document,
        Err(why) => return Ok(Err(why)),
    };
    if is_new {
        return Ok(put(document, &at, Some(Value::Mapping(entries))));
    }
    let Some(Value::Mapping(known)) = document.get_mut(&at.path()) else {
        return Ok(Err("its values are not found".to_owned()));
    };
    known.entries.retain(|entry| entries.entry(&entry.key).is_some());
    let mut before: Option<String> = None;
    for entry in entries.entries {
        let key = entry.key.clone();
        if known.position(&key).is_none() {
            let spot = before.as_deref().and_then(|before| known.position(before)).map_or(0, |spot| spot + 1);
            known.entries.insert(spot, entry);
        }
        before = Some(key);
    }
    Ok(Ok(()))
}

/// The field of a page at a place such as `response.items.name`.
fn on_page<'o>(outline: &'o Outline, path: &str) -> Option<&'o outline::Field> {
    let (part, rest) = path.split_once('.')?;
    find(of_part(outline, part), rest)
}

fn of_part<'o>(outline: &'o Outline, part: &str) -> &'o [outline::Field] {
    match part {
        "headers" => &outline.headers,
        "params" => &outline.params,
        "query" => &outline.query,
        "body" => &outline.body,
        _ => outline.answer.payload.fields(),
    }
}

fn find<'o>(fields: &'o [outline::Field], path: &str) -> Option<&'o outline::Field> {
    fields.iter().find_map(|field| {
        let rest = path.strip_prefix(&field.name)?;
        match rest.strip_prefix('.') {
            Some(rest) => find(&field.fields, rest),
            None => rest.is_empty().then_some(field),
        }
    })
}

/// A field that the page has and the spec lacks: behind the one that it follows on the page.
fn new_field(task: &Task, field: &outline::Field, tree: &mut Tree, spec: &SpecSet) -> Settled {
    let path = &task.difference.place;
    let around = locate::split(path, &field.name);
    let Some((around, container)) = around.and_then(|around| {
        let container = locate::container(task.entry, task.place, &around)?;
        Some((around, container))
    }) else {
        return Ok(Err("the object around it is not found".to_owned()));
    };
    let entry = entry_of(task, field, &around, spec);
    let siblings = match around.split_once('.') {
        Some(_) => on_page(&task.page.outline, &around).map(|around| around.fields.as_slice()).unwrap_or_default(),
        None => of_part(&task.page.outline, &around),
    };
    let position = siblings.iter().position(|sibling| sibling.name == field.name).unwrap_or(siblings.len());
    let document = match document(tree, &container.at.file)? {
        Ok(document) => document,
        Err(why) => return Ok(Err(why)),
    };
    let known = document.get(&container.at.path()).and_then(Value::as_mapping);
    let before = siblings[..position]
        .iter()
        .rev()
        .find(|sibling| known.is_some_and(|known| known.position(&sibling.name).is_some()));
    let spot = match before {
        Some(before) => Spot::After(&before.name),
        None => Spot::First,
    };
    let at = container.at.below(&field.name);
    Ok(document
        .insert(&at.path(), entry.value, spot)
        .map(|new| new.notes = entry.notes)
        .map_err(|error| error.to_string()))
}

/// A field as a draft has it, with everything in place.
fn entry_of(task: &Task, field: &outline::Field, around: &str, spec: &SpecSet) -> Entry {
    let service = task.place.service.map_or("", |service| service.name.as_str());
    let answer = around.starts_with("response");
    let known = Known::of(spec, service);
    let mut shapes = Shapes::new(&known);
    let members = shapes.members(std::slice::from_ref(field), if answer { Flow::ANSWER } else { Flow::REQUEST });
    let (common, plan, shared) = (Common::of(spec, service), Plan::default(), Shared::default());
    let mut fields = Fields::new(service, &shapes, &plan, &common, &shared);
    let address = task.place.address();
    let place = address.version.zip(address.resource);
    let site = Site { scope: Vec::new(), prefix: String::new(), answer, place, parameters: false };
    let mut mapping = fields.mapping(&members, &site, &mut FieldNames::new());
    mapping.entries.pop().unwrap_or_else(|| Entry::new(field.name.as_str(), Mapping::default()))
}

/// A field that the page lacks. Its object stays, even without any.
fn gone_field(task: &Task, tree: &mut Tree) -> Settled {
    let Some(located) = locate::field(task.entry, task.place, &task.difference.place) else {
        return Ok(Err("the field is not found".to_owned()));
    };
    let document = match document(tree, &located.at.file)? {
        Ok(document) => document,
        Err(why) => return Ok(Err(why)),
    };
    let removed = document.remove(&located.at.path()).map(drop).map_err(|error| error.to_string());
    // A part of an operation that has no field left goes.
    let path = located.at.path();
    if let [operations @ "operations", operation, part, _] = path.as_slice() {
        let path = [*operations, *operation, *part];
        if document.get(&path).and_then(Value::as_mapping).is_some_and(|part| part.entries.is_empty()) {
            return Ok(removed.and_then(|()| document.remove(&path).map(drop).map_err(|error| error.to_string())));
        }
    }
    Ok(removed)
}
