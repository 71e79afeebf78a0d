//! Time for each round, the best of several runs in turns.

use std::time::Instant;

use crate::cases::Case;

const ROUNDS: u64 = 200_000;

const RUNS: usize = 15;

/// Prints nanoseconds, and how many increments of an atomic number they are.
pub(crate) fn print(cases: &[Case]) {
    let mut prepared: Vec<_> = cases.iter().map(|case| ((case.prepare)(), f64::INFINITY)).collect();
    for _ in 0..RUNS {
        for (run, best) in &mut prepared {
            let started = Instant::now();
            run(ROUNDS);
            #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
            let nanoseconds = started.elapsed().as_nanos() as f64 / ROUNDS as f64;
            *best = best.min(nanoseconds);
        }
    }
    let measure = prepared[0].1;
    println!("{:<26} {:>9} {:>9}", "case", "ns", "ratio");
    for (case, (_, best)) in cases.iter().zip(&prepared) {
        println!("{:<26} {best:>9.1} {:>9.1}", case.name, best / measure);
    }
}
