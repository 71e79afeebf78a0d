//! Instructions executed, counted by valgrind: the same on a busy machine as on a quiet one.

use std::process::ExitCode;

use crate::cases::Case;
use crate::valgrind;

/// The argument with which this program calls itself: case, form and rounds follow.
pub(crate) const ONCE: &str = "--once";

/// Bytes that are decoded at least for a figure: small texts need many rounds, since the allocator's work varies.
const BYTES: usize = 1_000_000;

/// Prints the instructions of each case.
pub(crate) fn print(cases: &[Case]) -> ExitCode {
    println!("{:<22} {:>12} {:>12} {:>7}", "case", "ours", "derive", "ratio");
    for case in cases {
        let (Some(ours), Some(derived)) = (decode(case, "ours"), decode(case, "derive")) else {
            eprintln!("valgrind is needed: `valgrind --tool=callgrind` did not run");
            return ExitCode::FAILURE;
        };
        // In thousandths, so that no float is needed.
        let ratio = ours * 1000 / derived.max(1);
        println!("{:<22} {ours:>12} {derived:>12} {:>3}.{:03}", case.name, ratio / 1000, ratio % 1000);
    }
    ExitCode::SUCCESS
}

/// Runs one form of a case, for callgrind to watch.
pub(crate) fn once(cases: &[Case], args: &[String]) -> ExitCode {
    let [name, form, rounds] = args else { return ExitCode::FAILURE };
    let (Some(case), Ok(rounds)) = (cases.iter().find(|case| case.name == *name), rounds.parse::<u64>()) else {
        return ExitCode::FAILURE;
    };
    (0..rounds).for_each(|_| case.form(form)(&case.text));
    ExitCode::SUCCESS
}

/// Instructions of one decoding: what many rounds cost beyond one.
fn decode(case: &Case, form: &str) -> Option<u64> {
    let rounds = BYTES.div_ceil(case.text.len()) as u64;
    let many = run(&case.name, form, rounds + 1)?;
    Some((many - run(&case.name, form, 1)?) / rounds)
}

fn run(case: &str, form: &str, rounds: u64) -> Option<u64> {
    valgrind::instructions(&[ONCE, case, form, &rounds.to_string()])
}
