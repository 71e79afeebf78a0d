//! `cargo xtask facts`: what saved pages say, as JSON, for people and for tools other than this one.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use feishu_generator::diagnostic::Style;
use feishu_generator::page::facts::PageFacts;
use feishu_generator::page::{Dialect, Event, Rows, Warning};
use serde::Serialize;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::pages::{self, Page};
use crate::workspace::Workspace;

/// Arguments of `facts`.
#[derive(Debug, Clone, Args)]
pub(crate) struct FactsArgs {
    /// A saved page, or a folder of saved pages
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<PathBuf>,

    /// Put the warnings of each page beside its facts, instead of to standard error
    #[arg(long)]
    warnings: bool,
}

/// A page as it is printed.
#[derive(Debug, Serialize)]
struct Printed<'a> {
    page: &'a str,
    dialect: Dialect,
    rows: Rows,
    facts: Option<&'a PageFacts>,
    event: Option<&'a Event>,
    #[serde(skip_serializing_if = "Option::is_none")]
    warnings: Option<&'a [Warning]>,
}

/// Reads the pages.
pub(crate) fn run(args: &FactsArgs, workspace: &Workspace, style: Style) -> Result<Answer, Failure> {
    let read = pages::read(&args.pages, workspace);
    let printed: Vec<Printed<'_>> = read.pages.iter().map(|page| printed(page, args.warnings)).collect();
    let mut result = serde_json::to_string_pretty(&printed)
        .map_err(|error| Failure::problem(format!("cannot print the facts: {error}")))?;
    result.push('\n');
    let mut problems = read.problems(style);
    for page in read.pages.iter().filter(|_| !args.warnings) {
        for Warning { kind, line, message } in &page.reading.warnings {
            let _ = writeln!(problems, "{}:{line}: {kind}: {message}", page.path);
        }
    }
    Ok(Answer { problems, result, exit: read.exit() })
}

fn printed(page: &Page, with_warnings: bool) -> Printed<'_> {
    let reading = &page.reading;
    Printed {
        page: &page.path,
        dialect: reading.dialect,
        rows: reading.rows,
        facts: reading.facts.as_ref(),
        event: reading.event.as_ref(),
        warnings: with_warnings.then_some(&reading.warnings),
    }
}
