//! A place in the limits that several processes share, told to their store as the call goes on.

use std::sync::Arc;
use std::time::Duration;

use super::log::GRACE;
use super::store::{LimitStore, PlaceId, Settled};

/// A place that a store has given, or may have: where it did not answer, it may have counted the call all the same.
pub(super) struct Share {
    store: Arc<dyn LimitStore>,
    key: String,
    place: PlaceId,
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
    pub(super) fn new(store: Arc<dyn LimitStore>, key: String, place: PlaceId, serial: bool) -> Self {
        Self { store, key, place, stage: Stage::Held, serial }
    }

    pub(super) fn key(&self) -> &str {
        &self.key
    }

    pub(super) fn place(&self) -> PlaceId {
        self.place
    }

    pub(super) fn sent(&mut self) {
        self.stage = Stage::Sent;
        if !self.serial {
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
            // The store knows already from when it counts.
            Stage::Sent | Stage::Settled => {}
        }
    }
}
