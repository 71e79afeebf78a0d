//! `cargo xtask scopes`: the least scopes for some operations, or for those that a program uses.

mod project;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use feishu_generator::diagnostic::Style;
use feishu_generator::ir::{Client, Operation};
use feishu_generator::lookup::{Answer as Found, Calls, Lookup, needed};
use feishu_generator::usage::{Usage, usage};

use crate::analysis::{analyse, count};
use crate::answer::{Answer, Exit};
use crate::check;
use crate::cli::{ClientArgs, SpecArgs};
use crate::explain::unknown;
use crate::failure::Failure;
use crate::specs;
use crate::workspace::Workspace;

/// So many places of an operation are listed.
const PLACES: usize = 3;

/// Arguments of `scopes`.
#[derive(Debug, Clone, Args)]
pub(crate) struct ScopesArgs {
    /// Ids of operations (im.v1.message.create); the start of ids (im.v1.message) stands for all below
    #[arg(required_unless_present = "source", value_name = "ID")]
    ids: Vec<String>,

    /// Find the operations that the Rust source in this folder uses; one package, or several in folders of their own
    #[arg(long = "from-source", value_name = "DIR")]
    source: Option<PathBuf>,

    /// With tests, benches and examples of the packages, which need no scopes where the program runs
    #[arg(long)]
    all_targets: bool,

    /// For calls on behalf of a user wherever an operation allows it
    #[arg(long)]
    as_user: bool,

    /// With every scope that adds fields to answers
    #[arg(long)]
    all_fields: bool,

    #[command(flatten)]
    names: ClientArgs,

    #[command(flatten)]
    specs: SpecArgs,
}

/// Tells the scopes: the JSON that the developer console imports as the result, and what it is made from besides.
pub(crate) fn run(args: &ScopesArgs, workspace: &Workspace, style: Style) -> Result<Answer, Failure> {
    let analysis = analyse(specs::read(&workspace.roots(&args.specs.roots)));
    let Some(client) = &analysis.client else { return Ok(check::refused(&analysis, style)) };
    let mut operations = named(client, &args.ids)?;
    let mut problems = analysis.problems(style);
    let mut exit = Exit::Done;
    if let Some(dir) = &args.source {
        let found = used(client, args, dir)?;
        operations.extend(found.used.values().map(|used| used.operation));
        problems.push_str(&report(&found));
        if !found.unknown.is_empty() {
            exit = Exit::Problems;
        }
    }
    let calls = Calls { as_user: args.as_user, all_fields: args.all_fields };
    // Operations that are named and used count once.
    operations.sort_by(|a, b| a.id.cmp(&b.id));
    operations.dedup_by(|a, b| a.id == b.id);
    let needed = needed(&operations, calls);
    Ok(Answer { problems, result: format!("{}\n", needed.json()), exit })
}

fn named<'c>(client: &'c Client, ids: &[String]) -> Result<Vec<&'c Operation>, Failure> {
    let lookup = Lookup::new(client);
    let mut operations = Vec::new();
    for id in ids {
        match lookup.word(id) {
            Found::Operation(operation) => operations.push(operation),
            Found::Operations(several) => operations.extend(several),
            Found::Code(..) | Found::Scope(_) => {
                return Err(Failure::usage(format!("`{id}` is no operation"))
                    .with_help(format!("`cargo xtask explain {id}` tells what it is")));
            }
            Found::Nothing(_) => return Err(unknown(id, &lookup.near_ids(id))),
        }
    }
    Ok(operations)
}

fn used<'c>(client: &'c Client, args: &ScopesArgs, dir: &Path) -> Result<Usage<'c>, Failure> {
    let packages = project::read(dir, &args.names, args.all_targets)?;
    Ok(usage(client, &packages))
}

/// What was found where, and what could not be told.
fn report(found: &Usage<'_>) -> String {
    let mut text = String::new();
    let width = found.used.keys().map(|id| id.len()).max().unwrap_or(0);
    for (id, used) in &found.used {
        let places = used.places.iter().take(PLACES).map(|spot| format!("{}:{}", spot.file, spot.line));
        let mut places: Vec<String> = places.collect();
        if used.places.len() > PLACES {
            places.push(format!("and {} more", used.places.len() - PLACES));
        }
        let _ = writeln!(text, "{id:width$}  {}", places.join(", "));
    }
    let _ = writeln!(text, "{} used", count(found.used.len(), "operation"));
    if !found.unknown.is_empty() {
        let _ = writeln!(text, "\nwarning: the scopes may be too few, since not everything could be told:");
        for unknown in &found.unknown {
            let _ = writeln!(text, "  {}:{}: {}", unknown.spot.file, unknown.spot.line, unknown.what);
        }
    }
    text
}
