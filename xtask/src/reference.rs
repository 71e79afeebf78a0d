//! `cargo xtask reference`: writes the reference as a static site.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use feishu_generator::diagnostic::Style;
use feishu_generator::emit::reference::{MARKER, emit};

use crate::analysis::{analyse, count};
use crate::answer::{Answer, Exit};
use crate::check;
use crate::cli::{ClientArgs, SpecArgs};
use crate::failure::Failure;
use crate::specs;
use crate::tree::{self, Owner, Plan, Snapshot};
use crate::workspace::Workspace;

/// The folder of the site.
const OWNER: Owner = Owner { command: "reference", what: "reference", marker: MARKER, anchor: "index.html" };

/// Arguments of `reference`.
#[derive(Debug, Clone, Args)]
pub(crate) struct ReferenceArgs {
    /// The folder of the site; pages that it had and no longer has are removed
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    #[command(flatten)]
    names: ClientArgs,

    #[command(flatten)]
    specs: SpecArgs,
}

/// Writes the site.
pub(crate) fn run(args: &ReferenceArgs, workspace: &Workspace, style: Style) -> Result<Answer, Failure> {
    let started = Instant::now();
    let roots = workspace.roots(&args.specs.roots);
    let (inputs, before) = rayon::join(|| specs::read(&roots), || Snapshot::read(&args.out, OWNER));
    let (analysis, before) = (analyse(inputs), before?);
    let Some(client) = &analysis.client else { return Ok(check::refused(&analysis, style)) };
    let ClientArgs { package, library } = &args.names;
    let files = emit(client, library, package).map_err(|error| Failure::problem(error.to_string()))?;
    let plan = Plan::make(&files, &before, |_| true);
    plan.protect(&before, &workspace.display(&args.out))?;
    tree::write(&args.out, &plan, &before)?;
    let operations = count(client.operations().count(), "operation");
    let (all, kept, out) = (count(files.len(), "file"), plan.kept, workspace.display(&args.out));
    let took = started.elapsed().as_secs_f64();
    let result = format!("{out}/index.html: {operations}, {all} ({kept} kept) in {took:.2} s\n");
    Ok(Answer { problems: analysis.problems(style), result, exit: Exit::Done })
}
