//! Programs that the benchmarks run, and what they cost.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

use crate::failure::Failure;

/// What a program cost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    /// Time on the clock.
    pub(super) wall: Duration,
    /// Time on all processors, with that of the programs it ran.
    pub(super) cpu: Duration,
}

/// Runs a command and measures it.
pub(super) fn measure(command: &mut Command) -> Result<Cost, Failure> {
    let before = children()?;
    let started = Instant::now();
    run(command)?;
    let wall = started.elapsed();
    Ok(Cost { wall, cpu: children()?.saturating_sub(before) })
}

/// Largest memory that any program of this run has used so far, in bytes.
pub(super) fn peak() -> Result<u64, Failure> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| Failure::usage(error.to_string()))?;
    Ok(u64::try_from(usage.max_rss()).unwrap_or(0) * 1024)
}

/// Runs cargo in a folder; its output goes to the terminal.
pub(super) fn cargo(folder: &Path, arguments: &[&str]) -> Result<String, Failure> {
    run(Command::new("cargo").args(arguments).current_dir(folder))?;
    Ok(String::new())
}

fn run(command: &mut Command) -> Result<(), Failure> {
    let shown = format!("{command:?}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::usage(format!("{shown} ended with {status}"))),
        Err(error) => Err(Failure::usage(format!("cannot run {shown}: {error}"))),
    }
}

/// Processor time of all programs that have ended.
fn children() -> Result<Duration, Failure> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| Failure::usage(error.to_string()))?;
    Ok(duration(usage.user_time()) + duration(usage.system_time()))
}

fn duration(time: TimeVal) -> Duration {
    let seconds = u64::try_from(time.tv_sec()).unwrap_or(0);
    let micros = u64::try_from(time.tv_usec()).unwrap_or(0);
    Duration::from_secs(seconds) + Duration::from_micros(micros)
}
