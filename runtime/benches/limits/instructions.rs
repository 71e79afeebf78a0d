//! Instructions and allocations of one call: what many rounds cost beyond few.

use std::process::ExitCode;

use crate::cases::Case;
use crate::valgrind;

/// The argument with which this program calls itself: case and rounds follow.
pub(crate) const ONCE: &str = "--once";

/// Enough for what is remembered of calls to have its final size.
const FEW: u64 = 10_000;

const MANY: u64 = 110_000;

/// Prints the figures of each case.
pub(crate) fn print(cases: &[Case]) -> ExitCode {
    println!("{:<26} {:>12} {:>12}", "case", "instructions", "allocations");
    for case in cases {
        let figures = (of_one(case, valgrind::instructions), of_one(case, valgrind::allocations));
        let (Some(instructions), Some(allocations)) = figures else {
            eprintln!("valgrind is needed: it did not run");
            return ExitCode::FAILURE;
        };
        println!("{:<26} {instructions:>12.1} {allocations:>12.3}", case.name);
    }
    ExitCode::SUCCESS
}

/// Runs a case, for valgrind to watch.
pub(crate) fn once(cases: &[Case], args: &[String]) -> ExitCode {
    let [name, rounds] = args else { return ExitCode::FAILURE };
    let (Some(case), Ok(rounds)) = (cases.iter().find(|case| case.name == *name), rounds.parse()) else {
        return ExitCode::FAILURE;
    };
    (case.prepare)()(rounds);
    ExitCode::SUCCESS
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn of_one(case: &Case, count: fn(&[&str]) -> Option<u64>) -> Option<f64> {
    let run = |rounds: u64| count(&[ONCE, case.name, &rounds.to_string()]);
    Some(run(MANY)?.saturating_sub(run(FEW)?) as f64 / (MANY - FEW) as f64)
}
