//! A call's place at one gate: taken, followed through the call, and never leaked.

use std::sync::Arc;

use super::gate::{Gate, Room};
use super::log::Nanos;
use super::share::Share;

/// A place at a gate. Dropping it gives it back where the call was not sent, and ends the call otherwise.
pub(super) struct Place {
    gate: Arc<Gate>,
    stage: Stage,
    /// Boxed, since few have one.
    share: Option<Box<Share>>,
}

enum Stage {
    Held,
    /// With the moment from which the call counts at the latest.
    Sent(Nanos),
    Answered,
}

impl Place {
    /// The place that was just taken at a gate.
    pub(super) fn new(gate: Arc<Gate>) -> Self {
        Self { gate, stage: Stage::Held, share: None }
    }

    /// Takes a place at a gate, where there is one and nobody waits for it.
    pub(super) fn try_take(gate: &Arc<Gate>) -> Result<Self, Room> {
        gate.try_take()?;
        Ok(Self::new(Arc::clone(gate)))
    }

    /// Adds the place in the limits that several processes share.
    pub(super) fn with_share(mut self, share: Option<Share>) -> Self {
        self.share = share.map(Box::new);
        self
    }

    pub(super) fn sent(&mut self) {
        if let Stage::Held = self.stage {
            self.stage = Stage::Sent(self.gate.sent());
            if let Some(share) = &mut self.share {
                share.sent();
            }
        }
    }

    pub(super) fn answered(&mut self) {
        self.sent();
        if let Stage::Sent(counts) = self.stage {
            self.gate.answered(counts);
            self.stage = Stage::Answered;
            if let Some(share) = &mut self.share {
                share.answered();
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        match self.stage {
            Stage::Held => self.gate.give_back(),
            Stage::Sent(counts) => self.gate.end(counts),
            Stage::Answered => self.gate.end(0),
        }
    }
}
