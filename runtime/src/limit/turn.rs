//! Waiting for a place, in line.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use super::gate::{Gate, Room};
use super::log::Nanos;
use super::place::Place;
use crate::transport::BoxFuture;

/// A call's stand in the line before a gate. Dropping it leaves the line.
pub(super) struct Line {
    gate: Arc<Gate>,
    ticket: u64,
}

impl Line {
    pub(super) fn join(gate: &Arc<Gate>) -> Self {
        Self { gate: Arc::clone(gate), ticket: gate.join() }
    }

    /// Waits for a place until a moment at most. Whoever has got one still stands first, until it leaves.
    pub(super) async fn turn(&self, until: Option<Nanos>) -> Result<Place, Room> {
        let mut alarm = Alarm::default();
        poll_fn(|context| {
            loop {
                let room = match self.gate.take_turn(self.ticket, context.waker()) {
                    Some(Room::Free) => return Poll::Ready(Ok(Place::new(Arc::clone(&self.gate)))),
                    Some(room) => room,
                    None => Room::After(0),
                };
                if until.is_some_and(|until| until < room.earliest() || until <= self.gate.now()) {
                    return Poll::Ready(Err(room));
                }
                let wake_at = match room {
                    Room::At(moment) => Some(until.map_or(moment, |until| until.min(moment))),
                    Room::Free | Room::After(_) => until,
                };
                if alarm.poll(wake_at, &self.gate, context).is_pending() {
                    return Poll::Pending;
                }
            }
        })
        .await
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.gate.leave(self.ticket);
    }
}

/// A sleep until a moment that can change.
#[derive(Default)]
struct Alarm(Option<(Nanos, BoxFuture<'static, ()>)>);

impl Alarm {
    /// Ready once the moment has come; pending for ever where there is none.
    fn poll(&mut self, at: Option<Nanos>, gate: &Gate, context: &mut Context<'_>) -> Poll<()> {
        let Some(at) = at else {
            self.0 = None;
            return Poll::Pending;
        };
        if self.0.as_ref().is_none_or(|(set, _)| *set != at) {
            let wait = Duration::from_nanos(at.saturating_sub(gate.now()));
            self.0 = Some((at, gate.clock().sleep(wait)));
        }
        let Some((_, sleep)) = &mut self.0 else { return Poll::Pending };
        let poll = sleep.as_mut().poll(context);
        if poll.is_ready() {
            self.0 = None;
        }
        poll
    }
}
