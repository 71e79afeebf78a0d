//! `cargo xtask explain`: what an operation, an error code or a scope is and needs, in the terminal.

use std::fmt::Write as _;

use clap::Args;
use feishu_generator::diagnostic::Style;
use feishu_generator::emit::explain;
use feishu_generator::ir::Client;
use feishu_generator::lookup::{Answer as Found, Lookup};

use crate::analysis::analyse;
use crate::answer::{Answer, Exit};
use crate::check;
use crate::cli::{self, LIBRARY, SpecArgs};
use crate::failure::Failure;
use crate::specs;
use crate::terminal::Terminal;
use crate::workspace::Workspace;

/// Arguments of `explain`.
#[derive(Debug, Clone, Args)]
pub(crate) struct ExplainArgs {
    /// An operation's id (im.v1.message.create), or the start of one; METHOD PATH, a path or an address, also with values in it;
    /// the address of its page; an error code's number or name; a scope
    #[arg(required = true, num_args = 1..=2, value_name = "ID|METHOD PATH|CODE|SCOPE", allow_negative_numbers = true)]
    what: Vec<String>,

    /// Name of the client's library, as `use` has it
    #[arg(long, value_name = "NAME", default_value = LIBRARY, value_parser = cli::library)]
    library: String,

    #[command(flatten)]
    specs: SpecArgs,
}

/// Explains.
pub(crate) fn run(args: &ExplainArgs, workspace: &Workspace, terminal: Terminal) -> Result<Answer, Failure> {
    let analysis = analyse(specs::read(&workspace.roots(&args.specs.roots)));
    let Some(client) = &analysis.client else { return Ok(check::refused(&analysis, terminal.problem_style())) };
    let lookup = Lookup::new(client);
    let words: Vec<&str> = args.what.iter().flat_map(|word| word.split_whitespace()).collect();
    let found = match words.as_slice() {
        [word] => lookup.word(word),
        [method, path] => lookup.call(method, path),
        [] => return Err(Failure::usage("there is nothing to explain in an empty text")),
        _ => return Err(Failure::usage(format!("`{}` is more than one thing", args.what.join(" ")))),
    };
    let problems = analysis.problems(terminal.problem_style());
    let result = explained(client, &args.library, found, terminal.result_style(), &words.join(" "))?;
    Ok(Answer { problems, result, exit: Exit::Done })
}

fn explained(
    client: &Client,
    library: &str,
    found: Found<'_, '_>,
    style: Style,
    asked: &str,
) -> Result<String, Failure> {
    match found {
        Found::Operation(operation) => explain::operation(client, library, operation, style).map_err(Failure::problem),
        Found::Operations(operations) => Ok(explain::operations(&operations, style)),
        Found::Code(number, meanings) => Ok(explain::code(number, meanings, style)),
        Found::Scope(uses) => Ok(explain::scope(uses, style)),
        Found::Nothing(near) => Err(unknown(asked, &near)),
    }
}

/// Nothing has that name.
pub(crate) fn unknown(asked: &str, near: &[String]) -> Failure {
    let failure = Failure::problem(format!("the specs have nothing called `{asked}`"));
    match near {
        [] => failure.with_help("`cargo xtask explain im` lists the operations of a service"),
        [near] => failure.with_help(format!("did you mean `{near}`?")),
        near => {
            let mut help = String::from("did you mean one of these?");
            for near in near {
                let _ = write!(help, "\n    {near}");
            }
            failure.with_help(help)
        }
    }
}
