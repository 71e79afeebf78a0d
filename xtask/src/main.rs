//! The command line of this repository; see `cargo xtask --help`.
//!
//! The only part of the project that touches the disk. What specs mean is the generator's business, never this crate's.

mod analysis;
mod answer;
mod catalogue;
mod check;
mod ci;
mod cli;
mod codegen;
mod coverage;
mod demo;
mod difference;
mod draft;
mod drift;
mod explain;
mod facts;
mod failure;
mod files;
mod fmt;
mod mock;
mod new;
mod openapi;
mod pages;
mod reference;
mod schema;
mod scopes;
mod services;
mod specs;
mod staging;
mod terminal;
mod tree;
mod workspace;

use std::process::ExitCode;

use crate::answer::Answer;
use crate::cli::{Cli, Command};
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::workspace::Workspace;

/// Printing code makes and drops syntax trees by the million; the system's allocator takes a third of the whole time for it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let terminal = Terminal::detect();
    let command = match cli::parse() {
        Ok(Cli { command }) => command,
        Err(refused) => return terminal::usage(&refused),
    };
    match run(command, terminal) {
        Ok(answer) => terminal.answer(&answer),
        Err(failure) => terminal.failure(&failure),
    }
}

fn run(command: Command, terminal: Terminal) -> Result<Answer, Failure> {
    let workspace = Workspace::find()?;
    let style = terminal.problem_style();
    match command {
        Command::Codegen(args) => codegen::run(&args, &workspace, style).map(|outcome| outcome.answer(&args)),
        Command::Check(args) => Ok(check::run(&args, &workspace).answer(style)),
        Command::Fmt(args) => fmt::run(&args, &workspace, style),
        Command::New(args) => new::run(&args, &workspace),
        Command::Schema(args) => schema::run(&args, &workspace),
        Command::Draft(args) => draft::run(&args, &workspace, style),
        Command::OpenApi(args) => openapi::run(&args, &workspace, style),
        Command::Mock(args) => mock::run(&args, &workspace, style),
        Command::Facts(args) => facts::run(&args, &workspace, style),
        Command::Coverage(args) => coverage::run(&args, &workspace, style),
        Command::Drift(args) => drift::run(&args, &workspace, style),
        Command::Demo => demo::run(&workspace, style),
        Command::Explain(args) => explain::run(&args, &workspace, terminal),
        Command::Catalogue(args) => catalogue::run(&args, &workspace, style),
        Command::Reference(args) => reference::run(&args, &workspace, style),
        Command::Scopes(args) => scopes::run(&args, &workspace, style),
        Command::Ci(args) => Ok(ci::run(&args, &workspace, terminal)),
    }
}
