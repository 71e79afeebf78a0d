//! How an operation hands out a long list.

use serde_json::Value;

use super::keys::Keys;
use crate::ir::{FieldPath, Paging, PagingBy};

/// The fields that have a part in it; dots lead into objects.
pub(super) fn paging(paging: &Paging) -> Value {
    let (by, first) = match paging.by {
        PagingBy::Token => ("token", None),
        PagingBy::Offset => ("offset", None),
        PagingBy::Page { first } => ("page", Some(first)),
    };
    let path = |path: &Option<FieldPath>| path.as_ref().map(FieldPath::to_string);
    Keys::default()
        .with("by", by)
        .with("position", paging.position.to_string())
        .some("first", first)
        .some("size", path(&paging.size))
        .some("default_size", paging.default_size)
        .some("max_size", paging.max_size)
        .some("switch", path(&paging.switch))
        .some("items", path(&paging.items))
        .some("next_token", path(&paging.next_token))
        .some("has_more", path(&paging.has_more))
        .some("total", path(&paging.total))
        .into()
}
