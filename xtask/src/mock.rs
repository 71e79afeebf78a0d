//! `cargo xtask mock`: serves what the specs describe on this machine, until it is interrupted.

use std::fmt::Write as _;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use feishu_generator::diagnostic::Style;
use feishu_generator::ir::Client;
use feishu_mock::{MockServer, Options};
use tokio::runtime;

use crate::analysis::{analyse, count};
use crate::answer::Answer;
use crate::check;
use crate::cli::MockArgs;
use crate::failure::Failure;
use crate::specs;
use crate::terminal;
use crate::workspace::Workspace;

/// Serves until it is interrupted.
pub(crate) fn run(args: &MockArgs, workspace: &Workspace, style: Style) -> Result<Answer, Failure> {
    let mut analysis = analyse(specs::read(&workspace.roots(&args.specs.roots)));
    let Some(client) = analysis.client.take() else { return Ok(check::refused(&analysis, style)) };
    let runtime = runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::usage(format!("cannot start the server: {error}")))?;
    runtime.block_on(serve(client, args.port))
}

async fn serve(client: Client, port: u16) -> Result<Answer, Failure> {
    let operations = count(client.operations().count(), "operation");
    let options = Options { address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)), ..Options::default() };
    let credentials = credentials(&options);
    let server = MockServer::start(client, options).await.map_err(|error| {
        Failure::usage(error.to_string()).with_help("choose another port with `--port N`, or 0 for any that is free")
    })?;
    // Said at once: whoever started it waits for the address.
    terminal::write(&mut io::stdout(), &format!("listening on {} with {operations}\n{credentials}", server.url()));
    tokio::signal::ctrl_c().await.map_err(|error| Failure::usage(format!("cannot wait for Ctrl-C: {error}")))?;
    let calls = count(server.total(), "call");
    server.shutdown().await;
    Ok(Answer::done(format!("stopped after {calls}\n")))
}

/// What the server accepts: all of it made up, so there is nothing to hide.
fn credentials(options: &Options) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "  app id      {}", options.app_id);
    let _ = writeln!(text, "  app secret  {}", options.app_secret);
    let _ = writeln!(text, "  app ticket  {}", options.app_ticket);
    for token in &options.user_tokens {
        let _ = writeln!(text, "  user token  {token}");
    }
    text.push_str("stop it with Ctrl-C\n");
    text
}
