//! Runs calls against a limiter by hand: a call is polled when, and only when, it was woken.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use feishu_runtime::limit::{Claim, Limiter, Limits, Permit};
use feishu_runtime::transport::{Clock, ManualClock};
use feishu_runtime::{Error, Meta, Method, Parts};

/// A limiter on a clock that stands still.
pub(crate) fn limiter(limits: Limits) -> (Limiter, ManualClock) {
    let clock = ManualClock::default();
    let limiter = Limiter::new("cli_test", limits, Arc::new(clock.clone())).expect("good limits");
    (limiter, clock)
}

pub(crate) const fn meta(id: &'static str) -> Meta {
    Meta::new(id, Method::Post, "/open-apis/acme/v1/things")
}

pub(crate) fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

/// Moves the clock in steps, so that whoever waits is served at the moment it is due.
pub(crate) fn pass(clock: &ManualClock, time: Duration, mut then: impl FnMut(Duration)) {
    const STEP: Duration = Duration::from_millis(5);
    let end = clock.now() + time;
    while clock.now() < end {
        clock.advance(STEP.min(end.saturating_sub(clock.now())));
        then(clock.now());
    }
}

type Acquire = Pin<Box<dyn Future<Output = Result<Permit, Error>> + Send>>;

/// A call that wants a permit.
pub(crate) struct Waiting {
    future: Acquire,
    woken: Arc<Flag>,
}

#[derive(Default)]
struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Waiting {
    pub(crate) fn new(limiter: &Limiter, meta: &'static Meta, parts: Option<Parts>, until: Option<Duration>) -> Self {
        let limiter = limiter.clone();
        let future = Box::pin(async move {
            let mut claim = Claim::new(meta);
            if let Some(parts) = &parts {
                claim = claim.parts(parts);
            }
            if let Some(until) = until {
                claim = claim.until(until);
            }
            limiter.acquire(&claim).await
        });
        let woken = Arc::new(Flag(AtomicBool::new(true)));
        Self { future, woken }
    }

    pub(crate) fn is_woken(&self) -> bool {
        self.woken.0.load(Ordering::SeqCst)
    }

    /// What came of it, if it was woken and is done.
    pub(crate) fn poll(&mut self) -> Option<Result<Permit, Error>> {
        if !self.woken.0.swap(false, Ordering::SeqCst) {
            return None;
        }
        let waker = Waker::from(Arc::clone(&self.woken));
        match self.future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(outcome) => Some(outcome),
            Poll::Pending => None,
        }
    }
}

/// Acquires what must be free now.
pub(crate) fn now(limiter: &Limiter, meta: &'static Meta) -> Permit {
    Waiting::new(limiter, meta, None, None).poll().expect("no waiting").expect("a place")
}

/// Whether a call would have to wait now. Takes nothing.
pub(crate) fn must_wait(limiter: &Limiter, meta: &'static Meta) -> bool {
    Waiting::new(limiter, meta, None, None).poll().is_none()
}

/// Sends a call and gets its answer at once.
pub(crate) fn answered(mut permit: Permit) {
    permit.sent();
    permit.answered();
}
