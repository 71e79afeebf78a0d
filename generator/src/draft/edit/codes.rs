//! Differences in error codes.

use serde_json::Value as Json;

use super::super::Note;
use super::super::codes::Codes;
use super::super::locate::{self, At};
use super::super::paging::words;
use super::super::tree::Tree;
use super::super::update::Task;
use super::{Settled, document, put, texts};
use crate::check::text::file_of;
use crate::document::{Document, List, Value};
use crate::drift::Change;
use crate::spec::{Place, SpecSet};

/// An error code: whether the operation lists it, or what it is.
pub(super) fn settle(task: &Task, number: i64, tree: &mut Tree, spec: &SpecSet, notes: &mut Vec<Note>) -> Settled {
    let service = task.place.service.map_or("", |service| service.name.as_str());
    match &task.difference.change {
        Change::NewCode(code) => {
            let mut codes = Codes::of(spec, service);
            codes.compare(spec, std::iter::once(&**code));
            let names = codes.names((&task.page.file, task.name), std::slice::from_ref(code), notes);
            let shared = format!("{service}/_shared.yaml");
            let known =
                tree.document(&shared)?.and_then(|document| document.get(&["error_codes"])).and_then(Value::as_mapping);
            let defined = names.first().is_some_and(|name| known.is_some_and(|known| known.position(name).is_some()));
            if !defined {
                tree.add(&shared, "error_codes", codes.new.iter().map(|(number, new)| new.entry(*number)).collect())?;
            }
            list(task, tree, |old| old.chain(names.iter().cloned()).collect())
        }
        Change::GoneCode => {
            let Some(name) = name_of(task, number) else { return Ok(Err("the error code is not found".to_owned())) };
            list(task, tree, |old| old.filter(|old| *old != name).collect())
        }
        Change::Fact { fact, page, .. } => {
            let Some((at, _)) = name_of(task, number).and_then(|name| definition(&name, task.place)) else {
                return Ok(Err("the error code is not found".to_owned()));
            };
            let document = match document(tree, &at.file)? {
                Ok(document) => document,
                Err(why) => return Ok(Err(why)),
            };
            Ok(add_to_list(document, &at.below(fact.word()), page.as_ref()))
        }
        _ => Ok(Err("its place is one of an error code".to_owned())),
    }
}

/// The name of a code that the operation lists.
fn name_of(task: &Task, number: i64) -> Option<String> {
    let mut names = task.entry.value.error_codes.iter();
    let is = |name: &&crate::source::Spanned<String>| {
        task.place.error_code(name).is_some_and(|found| found.entry.value.code.value == number)
    };
    names.find(is).map(|name| name.value.clone())
}

/// Where a code is defined.
fn definition<'a>(name: &str, place: Place<'a>) -> Option<(At, Place<'a>)> {
    let found = place.error_code(name)?;
    let keys = vec!["error_codes".to_owned(), found.entry.name.value.clone()];
    Some((At { file: file_of(&found.place), keys, shared: None }, found.place))
}

/// Changes the names of the codes of the operation.
fn list(task: &Task, tree: &mut Tree, change: impl Fn(&mut dyn Iterator<Item = String>) -> Vec<String>) -> Settled {
    let at = locate::operation(task.entry, task.place).below("error_codes");
    let document = match document(tree, &at.file)? {
        Ok(document) => document,
        Err(why) => return Ok(Err(why)),
    };
    let names = change(&mut texts(document, &at).into_iter());
    Ok(put(document, &at, (!names.is_empty()).then(|| words(names.iter().map(String::as_str)))))
}

/// Adds what a page says of a code to what other pages say.
fn add_to_list(document: &mut Document, at: &At, page: Option<&Json>) -> Result<(), String> {
    let mut values: Vec<Value> = match document.get(&at.path()) {
        Some(Value::List(list)) => list.items.iter().map(|item| item.value.clone()).collect(),
        Some(one) => vec![one.clone()],
        None => Vec::new(),
    };
    for value in page.and_then(Json::as_array).into_iter().flatten().filter_map(Value::from_json) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let value = match values.len() {
        1 => values.pop(),
        _ => Some(Value::List(values.into_iter().collect::<List>())),
    };
    put(document, at, value)
}
