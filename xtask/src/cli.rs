//! The command line: names, help and defaults of everything that can be asked for. Does nothing.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use feishu_generator::naming::is_identifier;

use crate::catalogue::CatalogueArgs;
use crate::coverage::CoverageArgs;
use crate::draft::DraftArgs;
use crate::drift::DriftArgs;
use crate::explain::ExplainArgs;
use crate::facts::FactsArgs;
use crate::fmt::FmtArgs;
use crate::openapi::OpenApiArgs;
use crate::reference::ReferenceArgs;
use crate::scopes::ScopesArgs;

/// Name of the generated package unless another is given.
pub(crate) const PACKAGE: &str = "feishu-openapi";

/// Name of its library unless another is given.
pub(crate) const LIBRARY: &str = "feishu";

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
    /// Bring spec files into their canonical form, or list those that are not in it.
    Fmt(FmtArgs),
    /// Write the blank form of an operation's spec, to be filled in.
    New(NewArgs),
    /// Write specs of the operations that saved pages describe: all facts, with the words left to you.
    Draft(DraftArgs),
    /// Write the JSON Schemas of the spec format, by which editors complete and check specs.
    Schema(SchemaArgs),
    /// Write what the specs describe as an OpenAPI document.
    #[command(name = "openapi")]
    OpenApi(OpenApiArgs),
    /// Serve what the specs describe on this machine, until Ctrl-C.
    Mock(MockArgs),
    /// Print what saved pages of the documentation say, as JSON.
    Facts(FactsArgs),
    /// Count how much of the documentation the specs hold, by service.
    Coverage(CoverageArgs),
    /// Compare saved pages of the documentation with the specs.
    Drift(DriftArgs),
    /// Generate the client, and make the first calls of the examples against the mock server.
    Demo,
    /// Say what an operation, an error code or a scope is and needs.
    Explain(ExplainArgs),
    /// Write all operations as one JSON, for tools.
    Catalogue(CatalogueArgs),
    /// Tell the least scopes for operations, or for those that a Rust project uses.
    Scopes(ScopesArgs),
    /// Write the reference as a static site.
    Reference(ReferenceArgs),
    /// Run every step of the gate, as the server does.
    Ci(CiArgs),
}

/// Which specs.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct SpecArgs {
    /// A folder of specs; several are merged, for example your private specs with these [default: specs]
    #[arg(long = "specs", value_name = "DIR")]
    pub(crate) roots: Vec<PathBuf>,
}

/// What the generated client is called.
#[derive(Debug, Clone, Args)]
pub(crate) struct ClientArgs {
    /// Name of the client's package
    #[arg(long, value_name = "NAME", default_value = PACKAGE, value_parser = package)]
    pub(crate) package: String,

    /// Name of its library, as `use` has it
    #[arg(long, value_name = "NAME", default_value = LIBRARY, value_parser = library)]
    pub(crate) library: String,
}

impl Default for ClientArgs {
    fn default() -> Self {
        Self { package: PACKAGE.to_owned(), library: LIBRARY.to_owned() }
    }
}

/// Arguments of `codegen`.
#[derive(Debug, Clone, Default, Args)]
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

    #[command(flatten)]
    pub(crate) client: ClientArgs,
}

/// Arguments of `check`.
#[derive(Debug, Clone, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) specs: SpecArgs,
}

/// Arguments of `new`.
#[derive(Debug, Clone, Args)]
pub(crate) struct NewArgs {
    /// The platform's name of the service, for example im
    pub(crate) service: String,
    /// Version of the service, for example v1
    pub(crate) version: String,
    /// The platform's name of the resource, for example message
    pub(crate) resource: String,
    /// The platform's name of the operation, for example create
    pub(crate) operation: String,

    #[command(flatten)]
    pub(crate) specs: SpecArgs,
}

/// Arguments of `schema`.
#[derive(Debug, Clone, Args)]
pub(crate) struct SchemaArgs {
    /// Write nothing: list what differs, and exit with 1 if anything does
    #[arg(long)]
    pub(crate) check: bool,

    /// Where the schemas are [default: specs/schema]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// Arguments of `mock`.
#[derive(Debug, Clone, Args)]
pub(crate) struct MockArgs {
    /// Port of 127.0.0.1 to listen on; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) port: u16,

    #[command(flatten)]
    pub(crate) specs: SpecArgs,
}

/// Arguments of `ci`.
#[derive(Debug, Clone, Args)]
pub(crate) struct CiArgs {
    /// Go on after a step that failed
    #[arg(long)]
    pub(crate) keep_going: bool,

    /// Run only this step; may be given several times
    #[arg(long, value_name = "STEP")]
    pub(crate) only: Vec<StepName>,
}

/// A step of the gate, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StepName {
    /// Formatting
    Fmt,
    /// Spec files are in canonical form
    Specs,
    /// The generated crate is what the specs say
    Codegen,
    /// The JSON Schemas are what the generator says
    Schema,
    /// Lints, with warnings as errors
    Clippy,
    /// The OpenAPI documents are valid for the validators of others
    #[value(name = "openapi")]
    OpenApi,
    /// All tests
    Test,
    /// The examples in the documentation
    Doctest,
    /// The documentation builds without warnings
    Doc,
    /// The client with each feature alone, with none and with all
    Features,
    /// The runtime with each feature alone, linted, and with none
    Runtime,
    /// Licences, sources and duplicates of dependencies
    Deny,
}

/// A name that Cargo takes for a package.
fn package(text: &str) -> Result<String, String> {
    let sound = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if sound && is_identifier(&text.replace('-', "_")) {
        return Ok(text.to_owned());
    }
    Err("no name of a package; write a letter, then letters, digits, `-` and `_`".to_owned())
}

/// A name that `use` takes.
pub(crate) fn library(text: &str) -> Result<String, String> {
    if is_identifier(text) {
        return Ok(text.to_owned());
    }
    Err("no name of a library; write a letter, then letters, digits and `_`, and no keyword of Rust".to_owned())
}

/// Reads the command line.
pub(crate) fn parse() -> Result<Cli, clap::Error> {
    Cli::try_parse()
}
