//! Runs one step of the gate: a child process whose output goes straight to the terminal, or a command of this program.

use std::env;
use std::ffi::OsString;
use std::io;
use std::process::{Command, ExitCode, Stdio};

use super::steps::{Job, Step};
use crate::answer::Answer;
use crate::cli::{CodegenArgs, SchemaArgs};
use crate::codegen;
use crate::failure::Failure;
use crate::fmt::{self, FmtArgs};
use crate::openapi;
use crate::schema;
use crate::terminal::{self, Terminal};
use crate::workspace::Workspace;

/// Runs steps.
pub(crate) struct Runner<'a> {
    workspace: &'a Workspace,
    terminal: Terminal,
    cargo: OsString,
}

impl<'a> Runner<'a> {
    /// Runs steps in the repository, with the cargo that runs this program.
    pub(crate) fn new(workspace: &'a Workspace, terminal: Terminal) -> Self {
        Self { workspace, terminal, cargo: env::var_os("CARGO").unwrap_or_else(|| "cargo".into()) }
    }

    /// Whether the step passed.
    pub(crate) fn run(&self, step: &Step) -> bool {
        match step.job {
            Job::Cargo(arguments, variable) => self.cargo(arguments, variable),
            Job::Tests(nextest, _) if self.has("nextest") => self.cargo(nextest, None),
            Job::Tests(_, test) => self.cargo(test, None),
            Job::Specs => self.own(fmt::run(&FmtArgs::checking(), self.workspace, self.terminal.problem_style())),
            Job::Codegen => self.own(self.codegen()),
            Job::Schema => self.own(schema::run(&SchemaArgs { check: true, out: None }, self.workspace)),
            Job::OpenApi => self.own(openapi::validate::run(self.workspace, self.terminal.problem_style())),
        }
    }

    fn codegen(&self) -> Result<Answer, Failure> {
        let args = CodegenArgs { check: true, ..CodegenArgs::default() };
        codegen::run(&args, self.workspace, self.terminal.problem_style()).map(|outcome| outcome.answer(&args))
    }

    fn own(&self, result: Result<Answer, Failure>) -> bool {
        let code = match result {
            Ok(answer) => self.terminal.answer(&answer),
            Err(failure) => self.terminal.failure(&failure),
        };
        code == ExitCode::SUCCESS
    }

    fn cargo(&self, arguments: &[&str], variable: Option<(&str, &str)>) -> bool {
        let missing = arguments.first().filter(|name| matches!(**name, "hack" | "deny") && !self.has(name));
        if let Some(name) = missing {
            let message = format!("cargo-{name} is not installed");
            self.terminal.failure(&Failure::usage(message).with_help(format!("cargo install --locked cargo-{name}")));
            return false;
        }
        let variables = variable.map(|(name, value)| format!("{name}={value:?} ")).unwrap_or_default();
        terminal::write(&mut io::stdout(), &format!("$ {variables}cargo {}\n", arguments.join(" ")));
        match self.command(arguments).envs(variable).status() {
            Ok(status) => status.success(),
            Err(error) => {
                self.terminal.failure(&Failure::usage(format!("cannot run cargo: {error}")));
                false
            }
        }
    }

    /// Whether a subcommand of cargo is installed.
    fn has(&self, subcommand: &str) -> bool {
        let mut command = self.command(&[subcommand, "--version"]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }

    /// Cargo as if it was typed at the top of the repository: without what cargo says to this program about itself.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.cargo);
        command.args(arguments).current_dir(&self.workspace.top);
        let told = env::vars_os().map(|(name, _)| name);
        for name in told.filter(|name| name.to_string_lossy().starts_with("CARGO_PKG_")) {
            command.env_remove(name);
        }
        command.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_MANIFEST_PATH");
        command
    }
}
