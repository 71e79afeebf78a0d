//! Generation: from nothing, again with nothing changed, and with one spec changed.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{Ground, child, clear};
use crate::failure::Failure;

/// Runs of each kind; the median counts.
const RUNS: usize = 7;

/// Measures.
pub(super) fn measure(ground: &Ground) -> Result<String, Failure> {
    let out = ground.folder.join("generated");
    let cold = median(RUNS, || {
        clear(&out)?;
        codegen(ground)
    })?;
    let unchanged = median(RUNS, || codegen(ground))?;
    let edited = ground.specs.join("bench0/v1/thing0.yaml");
    let one = median(RUNS, || {
        let file = OpenOptions::new().append(true).open(&edited);
        let appended = file.and_then(|mut file| file.write_all(b"# edited\n"));
        appended.map_err(|error| Failure::usage(format!("cannot edit {}: {error}", edited.display())))?;
        codegen(ground)
    })?;
    let read = median(RUNS, || cat(ground))?;
    let mut report = format!("generation of {} operations, median of {RUNS} runs, wall time\n", super::OPERATIONS);
    for (what, time) in [("from nothing", cold), ("one spec edited", one), ("nothing changed", unchanged), ("reading the specs", read)] {
        let ratio = time.as_secs_f64() / cold.as_secs_f64();
        let _ = writeln!(report, "  {what:<18} {:>8.1} ms  {ratio:>6.3} of a whole run", time.as_secs_f64() * 1e3);
    }
    if cfg!(debug_assertions) {
        report.push_str("  (a debug build: run it with `cargo run --release -p xtask -- bench generation`)\n");
    }
    Ok(report)
}

/// One run of `codegen`, by this very program.
fn codegen(ground: &Ground) -> Result<Duration, Failure> {
    let program = std::env::current_exe().map_err(|error| Failure::usage(format!("where am I: {error}")))?;
    let mut command = Command::new(program);
    command.arg("codegen").arg("--specs").arg(&ground.specs).arg("--out").arg(ground.folder.join("generated"));
    child::measure(command.current_dir(&ground.top).stdout(Stdio::null())).map(|cost| cost.wall)
}

/// The least that any generator has to do: read its input.
fn cat(ground: &Ground) -> Result<Duration, Failure> {
    let started = std::time::Instant::now();
    let mut folders = vec![ground.specs.clone()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| Failure::usage(error.to_string()))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                std::hint::black_box(fs::read(&path).map_err(|error| Failure::usage(error.to_string()))?);
            }
        }
    }
    Ok(started.elapsed())
}

fn median(runs: usize, mut run: impl FnMut() -> Result<Duration, Failure>) -> Result<Duration, Failure> {
    let mut times = (0..runs).map(|_| run()).collect::<Result<Vec<_>, _>>()?;
    times.sort();
    Ok(times[times.len() / 2])
}
