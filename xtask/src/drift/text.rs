//! The report for people.

use std::fmt::Write as _;

use feishu_generator::drift::{Compared, suggestion};

use super::report::Report;

/// Prints the report.
pub(super) fn print(report: &Report<'_>) -> String {
    let mut out = String::new();
    for operation in report.differing() {
        differences(&mut out, report, operation);
    }
    without_page(&mut out, report);
    contradictions(&mut out, report);
    oddities(&mut out, report);
    passed_over(&mut out, report);
    without_spec(&mut out, report);
    let _ = writeln!(out, "{}", report.summary());
    out
}

fn differences(out: &mut String, report: &Report<'_>, operation: &Compared) {
    let updated = operation.updated.as_deref().map(|day| format!(", changed on {day}")).unwrap_or_default();
    let _ = writeln!(out, "{}  ({}{updated})", operation.name, operation.file);
    if operation.older {
        out.push_str("  the page is older than what the spec was written from\n");
    }
    for (difference, places) in operation.grouped() {
        let (file, line) = report.place(difference.span);
        let more = if places > 1 { format!(" (at {places} places)") } else { String::new() };
        let _ = writeln!(out, "  {difference}{more}");
        let _ = writeln!(out, "    {}:{}  {file}:{line}", operation.file, difference.line);
        let _ = writeln!(out, "    if it is meant: {}", suggestion(difference));
    }
    for stale in &operation.stale {
        let (file, line) = report.place(stale.span);
        let _ = writeln!(out, "  {}: nothing differs any more; remove the quirk\n    {file}:{line}", stale.about);
    }
    out.push('\n');
}

fn without_page(out: &mut String, report: &Report<'_>) {
    if report.gone().is_empty() && report.drift.without_pages.is_empty() {
        return;
    }
    out.push_str("Operations without a page\n");
    for gone in report.gone() {
        let (file, line) = report.place(gone.span);
        let _ = writeln!(out, "  {}  {} {}\n    {file}:{line}", gone.name, gone.method.word(), gone.path);
    }
    for service in &report.drift.without_pages {
        let _ = writeln!(out, "  note: none of the pages is of the service {service}, so it was left out");
    }
    out.push('\n');
}

/// Pages whose examples say otherwise than their tables: whoever reads the spec should know which of them is right.
fn contradictions(out: &mut String, report: &Report<'_>) {
    let operations = &report.drift.operations;
    if operations.iter().all(|operation| operation.contradictions().next().is_none()) {
        return;
    }
    out.push_str("Pages whose examples contradict their tables\n");
    for operation in operations {
        for warning in operation.contradictions() {
            let _ = writeln!(out, "  {}:{}: {}: {}", operation.file, warning.line, warning.kind, warning.message);
        }
    }
    out.push('\n');
}

/// Other warnings, as numbers: `facts` tells which.
fn oddities(out: &mut String, report: &Report<'_>) {
    let others = |operation: &Compared| operation.warnings.len() - operation.contradictions().count();
    if report.drift.operations.iter().all(|operation| others(operation) == 0) {
        return;
    }
    out.push_str("Pages with other oddities (`cargo xtask facts PAGE --warnings` tells them)\n");
    for operation in report.drift.operations.iter().filter(|operation| others(operation) > 0) {
        let _ = writeln!(out, "  {}: {}", operation.file, others(operation));
    }
    out.push('\n');
}

/// Pages that are not compared, because another one of the same endpoint is.
fn passed_over(out: &mut String, report: &Report<'_>) {
    let mut further = report.further().peekable();
    if further.peek().is_none() {
        return;
    }
    out.push_str("Pages that were passed over, because another one of the endpoint is compared\n");
    for (page, compared) in further {
        let _ = writeln!(out, "  {page}  (instead: {compared})");
    }
    out.push('\n');
}

fn without_spec(out: &mut String, report: &Report<'_>) {
    if report.named().is_empty() {
        return;
    }
    out.push_str("Endpoints without a spec\n");
    for new in report.named() {
        let retired = if new.retired { ", retired" } else { "" };
        let updated = new.updated.as_deref().unwrap_or("no day");
        let (method, path) = (new.method.word(), &new.path);
        let _ = writeln!(out, "  {}  {method} {path}  ({}:{}, {updated}{retired})", new.name, new.file, new.line);
    }
    out.push('\n');
}
