//! How fast answers are decoded, against serde's derive on the same structures.
//!
//! ```text
//! cargo bench -p feishu-runtime --bench decode                      time
//! cargo bench -p feishu-runtime --bench decode -- --instructions    instructions, counted by valgrind
//! ```
//!
//! The last column is ours by the derive's: below 1 is faster. A harness of its own instead of criterion, since what matters
//! is the ratio: the forms take turns, and instructions do not depend on what else the machine does.

mod cases;
mod inputs;
mod instructions;
mod shapes;
mod time;
#[path = "../../tests/wire/twins.rs"]
mod twins;
#[path = "../support/valgrind.rs"]
mod valgrind;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let benched = std::env::args().any(|arg| arg == "--bench");
    let cases = cases::cases();
    match args.first().map(String::as_str) {
        Some(instructions::ONCE) => return instructions::once(&cases, &args[1..]),
        Some("--instructions") => return instructions::print(&cases),
        // `cargo test` runs benchmarks too: once through is enough there.
        _ if benched => time::print(&cases),
        _ => cases.iter().for_each(|case| {
            (case.ours)(&case.text);
            (case.derived)(&case.text);
        }),
    }
    ExitCode::SUCCESS
}
