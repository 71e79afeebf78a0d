//! What a test wants to go wrong. Must not know how a fault reaches the wire.
//!
//! [`Faults::plan`] is asked once for each call that reached an operation, before anything of it is looked at; a new kind of
//! fault is a variant of [`Fault`] and an arm where the plan is carried out.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::sync::lock;

/// Faults of a server; clones share what they hold, so that a test can go on changing it.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Mutex<Planned>>);

/// A way for a call to fail.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The platform's error envelope instead of the answer.
    Error(ForcedError),
}

/// A way for a list to be handed out other than the documentation promises. Only where pages have tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageFault {
    /// The second page is empty; its items come with the third.
    EmptyPage,
    /// The last page has a token, though it says that there is no more.
    TokenAtEnd,
    /// No page says whether there is more.
    NoFlag,
    /// There is always more, and every page names the second one as the next.
    SameToken,
}

/// An error that a server answers because a test wants it to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForcedError {
    /// HTTP status; one that cannot be sent becomes 500.
    pub status: u16,
    /// Code of the envelope.
    pub code: i64,
    /// Text of the envelope.
    pub message: String,
}

impl ForcedError {
    /// An error with a text that says it was forced.
    pub fn new(status: u16, code: i64) -> Self {
        Self { status, code, message: "forced by the mock server".to_owned() }
    }
}

/// What is to happen to one call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    /// How long the answer takes.
    pub(crate) latency: Duration,
    /// What goes wrong.
    pub(crate) fault: Option<Fault>,
}

#[derive(Debug, Default)]
struct Planned {
    latency: Duration,
    /// Faults by operation, with the number of calls they are still for.
    queues: HashMap<String, VecDeque<(Fault, usize)>>,
    /// Faults of lists by operation.
    pages: HashMap<String, Vec<PageFault>>,
}

impl Faults {
    /// No faults.
    pub fn none() -> Self {
        Self::default()
    }

    /// Makes every answer take a while.
    pub fn set_latency(&self, latency: Duration) {
        lock(&self.0).latency = latency;
    }

    /// Lets the next calls of an operation (`service.version.resource.operation`) fail; queues up behind earlier faults.
    pub fn fail_next(&self, operation: &str, calls: usize, fault: Fault) {
        if calls > 0 {
            lock(&self.0).queues.entry(operation.to_owned()).or_default().push_back((fault, calls));
        }
    }

    /// Lets the next calls of an operation fail with an error.
    pub fn error_next(&self, operation: &str, calls: usize, error: ForcedError) {
        self.fail_next(operation, calls, Fault::Error(error));
    }

    /// Hands out the list of an operation in another way from now on, besides what was asked for before.
    pub fn break_pages(&self, operation: &str, fault: PageFault) {
        lock(&self.0).pages.entry(operation.to_owned()).or_default().push(fault);
    }

    /// Forgets every fault.
    pub fn clear(&self) {
        *lock(&self.0) = Planned::default();
    }

    /// In which other ways the list of an operation is handed out.
    pub(crate) fn page_faults(&self, operation: &str) -> Vec<PageFault> {
        lock(&self.0).pages.get(operation).cloned().unwrap_or_default()
    }

    /// What happens to the next call of an operation; counts it.
    pub(crate) fn plan(&self, operation: &str) -> Plan {
        let mut planned = lock(&self.0);
        let latency = planned.latency;
        let fault = planned.queues.get_mut(operation).and_then(next);
        Plan { latency, fault }
    }
}

fn next(queue: &mut VecDeque<(Fault, usize)>) -> Option<Fault> {
    let (fault, left) = queue.front_mut()?;
    let fault = fault.clone();
    *left -= 1;
    if *left == 0 {
        queue.pop_front();
    }
    Some(fault)
}

#[cfg(test)]
mod tests {
    use super::{Fault, Faults, ForcedError};

    #[test]
    fn faults_queue_up_per_operation() {
        let faults = Faults::none();
        faults.error_next("a", 2, ForcedError::new(500, 1));
        faults.error_next("a", 1, ForcedError::new(503, 2));
        faults.error_next("a", 0, ForcedError::new(503, 3));
        let codes: Vec<Option<i64>> = (0..4)
            .map(|_| match faults.plan("a").fault {
                Some(Fault::Error(error)) => Some(error.code),
                None => None,
            })
            .collect();
        assert_eq!(codes, [Some(1), Some(1), Some(2), None]);
        assert_eq!(faults.plan("b").fault, None);
    }
}
