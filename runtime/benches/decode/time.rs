//! Wall-clock time, the two forms in turn so that a busy machine slows both, and the best of many samples of each.

use std::time::{Duration, Instant};

use crate::cases::Case;

const SAMPLES: usize = 60;
const SAMPLE: Duration = Duration::from_millis(8);

/// Prints the time of each case.
pub(crate) fn print(cases: &[Case]) {
    println!("{:<22} {:>12} {:>12} {:>9} {:>7}", "case", "ours", "derive", "MB/s", "ratio");
    for case in cases {
        let rounds = calibrate(case);
        let (mut ours, mut derived) = (Duration::MAX, Duration::MAX);
        for _ in 0..SAMPLES {
            ours = ours.min(sample(case.ours, &case.text, rounds));
            derived = derived.min(sample(case.derived, &case.text, rounds));
        }
        report(case, ours / rounds, derived / rounds);
    }
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn report(case: &Case, ours: Duration, derived: Duration) {
    let speed = case.text.len() as f64 / ours.as_secs_f64() / 1e6;
    let ratio = ours.as_secs_f64() / derived.as_secs_f64();
    let (ours, derived) = (format!("{ours:.2?}"), format!("{derived:.2?}"));
    println!("{:<22} {ours:>12} {derived:>12} {speed:>9.0} {ratio:>7.3}", case.name);
}

/// Rounds that fill a sample.
fn calibrate(case: &Case) -> u32 {
    let mut rounds = 1;
    while sample(case.derived, &case.text, rounds) < SAMPLE {
        rounds *= 2;
    }
    rounds
}

fn sample(decode: fn(&[u8]), text: &[u8], rounds: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..rounds {
        decode(text);
    }
    start.elapsed()
}
