//! One key's calls: who is through, and when the next one may be.
//!
//! A call is *held* from its turn until it is sent, *sent* until its answer is there, and *counted* from then on. The platform
//! counts it somewhere between sending and answering. Whoever comes later sees every call that may still be in the platform's
//! window: all that are held or sent, and those counted within the window. So no span of time, wherever the platform begins
//! it, can hold more calls than allowed.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::Duration;

use super::log::{GRACE, Log, Nanos, nanos};
use super::queue::Queue;
use super::rule::Rule;
use crate::transport::Clock;

/// The limits of one key and the calls that count towards them.
pub(super) struct Gate {
    rule: Rule,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

struct State {
    /// One for each window of the rule.
    logs: Vec<Log>,
    serial: bool,
    /// Calls that may be sent and are not yet.
    held: u32,
    /// Calls that have begun and not ended, where they run one by one: nothing else asks for the end of a call.
    running: u32,
    /// Until when the platform may still execute calls that were given up, likewise.
    busy_until: Nanos,
    paused_until: Nanos,
    queue: Queue,
}

/// Whether one more call may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// Now.
    Free,
    /// Not before this moment, as far as can be known.
    At(Nanos),
    /// Not before this moment, and only once another call has been sent, given back or ended.
    After(Nanos),
}

impl Room {
    /// Before when there is certainly no room, unless places are given back.
    pub(super) fn earliest(self) -> Nanos {
        match self {
            Self::Free => 0,
            Self::At(moment) | Self::After(moment) => moment,
        }
    }
}

impl Gate {
    pub(super) fn new(rule: Rule, clock: Arc<dyn Clock>) -> Self {
        let state = State {
            logs: rule.windows.iter().copied().map(Log::new).collect(),
            serial: rule.serial,
            held: 0,
            running: 0,
            busy_until: 0,
            paused_until: 0,
            queue: Queue::default(),
        };
        Self { rule, clock, state: Mutex::new(state) }
    }

    pub(super) fn rule(&self) -> &Rule {
        &self.rule
    }

    pub(super) fn now(&self) -> Nanos {
        nanos(self.clock.now())
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// Takes a place where there is one and nobody waits for it.
    pub(super) fn try_take(&self) -> Result<(), Room> {
        let now = self.now();
        let mut state = self.state();
        match state.room(now) {
            Room::Free if state.queue.is_empty() => {
                state.take();
                Ok(())
            }
            room => Err(room),
        }
    }

    /// Joins the line.
    pub(super) fn join(&self) -> u64 {
        self.state().queue.join()
    }

    /// Leaves the line.
    pub(super) fn leave(&self, ticket: u64) {
        let first = self.state().queue.leave(ticket);
        wake(first);
    }

    /// Takes a place for the first in line; `None` where others are before. Whoever gets none is woken when that may change.
    pub(super) fn take_turn(&self, ticket: u64, waker: &Waker) -> Option<Room> {
        let now = self.now();
        let mut state = self.state();
        let room = state.queue.is_first(ticket).then(|| state.room(now));
        if room == Some(Room::Free) {
            state.take();
        } else {
            state.queue.wait(ticket, waker);
        }
        room
    }

    /// Notes that a held call goes out now. Returns the moment from which it counts at the latest.
    pub(super) fn sent(&self) -> Nanos {
        let counts = self.now().saturating_add(nanos(GRACE));
        let first = {
            let mut state = self.state();
            state.held -= 1;
            state.logs.iter_mut().for_each(|log| log.count(counts));
            // Who waits for held places knows no moment to wake at.
            state.queue.first()
        };
        wake(first);
        counts
    }

    /// Notes that a sent call was answered: it counts from now.
    pub(super) fn answered(&self, counts: Nanos) {
        let now = self.now();
        if now >= counts || self.rule.windows.is_empty() {
            return;
        }
        let first = {
            let mut state = self.state();
            state.logs.iter_mut().for_each(|log| log.advance(counts, now));
            state.queue.first()
        };
        wake(first);
    }

    /// Notes that a held call will not be sent.
    pub(super) fn give_back(&self) {
        let first = {
            let mut state = self.state();
            state.held -= 1;
            state.running -= u32::from(state.serial);
            state.queue.first()
        };
        wake(first);
    }

    /// Notes that a call is over; the platform may execute it until the given moment.
    pub(super) fn end(&self, until: Nanos) {
        if !self.rule.serial {
            return;
        }
        let first = {
            let mut state = self.state();
            state.running -= 1;
            state.busy_until = state.busy_until.max(until);
            state.queue.first()
        };
        wake(first);
    }

    /// Lets nobody through for a time.
    pub(super) fn pause(&self, wait: Duration) {
        let until = self.now().saturating_add(nanos(wait));
        let first = {
            let mut state = self.state();
            state.paused_until = state.paused_until.max(until);
            state.queue.first()
        };
        // It may now have to wait longer than it can.
        wake(first);
    }

    /// Whether a new gate would do the same.
    pub(super) fn is_idle(&self) -> bool {
        let now = self.now();
        let mut state = self.state();
        state.logs.iter_mut().for_each(|log| log.forget(now));
        state.held == 0
            && state.running == 0
            && state.queue.is_empty()
            && state.busy_until.max(state.paused_until) <= now
            && state.logs.iter().all(Log::is_empty)
    }

    /// A panic elsewhere leaves the counts whole: there is nothing to protect by panicking too.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn room(&mut self, now: Nanos) -> Room {
        let mut earliest = self.paused_until;
        let mut others_first = false;
        if self.serial {
            earliest = earliest.max(self.busy_until);
            others_first = self.running > 0;
        }
        for log in &mut self.logs {
            log.forget(now);
            match log.fits_at(self.held) {
                Some(moment) => earliest = earliest.max(moment),
                None => others_first = true,
            }
        }
        match earliest {
            _ if others_first => Room::After(earliest),
            _ if earliest > now => Room::At(earliest),
            _ => Room::Free,
        }
    }

    fn take(&mut self) {
        self.held += 1;
        self.running += u32::from(self.serial);
    }
}

/// Wakes outside of any lock: a waker may run anything.
fn wake(waker: Option<Waker>) {
    waker.into_iter().for_each(Waker::wake);
}
