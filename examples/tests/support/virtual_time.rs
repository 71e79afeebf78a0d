//! The HTTP transport in virtual time, which client and server share: it passes with every answer, and leaps to the next moment that
//! somebody waits for when no answer is under way. Long waits take no time, and how fast the machine is changes little.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use feishu::Body;
use feishu::transport::{BoxFuture, Clock, HttpTransport, Transport, TransportError};
use http_body_util::BodyExt as _;
use tokio::task::JoinHandle;

/// What an answer takes.
const ANSWER: Duration = Duration::from_micros(500);

/// How often it is looked, by the machine's clock, whether everybody waits.
const LOOK: Duration = Duration::from_millis(1);

/// A leap that is longer than any wait for a limit is one to where somebody gives up.
const LONG: Duration = Duration::from_secs(120);

/// After so many quiet looks nobody is left that could be at work still, on however busy a machine.
const PATIENCE: u32 = 2000;

/// Virtual time, and the transport whose requests it waits for. Clones share both.
#[derive(Clone)]
pub(crate) struct VirtualTime {
    transport: HttpTransport,
    clock: VirtualClock,
    /// Held by the last clone.
    _leaps: Arc<Leaps>,
}

#[derive(Clone)]
struct VirtualClock {
    /// The server's, which nobody else moves.
    time: feishu_mock::Clock,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// Requests whose answer is not there, or not read to its end.
    under_way: usize,
    /// Counts what happens: while it changes, somebody is at work.
    events: u64,
    /// Who waits, by moment and order.
    sleepers: BTreeMap<(Duration, u64), Waker>,
}

/// The task that makes time leap, until it is dropped.
struct Leaps(JoinHandle<()>);

impl VirtualTime {
    /// Virtual time that moves a server's clock.
    pub(crate) fn new(time: feishu_mock::Clock) -> Self {
        let transport = HttpTransport::builder().no_proxy().build().expect("a transport");
        let clock = VirtualClock { time, state: Arc::default() };
        let leaps = Leaps(tokio::spawn(clock.clone().leap_when_quiet()));
        Self { transport, clock, _leaps: Arc::new(leaps) }
    }
}

impl Transport for VirtualTime {
    fn call(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let under_way = UnderWay::begin(self.clock.clone());
        let answer = self.transport.call(request);
        Box::pin(async move {
            // Until the body is read or dropped.
            let watched = move |body: Body| {
                Body::from_stream(body.map_frame(move |frame| {
                    let _ = &under_way;
                    frame
                }))
            };
            answer.await.map(|answer| answer.map(watched))
        })
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(self.clock.clone())
    }

    fn run_apart(&self, task: BoxFuture<'static, ()>) -> Result<(), BoxFuture<'static, ()>> {
        self.transport.run_apart(task)
    }
}

impl VirtualClock {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves the time, and wakes whoever waited for that.
    fn advance(&self, by: Duration) {
        self.time.advance(by);
        let now = self.now();
        let due = {
            let mut state = self.state();
            let later = state.sleepers.split_off(&(now.saturating_add(Duration::from_nanos(1)), 0));
            std::mem::replace(&mut state.sleepers, later)
        };
        due.into_values().for_each(Waker::wake);
    }

    async fn leap_when_quiet(self) {
        let (mut seen, mut quiet) = (0, 0);
        loop {
            tokio::time::sleep(LOOK).await;
            let (under_way, events, next) = {
                let state = self.state();
                (state.under_way, state.events, state.sleepers.keys().next().copied())
            };
            quiet = if under_way == 0 && events == seen { quiet + 1 } else { 0 };
            seen = events;
            let Some((moment, _)) = next else { continue };
            let leap = moment.saturating_sub(self.now());
            if quiet >= if leap < LONG { 1 } else { PATIENCE } {
                self.advance(leap);
            }
        }
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Duration {
        self.time.now()
    }

    fn unix(&self) -> Duration {
        self.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleep_until(self.now().saturating_add(duration))
    }

    fn sleep_until(&self, moment: Duration) -> BoxFuture<'static, ()> {
        Box::pin(Sleep { clock: self.clone(), moment, place: None })
    }
}

/// Waits for a moment.
struct Sleep {
    clock: VirtualClock,
    moment: Duration,
    place: Option<u64>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let clock = self.clock.clone();
        // The lock before the look at the time: whoever moves it wakes those that are in the list by then.
        let mut state = clock.state();
        if clock.now() >= self.moment {
            return Poll::Ready(());
        }
        state.events += 1;
        let place = *self.place.get_or_insert(state.events);
        state.sleepers.insert((self.moment, place), context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(place) = self.place {
            let mut state = self.clock.state();
            state.events += 1;
            state.sleepers.remove(&(self.moment, place));
        }
    }
}

/// A request until its answer is read.
struct UnderWay(VirtualClock);

impl UnderWay {
    fn begin(clock: VirtualClock) -> Self {
        clock.state().under_way += 1;
        Self(clock)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        {
            let mut state = self.0.state();
            state.under_way -= 1;
            state.events += 1;
        }
        self.0.advance(ANSWER);
    }
}

impl Drop for Leaps {
    fn drop(&mut self) {
        self.0.abort();
    }
}
