//! How long `codegen`, `openapi` and `reference` take on a tree as large as the whole platform: `cargo bench --package xtask`.
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

/// How often each run is measured. The best counts, since nothing makes a run faster than it is; the median tells how sure it is.
const ROUNDS: usize = 5;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    // A new folder each time, and in it one for each round: some file systems create files slowly where many were just deleted.
    let dir = tempfile::Builder::new().prefix("bench_codegen").tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let dir = dir.path();
    tree::write(&dir.join("specs"), OPERATIONS)?;
    println!("{OPERATIONS} operations, best and median of {ROUNDS}");
    let within = [
        measure("into an empty folder", FULL, dir, |_| Ok(()), |round| codegen(&format!("empty/{round}")))?,
        measure("nothing to write", FULL, dir, |_| fs::remove_dir_all(dir.join("target")), one)?,
        measure("one operation edited", FULL, dir, |round| edit(&dir.join("specs"), round), one)?,
        measure("nothing changed", UNCHANGED, dir, |_| Ok(()), one)?,
        measure_openapi("OpenAPI in JSON", dir, "json")?,
        measure_openapi("OpenAPI in YAML", dir, "yaml")?,
        measure("reference, new", SITE, dir, |_| Ok(()), |round| reference(&format!("site/{round}")))?,
        measure("reference, again", SITE, dir, |_| Ok(()), |_| reference("site/0"))?,
    ];
    Ok(if within.iter().all(|within| *within) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The limit of a run that reads, checks and emits everything.
const FULL: Duration = Duration::from_millis(800);

/// The limit of an OpenAPI document of everything.
const OPENAPI: Duration = Duration::from_secs(1);

/// The limit of a run that finds everything as the last one left it.
const UNCHANGED: Duration = Duration::from_millis(100);

/// The limit of a run that writes the whole site.
const SITE: Duration = Duration::from_secs(5);

/// What a run is asked for.
struct Run {
    command: &'static str,
    out: String,
}

impl Run {
    fn arguments(&self) -> [&str; 5] {
        [self.command, "--specs", "specs", "--out", &self.out]
    }
}

fn codegen(out: &str) -> Run {
    Run { command: "codegen", out: out.to_owned() }
}

fn reference(out: &str) -> Run {
    Run { command: "reference", out: out.to_owned() }
}

/// The same folder in every round.
fn one(_: usize) -> Run {
    codegen("empty/0")
}

/// Times some runs of `codegen`, each after a preparation, and reports them.
fn measure(
    what: &str,
    limit: Duration,
    dir: &Path,
    prepare: impl Fn(usize) -> std::io::Result<()>,
    run: impl Fn(usize) -> Run,
) -> Result<bool, Box<dyn Error>> {
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        prepare(round)?;
        times.push(time(dir, &run(round).arguments())?);
    }
    Ok(report(what, limit, times))
}

/// The same for `openapi`, which writes a new document in every round.
fn measure_openapi(what: &str, dir: &Path, ending: &str) -> Result<bool, Box<dyn Error>> {
    let out = |round| format!("document{round}.{ending}");
    let times = (0..ROUNDS).map(|round| time(dir, &["openapi", "--specs", "specs", "--out", &out(round)]));
    Ok(report(what, OPENAPI, times.collect::<Result<_, _>>()?))
}

/// Prints the shortest and the median; whether the shortest is within the limit.
fn report(what: &str, limit: Duration, mut times: Vec<Duration>) -> bool {
    times.sort();
    let (best, median) = (times[0], times[ROUNDS / 2]);
    let ratio = best.as_secs_f64() / limit.as_secs_f64();
    let [best_s, median_s, limit_s] = [best, median, limit].map(|time| time.as_secs_f64());
    println!("{what:<21} {best_s:>6.3} s  {median_s:>6.3} s  {ratio:.2} × the limit of {limit_s:.1} s");
    best <= limit
}

fn time(dir: &Path, arguments: &[&str]) -> Result<Duration, Box<dyn Error>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments);
    command.current_dir(dir).env("CARGO_TARGET_DIR", dir.join("target"));
    let started = Instant::now();
    let output = command.output()?;
    let took = started.elapsed();
    if output.status.success() {
        return Ok(took);
    }
    let problems = String::from_utf8_lossy(&output.stderr);
    Err(problems.lines().take(10).collect::<Vec<_>>().join("\n").into())
}

/// Changes one operation.
fn edit(root: &Path, round: usize) -> std::io::Result<()> {
    let path = root.join("bench3/v1/thing1.yaml");
    let old = fs::read_to_string(&path)?;
    let at = old.find("summary: ").unwrap_or_default();
    let end = old[at..].find('\n').map_or(old.len(), |length| at + length);
    fs::write(&path, format!("{}summary: Do it for the {round}th time.{}", &old[..at], &old[end..]))
}
