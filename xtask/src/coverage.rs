//! `cargo xtask coverage`: how much of the documentation the specs hold, by service.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use feishu_generator::coverage::{self, Counts};
use feishu_generator::diagnostic::Style;
use feishu_generator::drift::Page;
use serde_json::json;

use crate::analysis::Readable;
use crate::answer::Answer;
use crate::check;
use crate::cli::SpecArgs;
use crate::failure::Failure;
use crate::pages;
use crate::specs;
use crate::workspace::Workspace;

/// Arguments of `coverage`.
#[derive(Debug, Clone, Args)]
pub(crate) struct CoverageArgs {
    /// A saved page, or a folder of saved pages
    #[arg(required = true, value_name = "PAGES")]
    pages: Vec<PathBuf>,

    /// What to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,

    #[command(flatten)]
    specs: SpecArgs,
}

/// What to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for people
    Text,
    /// For programs
    Json,
    /// A table for a document
    Markdown,
}

/// Columns of the tables.
const HEAD: [&str; 9] =
    ["service", "endpoints", "retired", "specified", "with prose", "fields", "specified", "share", "events"];

/// Reads pages and specs, and counts.
pub(crate) fn run(args: &CoverageArgs, workspace: &Workspace, style: Style) -> Result<Answer, Failure> {
    let spec = match Readable::of(specs::read(&workspace.roots(&args.specs.roots))) {
        Ok(readable) => readable.spec,
        Err(analysis) => return Ok(check::unread(&analysis, style)),
    };
    let read = pages::read(&args.pages, workspace);
    let (problems, exit) = (read.problems(style), read.exit());
    let events: Vec<_> = read.pages.iter().filter_map(|page| page.reading.event.clone()).collect();
    let pages: Vec<Page> = read.pages.into_iter().filter_map(|page| Page::of(page.path, page.reading)).collect();
    let counts = coverage::count(&pages, &events.iter().collect::<Vec<_>>(), &spec);
    let mut total = Counts::default();
    for counts in counts.values() {
        total += *counts;
    }
    let result = match args.format {
        Format::Text => text(&rows(&counts, total)),
        Format::Markdown => markdown(&rows(&counts, total)),
        Format::Json => json(&counts, total)?,
    };
    Ok(Answer { problems, result, exit })
}

/// The lines of a table: each service, and all together.
fn rows(counts: &BTreeMap<String, Counts>, total: Counts) -> Vec<[String; 9]> {
    let services = counts.iter().map(|(service, counts)| row(service, *counts));
    services.chain([row("all", total)]).collect()
}

fn row(service: &str, counts: Counts) -> [String; 9] {
    let Counts { documented, retired, specified, complete, fields, specified_fields, events } = counts;
    let share = specified_fields.saturating_mul(100).checked_div(fields);
    let share = share.map_or_else(|| "–".to_owned(), |share| format!("{share} %"));
    let numbers = [documented, retired, specified, complete, fields, specified_fields].map(|number| number.to_string());
    let [documented, retired, specified, complete, fields, specified_fields] = numbers;
    let (service, events) = (service.to_owned(), events.to_string());
    [service, documented, retired, specified, complete, fields, specified_fields, share, events]
}

fn text(rows: &[[String; 9]]) -> String {
    let widths: Vec<usize> = (0..HEAD.len())
        .map(|at| rows.iter().map(|row| row[at].chars().count()).chain([HEAD[at].len()]).max().unwrap_or_default())
        .collect();
    let mut out = String::new();
    for row in [HEAD.map(str::to_owned)].iter().chain(rows) {
        for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let _ = if at == 0 { write!(out, "{cell:<width$}") } else { write!(out, "  {cell:>width$}") };
        }
        out.push('\n');
    }
    out
}

fn markdown(rows: &[[String; 9]]) -> String {
    let mut out = format!("| {} |\n|---|{}\n", HEAD.join(" | "), "---:|".repeat(HEAD.len() - 1));
    for row in rows {
        let _ = writeln!(out, "| {} |", row.join(" | ").replace(['<', '`'], ""));
    }
    out
}

fn json(counts: &BTreeMap<String, Counts>, total: Counts) -> Result<String, Failure> {
    let mut text = serde_json::to_string_pretty(&json!({"services": counts, "all": total}))
        .map_err(|error| Failure::problem(format!("cannot print the counts: {error}")))?;
    text.push('\n');
    Ok(text)
}
