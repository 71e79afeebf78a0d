//! The calls that are let through.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use feishu_runtime::limit::{Claim, Limiter, Limits, Mode};
use feishu_runtime::transport::{BoxFuture, Clock};
use feishu_runtime::{Meta, Method, Parts, RateLimit, Target};
use futures_util::FutureExt as _;

/// One kind of call. `prepare` makes what all rounds share, and what it returns does so many rounds.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) prepare: fn() -> Box<dyn FnMut(u64)>,
}

/// The measure of the others comes first.
pub(crate) fn cases() -> [Case; 5] {
    [
        Case { name: "atomic increment", prepare: increment },
        Case { name: "off", prepare: || calls(&OPEN, None, Mode::Off) },
        Case { name: "no limit", prepare: || calls(&OPEN, None, Mode::Wait) },
        Case { name: "two windows", prepare: || calls(&BOTH, None, Mode::Wait) },
        Case {
            name: "two windows, one target",
            prepare: || calls(&TARGET, Some("oc_5ad11d72b830411d72b836c20"), Mode::Wait),
        },
    ]
}

const LIMIT: RateLimit = RateLimit::per_minute(u32::MAX).and_per_second(u32::MAX);

static OPEN: Meta = Meta::new("acme.v1.message.list", Method::Post, "/open-apis/acme/v1/messages");
static BOTH: Meta = Meta::new("acme.v1.message.create", Method::Post, "/open-apis/acme/v1/messages").rate_limit(LIMIT);
static TARGET: Meta = Meta::new("acme.v1.message.reply", Method::Post, "/open-apis/acme/v1/messages")
    .rate_limit(LIMIT)
    .targets(&[Target::rate("acme.chat", LIMIT).by("chat_id")]);

/// A clock that goes on by itself, a microsecond each time it is looked at, and costs next to nothing.
struct Counted(AtomicU64);

impl Clock for Counted {
    fn now(&self) -> Duration {
        Duration::from_micros(self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn unix(&self) -> Duration {
        self.now()
    }

    fn sleep(&self, _duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

fn increment() -> Box<dyn FnMut(u64)> {
    let counter = AtomicU64::new(0);
    Box::new(move |rounds| {
        for _ in 0..rounds {
            black_box(&counter).fetch_add(1, Ordering::SeqCst);
        }
    })
}

fn calls(meta: &'static Meta, target: Option<&str>, mode: Mode) -> Box<dyn FnMut(u64)> {
    let clock = Arc::new(Counted(AtomicU64::new(0)));
    let limiter = Limiter::new("cli_a5f2c3b4d5e6f7a8", Limits::new().mode(mode), clock).expect("good limits");
    let mut parts = Parts::new(meta, &[]).expect("a good path");
    parts.target("acme.chat", &target.map(str::to_owned));
    Box::new(move |rounds| {
        for _ in 0..rounds {
            let claim = Claim::new(black_box(meta)).parts(&parts);
            let mut permit = limiter.acquire(&claim).now_or_never().expect("no waiting").expect("room");
            permit.sent();
            permit.answered();
            drop(black_box(permit));
        }
    })
}
