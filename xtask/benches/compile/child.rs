//! Programs that the benchmark runs, and what they cost.

use std::process::Command;
use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

use crate::Outcome;

/// What a program cost, with the programs it ran.
pub(crate) struct Cost {
    /// Time on all processors.
    pub(crate) seconds: f64,
    /// Largest memory of a single program so far in this run; it only ever grows, so the first figure is the exact one.
    pub(crate) megabytes: i64,
}

/// Runs a program and measures it.
pub(crate) fn measure(command: &mut Command) -> Outcome<Cost> {
    let before = processor_time()?;
    run(command)?;
    let seconds = processor_time()?.saturating_sub(before).as_secs_f64();
    let megabytes = getrusage(UsageWho::RUSAGE_CHILDREN)?.max_rss() / 1024;
    Ok(Cost { seconds, megabytes })
}

/// Runs a program that has to succeed.
pub(crate) fn run(command: &mut Command) -> Outcome<()> {
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} ended with {status}").into()) }
}

fn processor_time() -> Outcome<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    Ok(duration(usage.user_time()) + duration(usage.system_time()))
}

fn duration(time: TimeVal) -> Duration {
    let seconds = u64::try_from(time.tv_sec()).unwrap_or(0);
    Duration::from_secs(seconds) + Duration::from_micros(u64::try_from(time.tv_usec()).unwrap_or(0))
}
