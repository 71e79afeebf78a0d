//! Holds documents against the validators of others: openapi-spec-validator (Python) and Redocly (Node.js).

use std::env;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use feishu_generator::diagnostic::Style;

use super::args::{OpenApiArgs, Version};
use crate::analysis::count;
use crate::answer::{Answer, Exit};
use crate::failure::Failure;
use crate::workspace::Workspace;

/// Specs whose documents must be valid, from the top of the repository: the committed ones, and hostile ones.
const TREES: &[(&str, &str)] = &[("specs", "specs"), ("obstacle-course", "generator/tests/obstacle_course/specs")];

/// Rules of Redocly, from the top of the repository.
const RULES: &str = ".ci/redocly.yaml";

/// Writes documents of all trees, and has every validator look at all of them.
pub(crate) fn run(workspace: &Workspace, style: Style) -> Result<Answer, Failure> {
    let mut files = Vec::new();
    for (name, specs) in TREES {
        // One notation each, so that both are read by programs that did not write them.
        for (version, file) in [(Version::V3_0, "3.0.json"), (Version::V3_1, "3.1.yaml")] {
            let file = workspace.target().join("openapi").join(format!("{name}-{file}"));
            let args = OpenApiArgs::new(version, workspace.top.join(specs), file.clone());
            let answer = super::run(&args, workspace, style)?;
            if answer.exit != Exit::Done {
                return Ok(answer);
            }
            files.push(file);
        }
    }
    let rules = workspace.top.join(RULES);
    let tools = [
        Tool { name: "openapi-spec-validator", arguments: Vec::new() },
        Tool { name: "redocly", arguments: vec!["lint".into(), "--config".into(), rules.into()] },
    ];
    let verdicts: Vec<Verdict> = tools.iter().map(|tool| tool.look_at(&files, workspace)).collect::<Result<_, _>>()?;
    Ok(answer(&verdicts, files.len()))
}

/// A validator.
struct Tool {
    name: &'static str,
    arguments: Vec<OsString>,
}

/// What came of one.
enum Verdict {
    Valid,
    Invalid(&'static str),
    Missing(&'static str),
}

impl Tool {
    /// Runs the validator; its words go to the terminal.
    fn look_at(&self, files: &[PathBuf], workspace: &Workspace) -> Result<Verdict, Failure> {
        let mut probe = self.command(workspace);
        let probe = probe.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if probe.status().is_err() {
            return Ok(Verdict::Missing(self.name));
        }
        let status = self.command(workspace).args(&self.arguments).args(files).status();
        let status = status.map_err(|error| Failure::usage(format!("cannot run {}: {error}", self.name)))?;
        Ok(if status.success() { Verdict::Valid } else { Verdict::Invalid(self.name) })
    }

    /// The validator, also where it was installed into the repository's own folder.
    fn command(&self, workspace: &Workspace) -> Command {
        let tools = workspace.target().join("ci-tools");
        let own = [tools.join("python/bin"), tools.join("node/node_modules/.bin")];
        let path = env::var_os("PATH").unwrap_or_default();
        let folders = own.into_iter().chain(env::split_paths(&path));
        let mut command = Command::new(self.name);
        // A folder with the separator in its name cannot be told in `PATH`.
        command.env("PATH", env::join_paths(folders).unwrap_or(path));
        command.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        command
    }
}

/// What is missing is a failure where the gate is the one that counts.
fn answer(verdicts: &[Verdict], files: usize) -> Answer {
    let is_server = env::var_os("CI").is_some();
    let mut answer = Answer::done("");
    let mut valid = 0;
    for verdict in verdicts {
        match verdict {
            Verdict::Valid => valid += 1,
            Verdict::Invalid(name) => {
                let _ = writeln!(answer.problems, "error: {name} refuses a document of `target/openapi`");
                answer.exit = Exit::Problems;
            }
            Verdict::Missing(name) => {
                let word = if is_server { "error" } else { "warning: NOT VALIDATED" };
                let _ = writeln!(answer.problems, "{word}: {name} is not installed\n  help: `.ci/run` installs it");
                if is_server {
                    answer.exit = Exit::Problems;
                }
            }
        }
    }
    answer.result = format!("{} valid for {}\n", count(files, "document"), count(valid, "validator"));
    answer
}
