//! The steps of the gate as data: what is run, in which order. Runs nothing.

use clap::ValueEnum;

use crate::cli::StepName;

/// A step.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    /// Its name.
    pub(crate) name: StepName,
    /// What it runs.
    pub(crate) job: Job,
}

/// What a step runs.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Job {
    /// Cargo, with these arguments and this variable of the environment.
    Cargo(&'static [&'static str], Option<(&'static str, &'static str)>),
    /// Nextest with the first arguments where it is installed, else cargo with the second.
    Tests(&'static [&'static str], &'static [&'static str]),
    /// `fmt --check` of this program.
    Specs,
    /// `codegen --check` of this program.
    Codegen,
    /// `schema --check` of this program.
    Schema,
    /// Documents of `openapi` of this program, before validators.
    OpenApi,
}

/// What is cheap and fails most often comes first.
pub(crate) fn all() -> Vec<Step> {
    StepName::value_variants().iter().map(|name| Step { name: *name, job: job(*name) }).collect()
}

fn job(name: StepName) -> Job {
    match name {
        StepName::Fmt => cargo(&["fmt", "--all", "--check"]),
        StepName::Specs => Job::Specs,
        StepName::Codegen => Job::Codegen,
        StepName::Schema => Job::Schema,
        StepName::OpenApi => Job::OpenApi,
        StepName::Clippy => {
            cargo(&["clippy", "--workspace", "--all-targets", "--all-features", "--locked", "--", "-D", "warnings"])
        }
        StepName::Test => Job::Tests(
            &["nextest", "run", "--workspace", "--all-features", "--locked", "--no-fail-fast"],
            &[
                "test",
                "--workspace",
                "--all-features",
                "--locked",
                "--no-fail-fast",
                "--lib",
                "--bins",
                "--tests",
                "--examples",
            ],
        ),
        StepName::Doctest => cargo(&["test", "--workspace", "--all-features", "--locked", "--doc"]),
        StepName::Doc => Job::Cargo(
            &["doc", "--workspace", "--all-features", "--no-deps", "--locked"],
            Some(("RUSTDOCFLAGS", "-D warnings")),
        ),
        StepName::Features => cargo(&["hack", "check", "--package", "feishu-openapi", "--each-feature", "--locked"]),
        StepName::Runtime => cargo(RUNTIME),
        // Advisories need the network, and would fail a change for what others found out overnight.
        StepName::Deny => cargo(&["deny", "--workspace", "--all-features", "check", "bans", "licenses", "sources"]),
    }
}

/// With each of its features alone, and with none: what is there for one of them only is easily left out or unused.
const RUNTIME: &[&str] =
    &["hack", "clippy", "--package", "feishu-runtime", "--each-feature", "--locked", "--", "-D", "warnings"];

fn cargo(arguments: &'static [&'static str]) -> Job {
    Job::Cargo(arguments, None)
}

impl Step {
    /// Its name as `--only` takes it.
    pub(crate) fn label(&self) -> String {
        self.name.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// What it makes sure of.
    pub(crate) fn about(&self) -> String {
        let help = self.name.to_possible_value().and_then(|value| value.get_help().cloned());
        help.map(|help| help.to_string()).unwrap_or_default()
    }
}
