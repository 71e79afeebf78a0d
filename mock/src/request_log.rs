//! What was called, for tests to look at. Must never hold a query, a header or a body: those carry secrets.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;

use crate::faults::Fault;
use crate::sync::lock;

/// Calls that are kept; older ones are counted only.
const KEPT: usize = 10_000;

/// A call that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRecord {
    /// HTTP method.
    pub method: String,
    /// Path as it was sent, without the query.
    pub path: String,
    /// ID of the operation, `service.version.resource.operation`; `None` where there is none with this path and method.
    pub operation: Option<String>,
    /// HTTP status of the answer.
    pub status: u16,
    /// Code of the answer's envelope; 0 where the answer has none.
    pub code: i64,
}

/// A call that a fault befell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultRecord {
    /// ID of the operation.
    pub operation: String,
    /// What its answer has as `x-tt-logid`.
    pub log_id: String,
    /// What went wrong.
    pub fault: Fault,
}

/// The calls of a server.
#[derive(Debug, Default)]
pub(crate) struct RequestLog(Mutex<Calls>);

#[derive(Debug, Default)]
struct Calls {
    latest: VecDeque<RequestRecord>,
    faults: Vec<FaultRecord>,
    counts: BTreeMap<String, usize>,
    total: usize,
}

impl RequestLog {
    /// Adds a call.
    pub(crate) fn push(&self, record: RequestRecord) {
        let mut calls = lock(&self.0);
        calls.total += 1;
        if let Some(operation) = &record.operation {
            *calls.counts.entry(operation.clone()).or_default() += 1;
        }
        if calls.latest.len() == KEPT {
            calls.latest.pop_front();
        }
        calls.latest.push_back(record);
    }

    /// Adds a call that a fault befalls.
    pub(crate) fn push_fault(&self, record: FaultRecord) {
        lock(&self.0).faults.push(record);
    }

    /// All calls that a fault befell, oldest first.
    pub(crate) fn faults(&self) -> Vec<FaultRecord> {
        lock(&self.0).faults.clone()
    }

    /// The latest calls, oldest first.
    pub(crate) fn latest(&self) -> Vec<RequestRecord> {
        lock(&self.0).latest.iter().cloned().collect()
    }

    /// How often an operation was called.
    pub(crate) fn count(&self, operation: &str) -> usize {
        lock(&self.0).counts.get(operation).copied().unwrap_or_default()
    }

    /// How often each operation was called that was called at all.
    pub(crate) fn counts(&self) -> BTreeMap<String, usize> {
        lock(&self.0).counts.clone()
    }

    /// How many calls there were.
    pub(crate) fn total(&self) -> usize {
        lock(&self.0).total
    }
}
