//! What a call costs besides the exchange itself: the client against a bare hyper-util client that decodes the same type.
//!
//! ```text
//! cargo bench -p feishu-runtime --bench call                      processor time and allocations for each call
//! cargo bench -p feishu-runtime --bench call -- --instructions    instructions outside the kernel, counted by valgrind
//! cargo bench -p feishu-runtime --bench call -- --once            a few calls of each, to see that it works
//! ```
//!
//! The server is a process of its own, so that only the client's work counts. The forms take turns, and processor time rather
//! than the clock is compared, so that a busy machine harms both alike. The ratio is ours by the bare client's.

mod bare;
mod instructions;
mod message;
mod ours;
mod server;
mod time;
#[path = "../support/valgrind.rs"]
mod valgrind;

use std::alloc::System;
use std::error::Error;

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

pub(crate) use message::Message;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Calls at once.
const WIDTHS: [usize; 2] = [1, 64];

fn main() -> Outcome<()> {
    let benched = std::env::args().any(|arg| arg == "--bench");
    let args: Vec<_> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.first().map(String::as_str) {
        Some(server::SERVE) => server::serve(),
        Some(instructions::SOME) => instructions::some(&args[1..]),
        Some("--instructions") => instructions::print(),
        // `cargo test` runs benchmarks too: a few calls are enough there.
        Some("--once") => with_server(time::a_few),
        _ if benched => with_server(time::many),
        _ => with_server(time::a_few),
    }
}

/// Runs some work against a server of its own, on one thread.
fn with_server<F: Future<Output = Outcome<()>>>(work: impl FnOnce(String) -> F) -> Outcome<()> {
    let server = server::Server::start()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(work(server.address.clone()))
}

/// Makes so many calls, so many at once.
pub(crate) async fn at_once<F: Future<Output = Outcome<()>>>(
    calls: usize,
    width: usize,
    call: impl Fn() -> F,
) -> Outcome<()> {
    use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
    stream::iter(0..calls)
        .map(|_| Ok(call()))
        .try_buffer_unordered(width)
        .try_for_each(|()| std::future::ready(Ok(())))
        .await
}
