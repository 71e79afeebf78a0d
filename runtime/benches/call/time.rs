//! Processor time and allocations for each call, both forms in turns.

use std::time::Duration;

use cpu_time::ProcessTime;
use stats_alloc::Region;

use crate::{ALLOCATOR, Outcome, WIDTHS, bare, ours};

/// Turns that each form takes.
const TURNS: usize = 15;

/// Calls in a turn.
const CALLS: usize = 4000;

/// Prints what calls cost.
pub(crate) async fn many(address: String) -> Outcome<()> {
    compare(&address, TURNS, CALLS).await
}

/// The same of so few calls that the figures say nothing.
pub(crate) async fn a_few(address: String) -> Outcome<()> {
    compare(&address, 1, 128).await
}

async fn compare(address: &str, turns: usize, calls: usize) -> Outcome<()> {
    let (bare, ours) = (bare::Bare::new(address), ours::Ours::new(address)?);
    println!("{:<14} {:>14} {:>14} {:>7} {:>22}", "calls at once", "ours", "bare", "ratio", "allocations ours/bare");
    for width in WIDTHS {
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
