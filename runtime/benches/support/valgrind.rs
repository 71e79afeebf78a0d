//! Counts what this program does when it calls itself with some arguments, by valgrind: the same on a busy machine as on a quiet one.
#![allow(dead_code, reason = "each benchmark uses some of it")]

use std::env;
use std::process::Command;

/// Instructions executed.
pub(crate) fn instructions(args: &[&str]) -> Option<u64> {
    let report = report(&["--tool=callgrind", "--callgrind-out-file=/dev/null"], args)?;
    number_after(&report, "Collected :")
}

/// Allocations made.
pub(crate) fn allocations(args: &[&str]) -> Option<u64> {
    number_after(&report(&["--tool=memcheck"], args)?, "total heap usage:")
}

fn report(options: &[&str], args: &[&str]) -> Option<String> {
    let output = Command::new("valgrind").args(options).arg(env::current_exe().ok()?).args(args).output().ok()?;
    Some(String::from_utf8_lossy(&output.stderr).into_owned())
}

fn number_after(report: &str, label: &str) -> Option<u64> {
    let rest = report.lines().find_map(|line| line.split_once(label))?.1;
    rest.split_whitespace().next()?.replace(',', "").parse().ok()
}
