//! Error codes: tables of those of the platform and of each service, and which an operation names.

use std::collections::BTreeMap;

use serde_json::Value;

use super::keys::Keys;
use crate::ir::{ErrorCode, Operation};

/// A table of codes.
pub(super) fn table(codes: &[ErrorCode]) -> Vec<Value> {
    let entry = |code: &ErrorCode| {
        Keys::default()
            .with("code", code.code)
            .with("name", code.name.wire.as_str())
            .list("http", code.http.iter().copied())
            .list("messages", code.messages.iter().map(String::as_str))
            .with("description", code.about.as_str())
            .flag("retry", code.retryable)
            .into()
    };
    codes.iter().map(entry).collect()
}

/// A code of a table; the platform's are in the one at the top.
pub(super) fn named(code: &ErrorCode) -> Value {
    let keys = Keys::default().with("code", code.code).with("name", code.name.wire.as_str());
    keys.flag("platform", code.platform).into()
}

/// The codes of an operation by the HTTP statuses of refusals, each list in words.
pub(super) fn by_status(operation: &Operation) -> BTreeMap<u16, String> {
    let mut statuses: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for code in &operation.error_codes {
        for status in code.http.iter().filter(|status| **status >= 400) {
            statuses.entry(*status).or_default().push(format!("{} `{}`", code.code, code.name.wire));
        }
    }
    statuses
        .into_iter()
        .map(|(status, codes)| (status, format!("Refused with one of: {}.", codes.join(", "))))
        .collect()
}
