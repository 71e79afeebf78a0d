//! What a call costs besides the exchange itself: the client against a bare hyper-util client that decodes the same type.
//!
//! ```text
//! cargo bench -p feishu-runtime --bench call                 processor time and allocations for each call
//! cargo bench -p feishu-runtime --bench call -- --once       a few calls of each, to see that it works
//! ```
//!
//! The server is a process of its own, so that only the client's work counts. The forms take turns, and processor time rather
//! than the clock is compared, so that a busy machine harms both alike. The last column is ours by the bare client's.

mod bare;
mod ours;
mod server;

use std::alloc::System;
use std::error::Error;
use std::time::Duration;

use cpu_time::ProcessTime;
use feishu_runtime::wire;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Turns that each form takes.
const TURNS: usize = 15;

/// Calls in a turn.
const CALLS: usize = 4000;

/// What is answered and decoded.
#[expect(clippy::struct_field_names, reason = "the names are the platform's")]
#[derive(Clone, PartialEq, Default)]
pub(crate) struct Message {
    pub(crate) message_id: Option<String>,
    pub(crate) chat_id: Option<String>,
    pub(crate) create_time: Option<String>,
    pub(crate) deleted: Option<bool>,
    pub(crate) position: Option<i64>,
}

impl wire::Fields for Message {
    fn fields(&self, visit: &mut wire::Visit<'_>) {
        visit.field("message_id", &self.message_id);
        visit.field("chat_id", &self.chat_id);
        visit.field("create_time", &self.create_time);
        visit.field("deleted", &self.deleted);
        visit.field("position", &self.position);
    }
}

impl wire::Object for Message {
    const FIELDS: &'static [&'static str] = &["message_id", "chat_id", "create_time", "deleted", "position"];

    fn read_field<V: wire::FieldValue>(&mut self, index: usize, value: V) -> Result<(), V::Error> {
        match index {
            0 => value.read_into(&mut self.message_id),
            1 => value.read_into(&mut self.chat_id),
            2 => value.read_into(&mut self.create_time),
            3 => value.read_into(&mut self.deleted),
            4 => value.read_into(&mut self.position),
            _ => value.skip(),
        }
    }
}

feishu_runtime::object!(Message);

fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|arg| arg == server::SERVE) {
        return server::serve();
    }
    // `cargo test` runs benchmarks too: a few calls are enough there.
    let full = args.iter().any(|arg| arg == "--bench") && !args.iter().any(|arg| arg == "--once");
    let (turns, calls) = if full { (TURNS, CALLS) } else { (1, 128) };
    let server = server::Server::start()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(compare(&server.address, turns, calls))
}

async fn compare(address: &str, turns: usize, calls: usize) -> Outcome<()> {
    let (bare, ours) = (bare::Bare::new(address), ours::Ours::new(address)?);
    println!("{:<14} {:>14} {:>14} {:>7} {:>22}", "calls at once", "ours", "bare", "ratio", "allocations ours/bare");
    for width in [1, 64] {
        let (mut of_ours, mut of_bare) = (Cost::default(), Cost::default());
        bare.calls(width.max(calls / 10), width).await?;
        ours.calls(width.max(calls / 10), width).await?;
        for _ in 0..turns {
            of_bare.add(measured(bare.calls(calls, width)).await?);
            of_ours.add(measured(ours.calls(calls, width)).await?);
        }
        report(width, &of_ours, &of_bare, calls);
    }
    Ok(())
}

/// What some calls cost.
#[derive(Debug, Clone, Copy)]
struct Cost {
    time: Duration,
    allocations: usize,
}

impl Default for Cost {
    fn default() -> Self {
        Self { time: Duration::MAX, allocations: usize::MAX }
    }
}

impl Cost {
    /// Keeps the best: whatever disturbs only adds.
    fn add(&mut self, other: Self) {
        self.time = self.time.min(other.time);
        self.allocations = self.allocations.min(other.allocations);
    }
}

async fn measured(work: impl Future<Output = Outcome<()>>) -> Outcome<Cost> {
    let (start, region) = (ProcessTime::now(), Region::new(ALLOCATOR));
    work.await?;
    let change = region.change();
    Ok(Cost { time: start.elapsed(), allocations: change.allocations + change.reallocations })
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn report(width: usize, ours: &Cost, bare: &Cost, calls: usize) {
    let each = |cost: &Cost| cost.time.as_secs_f64() * 1e6 / calls as f64;
    let allocations = |cost: &Cost| cost.allocations as f64 / calls as f64;
    println!(
        "{width:<14} {:>11.2} µs {:>11.2} µs {:>7.3} {:>15.1}/{:.1}",
        each(ours),
        each(bare),
        each(ours) / each(bare),
        allocations(ours),
        allocations(bare),
    );
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
