//! Hands out long lists in pages: by tokens, by offsets and by page numbers, as their operations do. Must not care what the items
//! are.

use std::hash::{BuildHasher, RandomState};

use feishu_generator::ir::{FieldPath, Operation, Paging, PagingBy};
use serde_json::{Map, Value};

use crate::check::Accepted;
use crate::faults::PageFault;
use crate::problem::Problem;

/// Items of a page where neither the request nor the spec says.
const USUAL_SIZE: usize = 10;

/// Most items of one answer, whatever is asked for.
const MOST: usize = 10_000;

/// Makes and knows the tokens of one server; those of another are foreign to it.
#[derive(Debug, Default)]
pub(crate) struct Pager {
    key: RandomState,
}

/// One call for a page of a list.
pub(crate) struct Turn<'a> {
    /// What is called.
    pub(crate) operation: &'a Operation,
    /// How it pages.
    pub(crate) paging: &'a Paging,
    /// What was sent.
    pub(crate) accepted: &'a Accepted,
    /// Items of the whole list.
    pub(crate) items: usize,
    /// What goes wrong.
    pub(crate) faults: &'a [PageFault],
}

/// A page: its number from 0, and its first item.
#[derive(Clone, Copy, Default, Hash)]
struct Page {
    number: usize,
    start: usize,
}

impl Pager {
    /// Makes an answer the page that a request asked for.
    pub(crate) fn turn(&self, turn: &Turn<'_>, payload: &mut Value) -> Result<(), Problem> {
        let size = turn.size();
        let page = self.page(turn, size)?;
        let left = turn.items.saturating_sub(page.start);
        let count = if turn.is_empty(page) { 0 } else { left.min(size) };
        let next = Page { number: page.number.saturating_add(1), start: page.start.saturating_add(count) };
        let more = left > count;
        if let Some(items) = turn.paging.items.as_ref().and_then(|items| slot(payload, items)) {
            *items = slice(items, page.start, count);
        }
        if let Some(total) = turn.paging.total.as_ref().and_then(|total| slot(payload, total)) {
            *total = if total.is_string() { turn.items.to_string().into() } else { turn.items.into() };
        }
        self.put_end(turn, payload, next, more);
        Ok(())
    }

    /// Says whether there is more, and where.
    fn put_end(&self, turn: &Turn<'_>, payload: &mut Value, next: Page, more: bool) {
        let stuck = turn.has(PageFault::SameToken);
        let token = match turn.operation {
            _ if !turn.is_switched_on() => None,
            operation if stuck => Some(self.token(operation, Page { number: 1, start: turn.size() })),
            operation if more || turn.has(PageFault::TokenAtEnd) => Some(self.token(operation, next)),
            _ => None,
        };
        let has_more = (!turn.has(PageFault::NoFlag)).then_some(Value::Bool(more || stuck));
        for (path, value) in [(&turn.paging.next_token, token.map(Value::String)), (&turn.paging.has_more, has_more)] {
            match (path, value) {
                (Some(path), Some(value)) => drop(slot(payload, path).map(|slot| *slot = value)),
                (Some(path), None) => remove(payload, path),
                (None, _) => {}
            }
        }
    }

    fn page(&self, turn: &Turn<'_>, size: usize) -> Result<Page, Problem> {
        let Some(sent) = turn.accepted.at(&turn.paging.position).filter(|sent| !sent.is_empty()) else {
            return Ok(Page::default());
        };
        let page = match turn.paging.by {
            PagingBy::Token => self.known(turn.operation, &sent),
            PagingBy::Offset => sent.parse().ok().map(|start| Page { number: start / size, start }),
            PagingBy::Page { first } => {
                let number = sent.parse::<i64>().ok().and_then(|page| page.checked_sub(first));
                let number = number.and_then(|number| usize::try_from(number).ok());
                number.map(|number| Page { number, start: number.saturating_mul(size) })
            }
        };
        page.ok_or_else(|| turn.unknown())
    }

    fn token(&self, operation: &Operation, page: Page) -> String {
        format!("{:016x}{:x}-{:x}", self.key.hash_one((&operation.id, page)), page.number, page.start)
    }

    fn known(&self, operation: &Operation, token: &str) -> Option<Page> {
        let (number, start) = token.get(16..)?.split_once('-')?;
        let number = usize::from_str_radix(number, 16).ok()?;
        let start = usize::from_str_radix(start, 16).ok()?;
        let page = Page { number, start };
        (self.token(operation, page) == token).then_some(page)
    }
}

impl Turn<'_> {
    fn has(&self, fault: PageFault) -> bool {
        self.paging.by == PagingBy::Token && self.faults.contains(&fault)
    }

    fn is_empty(&self, page: Page) -> bool {
        page.number == 1 && self.has(PageFault::EmptyPage)
    }

    /// How many items a page has, unless it is the last.
    fn size(&self) -> usize {
        let sent = self.paging.size.as_ref().and_then(|size| self.accepted.at(size)?.parse().ok());
        let documented = || self.paging.default_size.and_then(|size| usize::try_from(size).ok());
        sent.filter(|size| *size > 0).or_else(documented).unwrap_or(USUAL_SIZE).min(MOST)
    }

    /// Whether the request turned on what makes an answer page, where it has to.
    fn is_switched_on(&self) -> bool {
        self.paging.switch.as_ref().is_none_or(|switch| self.accepted.at(switch).as_deref() == Some("true"))
    }

    fn unknown(&self) -> Problem {
        let reason = match self.paging.by {
            PagingBy::Token => "is no token that an earlier page gave",
            PagingBy::Offset | PagingBy::Page { .. } => "is no place in the list",
        };
        Problem::field(&self.paging.position.to_string(), reason)
    }
}

/// So many items from one on, of a list that repeats the examples of an answer.
fn slice(examples: &Value, start: usize, count: usize) -> Value {
    let Value::Array(examples) = examples else { return Value::Array(Vec::new()) };
    examples.iter().cycle().skip(start % examples.len().max(1)).take(count).cloned().collect()
}

/// The value that a way leads to; objects on it are made.
fn slot<'v>(payload: &'v mut Value, path: &FieldPath) -> Option<&'v mut Value> {
    path.0.iter().try_fold(payload, |value, name| {
        if value.is_null() {
            *value = Value::Object(Map::new());
        }
        Some(value.as_object_mut()?.entry(name.as_str()).or_insert(Value::Null))
    })
}

fn remove(payload: &mut Value, path: &FieldPath) {
    let Some((last, objects)) = path.0.split_last() else { return };
    let object = objects.iter().try_fold(payload, |value, name| value.get_mut(name));
    if let Some(Value::Object(fields)) = object {
        fields.shift_remove(last);
    }
}
