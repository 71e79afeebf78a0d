//! What a test wants to go wrong. Must not know how a fault reaches the wire.
//!
//! [`Faults::plan`] is asked once for each call that reached an operation, before anything of it is looked at; a new kind of
//! fault is a variant of [`Fault`] and an arm where the plan is carried out.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fastrand::Rng;

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
    /// The platform's refusal for frequency, with this HTTP status, and the seconds to wait in its header where there are any.
    RateLimit {
        /// 429, or 400 as some older endpoints have it.
        status: u16,
        /// Seconds in `x-ogw-ratelimit-reset`.
        reset: Option<u32>,
    },
    /// The token of the call is taken back, for this call and all later ones.
    RevokeToken,
    /// The answer takes so long on the way, by the machine's clock, and arrives whole.
    Late(Duration),
    /// The call is executed and its answer harmed on the way.
    Harm(Harm),
}

/// What becomes of an answer on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Harm {
    /// The connection breaks in the middle of the body.
    Drop,
    /// The body ends in the middle, as if it were whole.
    Truncate,
    /// The body comes twice.
    Duplicate,
    /// The body is whole, with the content type of a page.
    ContentType,
    /// A gateway answers in its place, with this HTTP status and a page.
    Gateway(u16),
}

/// Faults that befall calls by chance.
#[derive(Debug, Clone, PartialEq)]
pub struct Chance {
    /// Share of the calls, from 0 to 1.
    pub share: f64,
    /// What happens to them, each as often as the others.
    pub faults: Vec<Fault>,
    /// The operations that it can happen to; all where there are none.
    pub operations: Vec<String>,
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
    chance: Option<(Chance, Rng)>,
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

    /// Lets calls fail by chance, the same ones for the same seed and order of calls.
    pub fn by_chance(&self, chance: Chance, seed: u64) {
        lock(&self.0).chance = Some((chance, Rng::with_seed(seed)));
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
        let queued = planned.queues.get_mut(operation).and_then(next);
        let fault = queued.or_else(|| planned.chance.as_mut().and_then(|(chance, rng)| chance.draw(operation, rng)));
        Plan { latency, fault }
    }
}

impl Chance {
    fn draw(&self, operation: &str, rng: &mut Rng) -> Option<Fault> {
        let meant = self.operations.is_empty() || self.operations.iter().any(|known| known == operation);
        (meant && rng.f64() < self.share).then(|| rng.choice(&self.faults).cloned()).flatten()
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
    use super::{Chance, Fault, Faults, ForcedError};

    #[test]
    fn faults_queue_up_per_operation() {
        let faults = Faults::none();
        faults.error_next("a", 2, ForcedError::new(500, 1));
        faults.error_next("a", 1, ForcedError::new(503, 2));
        faults.error_next("a", 0, ForcedError::new(503, 3));
        let codes: Vec<Option<i64>> = (0..4)
            .map(|_| match faults.plan("a").fault {
                Some(Fault::Error(error)) => Some(error.code),
                _ => None,
            })
            .collect();
        assert_eq!(codes, [Some(1), Some(1), Some(2), None]);
        assert_eq!(faults.plan("b").fault, None);
    }

    #[test]
    fn chance_befalls_its_share_of_the_operations_meant() {
        let faults = Faults::none();
        let chance = Chance { share: 0.05, faults: vec![Fault::RevokeToken], operations: vec!["a".to_owned()] };
        faults.by_chance(chance, 7);
        let failed = (0..10_000).filter(|_| faults.plan("a").fault.is_some()).count();
        assert!((400..600).contains(&failed), "{failed}");
        assert!((0..1000).all(|_| faults.plan("b").fault.is_none()));
        faults.clear();
        assert!((0..1000).all(|_| faults.plan("a").fault.is_none()));
    }
}
