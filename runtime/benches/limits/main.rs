//! What it costs to keep the limits, for a call that need not wait: leave, sent, answered, over.
//!
//! ```text
//! cargo bench -p feishu-runtime --bench limits                      time, against an atomic increment
//! cargo bench -p feishu-runtime --bench limits -- --instructions    instructions and allocations, counted by valgrind
//! ```
//!
//! Read the ratio, the instructions and the allocations: they depend little on what else the machine does.

mod cases;
mod instructions;
mod time;
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
        _ => cases.iter().for_each(|case| (case.prepare)()(1)),
    }
    ExitCode::SUCCESS
}
