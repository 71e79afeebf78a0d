//! `cargo xtask ci`: the gate that every change passes, here and on the server, step by step.

mod runner;
mod steps;

use std::fmt::Write as _;
use std::io;
use std::time::{Duration, Instant};

use self::runner::Runner;
use self::steps::Step;
use crate::analysis::count;
use crate::answer::{Answer, Exit};
use crate::cli::CiArgs;
use crate::terminal::{self, Terminal};
use crate::workspace::Workspace;

/// How a step ended.
struct Ended {
    step: Step,
    passed: bool,
    took: Duration,
}

/// Runs the steps. Says at once what it does: a step can take minutes.
pub(crate) fn run(args: &CiArgs, workspace: &Workspace, terminal: Terminal) -> Answer {
    let runner = Runner::new(workspace, terminal);
    let steps: Vec<Step> =
        steps::all().into_iter().filter(|step| args.only.is_empty() || args.only.contains(&step.name)).collect();
    let started = Instant::now();
    let mut ended = Vec::new();
    for (step, number) in steps.iter().zip(1..) {
        say(&format!("\n== {number}/{} {}: {}\n", steps.len(), step.label(), step.about()));
        let began = Instant::now();
        let passed = runner.run(step);
        let took = began.elapsed();
        say(&format!("== {} {} in {:.1} s\n", step.label(), word(passed), took.as_secs_f64()));
        ended.push(Ended { step: *step, passed, took });
        if !passed && !args.keep_going {
            break;
        }
    }
    summary(&ended, steps.len(), started.elapsed())
}

fn say(text: &str) {
    terminal::write(&mut io::stdout(), text);
}

fn word(passed: bool) -> &'static str {
    if passed { "passed" } else { "FAILED" }
}

fn summary(ended: &[Ended], steps: usize, took: Duration) -> Answer {
    let mut result = String::from("\n");
    for Ended { step, passed, took } in ended {
        let _ = writeln!(result, "  {:<9} {} {:>7.1} s", step.label(), word(*passed), took.as_secs_f64());
    }
    let failed = ended.iter().filter(|ended| !ended.passed).count();
    let passed = count(ended.len() - failed, "step");
    let left = steps - ended.len();
    let rest = if left > 0 { format!(", {left} not run") } else { String::new() };
    let _ = writeln!(result, "{passed} passed, {failed} failed{rest} in {:.1} s", took.as_secs_f64());
    Answer { problems: String::new(), result, exit: if failed == 0 { Exit::Done } else { Exit::Problems } }
}
