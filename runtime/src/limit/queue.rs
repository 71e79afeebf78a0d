//! Who waits for a place, in the order of arrival.

use std::collections::VecDeque;
use std::task::Waker;

/// A line of waiters. Tickets grow, so that a waiter is found by its ticket without a search through all.
#[derive(Debug, Default)]
pub(super) struct Queue {
    line: VecDeque<Waiter>,
    next: u64,
}

#[derive(Debug)]
struct Waiter {
    ticket: u64,
    /// How to wake it; `None` before it first waits.
    waker: Option<Waker>,
}

impl Queue {
    /// Adds a waiter at the end.
    pub(super) fn join(&mut self) -> u64 {
        let ticket = self.next;
        self.next += 1;
        self.line.push_back(Waiter { ticket, waker: None });
        ticket
    }

    /// Removes a waiter, wherever it stands. Returns who is to be woken: the new first one, where the first one left.
    pub(super) fn leave(&mut self, ticket: u64) -> Option<Waker> {
        let at = self.position(ticket)?;
        self.line.remove(at);
        if at == 0 { self.first() } else { None }
    }

    /// Whether a waiter is the first.
    pub(super) fn is_first(&self, ticket: u64) -> bool {
        self.line.front().is_some_and(|waiter| waiter.ticket == ticket)
    }

    /// Sets how a waiter is woken.
    pub(super) fn wait(&mut self, ticket: u64, waker: &Waker) {
        let Some(at) = self.position(ticket) else { return };
        match &mut self.line[at].waker {
            Some(known) => known.clone_from(waker),
            none => *none = Some(waker.clone()),
        }
    }

    /// How to wake the first waiter.
    pub(super) fn first(&self) -> Option<Waker> {
        self.line.front()?.waker.clone()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.line.is_empty()
    }

    fn position(&self, ticket: u64) -> Option<usize> {
        self.line.binary_search_by_key(&ticket, |waiter| waiter.ticket).ok()
    }
}
