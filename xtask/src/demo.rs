//! `cargo xtask demo`: generates the client, and makes the first calls of the examples against the mock server.

use std::io;
use std::process::Command;

use feishu_generator::diagnostic::Style;
use feishu_generator::ir::Client;
use feishu_mock::{MockServer, Options};
use tokio::runtime;

use crate::analysis::analyse;
use crate::answer::{Answer, Exit};
use crate::cli::CodegenArgs;
use crate::failure::Failure;
use crate::specs;
use crate::terminal;
use crate::workspace::Workspace;
use crate::{check, codegen};

/// Programs of the examples, with what they are called with.
const PROGRAMS: &[&[&str]] =
    &[&["delete_clock_in_records", "6709359313699356941"], &["delete_visitor", "6939433228970082566"]];

/// Generates, then calls.
pub(crate) fn run(workspace: &Workspace, style: Style) -> Result<Answer, Failure> {
    let args = CodegenArgs::default();
    let generated = codegen::run(&args, workspace, style)?.answer(&args);
    if generated.exit != Exit::Done {
        return Ok(generated);
    }
    terminal::write(&mut io::stdout(), &generated.result);
    let mut analysis = analyse(specs::read(&workspace.roots(&[])));
    let Some(client) = analysis.client.take() else { return Ok(check::refused(&analysis, style)) };
    let runtime = runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::usage(format!("cannot start the server: {error}")))?;
    runtime.block_on(calls(client, workspace))
}

async fn calls(client: Client, workspace: &Workspace) -> Result<Answer, Failure> {
    let options = Options::default();
    let user_token = options.user_tokens.first().cloned().unwrap_or_default();
    let credentials = [
        ("FEISHU_APP_ID", options.app_id.clone()),
        ("FEISHU_APP_SECRET", options.app_secret.clone()),
        ("FEISHU_USER_TOKEN", user_token),
    ];
    let server = MockServer::start(client, options).await.map_err(|error| Failure::usage(error.to_string()))?;
    for arguments in PROGRAMS {
        terminal::write(&mut io::stdout(), &format!("\n$ {}\n", arguments.join(" ")));
        let mut command = Command::new("cargo");
        command
            .args(["run", "--quiet", "--package", "feishu-examples", "--bin", arguments[0], "--"])
            .args(&arguments[1..]);
        command.envs(credentials.iter().map(|(name, value)| (name, value))).env("FEISHU_BASE_URL", server.url());
        command.current_dir(&workspace.top);
        // The server answers on other threads while this one waits.
        let status = tokio::task::block_in_place(|| command.status());
        let status = status.map_err(|error| Failure::usage(format!("cannot run cargo: {error}")))?;
        if !status.success() {
            return Err(Failure::problem(format!("`{}` ended with {status}", arguments[0])));
        }
    }
    let calls = server.total();
    server.shutdown().await;
    Ok(Answer::done(format!("\nthe mock server answered {calls} calls\n")))
}
