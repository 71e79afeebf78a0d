//! `cargo xtask catalogue`: all operations as one JSON, for tools.

use std::path::PathBuf;

use clap::Args;
use feishu_generator::diagnostic::Style;
use feishu_generator::emit::catalogue::catalogue;

use crate::analysis::{analyse, count};
use crate::answer::{Answer, Exit};
use crate::check;
use crate::cli::SpecArgs;
use crate::failure::Failure;
use crate::specs;
use crate::staging::write_one;
use crate::workspace::Workspace;

/// Arguments of `catalogue`.
#[derive(Debug, Clone, Args)]
pub(crate) struct CatalogueArgs {
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    #[command(flatten)]
    specs: SpecArgs,
}

/// Writes the catalogue.
pub(crate) fn run(args: &CatalogueArgs, workspace: &Workspace, style: Style) -> Result<Answer, Failure> {
    let analysis = analyse(specs::read(&workspace.roots(&args.specs.roots)));
    let Some(client) = &analysis.client else { return Ok(check::refused(&analysis, style)) };
    let text = catalogue(client).map_err(Failure::problem)?;
    let result = match &args.out {
        None => text,
        Some(out) => {
            let word = if write_one(out, &text)? { "written" } else { "kept" };
            let operations = count(client.operations().count(), "operation");
            format!("{}: {operations}, {word}\n", workspace.display(out))
        }
    };
    Ok(Answer { problems: analysis.problems(style), result, exit: Exit::Done })
}
