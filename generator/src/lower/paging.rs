//! How operations page: what the notation leaves unsaid is filled in.

use serde_json::Value;

use crate::ir::{Facts, FieldPath, Operation, Paging, PagingBy, Type};
use crate::source::Spanned;
use crate::spec;

/// How an operation pages, whose parameters and answer are lowered.
pub(super) fn lower(paging: &spec::Paging, operation: &Operation, types: &[Type]) -> Paging {
    let (by, position) = position(paging);
    let asked = |path: FieldPath| Some(path).filter(|path| path.in_request(types, operation).is_some());
    let answered = |path: FieldPath| Some(path).filter(|path| path.in_response(types, operation).is_some());
    let size = asked(path_or(paging.size.as_ref(), paging.usual_size()));
    let facts = size.as_ref().and_then(|size| Some(&size.in_request(types, operation)?.last()?.facts));
    let by_token = by == PagingBy::Token;
    Paging {
        by,
        position,
        default_size: facts.and_then(default),
        max_size: facts.and_then(max),
        size,
        switch: paging.switch.as_ref().map(path),
        items: paging.items.as_ref().map(path),
        next_token: by_token.then(|| path_or(paging.next_token.as_ref(), "page_token")),
        has_more: answered(path_or(paging.has_more.as_ref(), "has_more")),
        total: if by_token { None } else { answered(path_or(paging.total.as_ref(), "total")) },
    }
}

fn position(paging: &spec::Paging) -> (PagingBy, FieldPath) {
    match (&paging.offset, &paging.page) {
        (Some(offset), _) => (PagingBy::Offset, path(offset)),
        (None, Some(page)) => {
            let first = paging.first.as_ref().map_or(1, |first| first.value);
            (PagingBy::Page { first }, path(page))
        }
        (None, None) => (PagingBy::Token, path_or(paging.token.as_ref(), "page_token")),
    }
}

fn path(written: &Spanned<String>) -> FieldPath {
    FieldPath::from(written.as_str())
}

fn path_or(written: Option<&Spanned<String>>, usual: &str) -> FieldPath {
    written.map_or_else(|| FieldPath::from(usual), path)
}

fn default(facts: &Facts) -> Option<u32> {
    number(facts.default.as_ref()?)
}

fn max(facts: &Facts) -> Option<u32> {
    facts.max.as_ref()?.as_u64()?.try_into().ok()
}

/// A number, perhaps written as a text.
fn number(value: &Value) -> Option<u32> {
    match value {
        Value::String(text) => text.parse().ok(),
        other => other.as_u64()?.try_into().ok(),
    }
}
