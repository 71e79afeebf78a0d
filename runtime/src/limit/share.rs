//! A place in the limits that several processes share, told to their store as the call goes on.

use std::sync::Arc;
use std::time::Duration;

use super::log::{GRACE, Nanos, nanos};
use super::store::{LimitStore, PlaceId, Settled};

/// How long a call may be held before it is sent without telling the store.
const SLACK: Duration = Duration::from_millis(250);

/// How long after it was asked for a place counts, unless the store hears of its call's end before.
pub(super) const SHARED_GRACE: Duration = Duration::from_millis(1250);

/// A place that a store has given, or may have: where it did not answer, it may have counted the call all the same.
pub(super) struct Share {
    store: Arc<dyn LimitStore>,
    key: String,
    place: PlaceId,
    taken: Nanos,
    stage: Stage,
    /// Whether only the end of the call frees the place.
    serial: bool,
}

#[derive(PartialEq)]
enum Stage {
    Held,
    Sent,
    Settled,
}

impl Share {
    pub(super) fn new(store: Arc<dyn LimitStore>, key: String, place: PlaceId, taken: Nanos, serial: bool) -> Self {
        Self { store, key, place, taken, stage: Stage::Held, serial }
    }

    pub(super) fn key(&self) -> &str {
        &self.key
    }

    pub(super) fn place(&self) -> PlaceId {
        self.place
    }

    /// Sets when the store was asked last.
    pub(super) fn asked(&mut self, now: Nanos) {
        self.taken = now;
    }

    pub(super) fn sent(&mut self, now: Nanos) {
        self.stage = Stage::Sent;
        if !self.serial && now.saturating_sub(self.taken) > nanos(SLACK) {
            self.settle(Settled::CountsIn(GRACE));
        }
    }

    pub(super) fn answered(&mut self) {
        if !self.serial {
            self.settle(Settled::CountsIn(Duration::ZERO));
        }
        self.stage = Stage::Settled;
    }

    fn settle(&self, settled: Settled) {
        self.store.settle(&self.key, self.place, settled);
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        match self.stage {
            Stage::Held => self.settle(Settled::Free),
            Stage::Settled if self.serial => self.settle(Settled::Free),
            Stage::Sent if self.serial => self.settle(Settled::CountsIn(GRACE)),
            // It counts from when the store expects it to.
            Stage::Sent | Stage::Settled => {}
        }
    }
}
