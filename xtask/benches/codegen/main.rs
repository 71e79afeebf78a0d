//! How long `codegen` takes on a tree as large as the whole platform: `cargo bench --package xtask`.
//!
//! Prints each time with its ratio to the limit; exits with 1 where one is above it.

mod tree;

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

/// Operations in the tree: about as many as the platform has.
const OPERATIONS: usize = 1600;

/// How often each run is measured; the best counts, since nothing makes a run faster than it is.
const ROUNDS: usize = 5;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench_codegen");
    fs::remove_dir_all(&dir).or_else(|error| if dir.exists() { Err(error) } else { Ok(()) })?;
    tree::write(&dir.join("specs"), OPERATIONS)?;
    println!("{OPERATIONS} operations, best of {ROUNDS}");
    let fresh = best(&dir, || fs::remove_dir_all(dir.join("generated")))?;
    let cold = best(&dir, || fs::remove_dir_all(dir.join("target")))?;
    let edited = {
        let mut round = 0;
        best(&dir, || {
            round += 1;
            edit(&dir.join("specs"), round)
        })?
    };
    let unchanged = best(&dir, || Ok(()))?;
    let within = [
        report("everything is written", fresh, None),
        report("full run, nothing to write", cold, Some(Duration::from_millis(800))),
        report("one operation edited", edited, Some(Duration::from_millis(800))),
        report("nothing changed", unchanged, Some(Duration::from_millis(100))),
    ];
    Ok(if within.iter().all(|within| *within) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The shortest of some runs, each after a preparation that may find nothing to do.
fn best(dir: &Path, mut prepare: impl FnMut() -> std::io::Result<()>) -> Result<Duration, Box<dyn Error>> {
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let prepared = prepare();
        prepared.or_else(|error| if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) })?;
        let started = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(["codegen", "--specs", "specs", "--out", "generated"]);
        let output = command.current_dir(dir).env("CARGO_TARGET_DIR", dir.join("target")).output()?;
        best = best.min(started.elapsed());
        if !output.status.success() {
            let problems = String::from_utf8_lossy(&output.stderr);
            return Err(problems.lines().take(10).collect::<Vec<_>>().join("\n").into());
        }
    }
    Ok(best)
}

fn report(what: &str, took: Duration, limit: Option<Duration>) -> bool {
    let seconds = took.as_secs_f64();
    match limit {
        None => println!("{what:<28} {seconds:>7.3} s"),
        Some(limit) => {
            let ratio = seconds / limit.as_secs_f64();
            println!("{what:<28} {seconds:>7.3} s  {ratio:.2} × the limit of {:.1} s", limit.as_secs_f64());
        }
    }
    limit.is_none_or(|limit| took <= limit)
}

/// Changes one operation.
fn edit(root: &Path, round: usize) -> std::io::Result<()> {
    let path = root.join("bench3/v1/thing1.yaml");
    let old = fs::read_to_string(&path)?;
    let at = old.find("summary: ").unwrap_or_default();
    let end = old[at..].find('\n').map_or(old.len(), |length| at + length);
    fs::write(&path, format!("{}summary: Do it for the {round}th time.{}", &old[..at], &old[end..]))
}
