//! The command line: names, help and defaults of everything that can be asked for. Does nothing.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Generates the client from the specs, checks specs, and runs what belongs to this repository.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    version,
    after_help = "Exit codes: 0 all is well, 1 problems were found, 2 wrong usage or the system is in the way."
)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the client that the specs describe, or compare it with what is there.
    Codegen(CodegenArgs),
    /// Say everything that is wrong with the specs; write nothing.
    Check(CheckArgs),
}

/// Which specs.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct SpecArgs {
    /// A folder of specs; several are merged, for example your private specs with these [default: specs]
    #[arg(long = "specs", value_name = "DIR")]
    pub(crate) roots: Vec<PathBuf>,
}

/// Arguments of `codegen`.
#[derive(Debug, Clone, Args)]
pub(crate) struct CodegenArgs {
    /// Write nothing: list what differs, and exit with 1 if anything does
    #[arg(long)]
    pub(crate) check: bool,

    /// Write or compare only the files of this service; everything is still read and checked
    #[arg(long = "service", value_name = "NAME")]
    pub(crate) services: Vec<String>,

    #[command(flatten)]
    pub(crate) specs: SpecArgs,

    /// Where the generated crate is [default: generated]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Name of the generated package
    #[arg(long, value_name = "NAME", default_value = "feishu-openapi")]
    pub(crate) package: String,

    /// Name of its library, as `use` has it
    #[arg(long, value_name = "NAME", default_value = "feishu")]
    pub(crate) library: String,
}

/// Arguments of `check`.
#[derive(Debug, Clone, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) specs: SpecArgs,
}

/// Reads the command line.
pub(crate) fn parse() -> Result<Cli, clap::Error> {
    Cli::try_parse()
}
