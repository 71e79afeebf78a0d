//! How a run ended, and what is said about it.

use std::fmt::Write as _;
use std::time::Duration;

use feishu_generator::diagnostic::Style;
use feishu_generator::ir::Client;

use super::difference;
use super::scope::Scope;
use crate::analysis::{Analysis, count};
use crate::answer::{Answer, Exit};
use crate::check;
use crate::cli::{CodegenArgs, LIBRARY, PACKAGE};
use crate::tree::{Change, Plan, Snapshot};

/// How many differing files are listed.
const LISTED: usize = 40;

/// How a run ended.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The specs have errors.
    Refused(Box<Analysis>, Style),
    /// The files are as they should be.
    Written(Tally, Figures, Duration),
    /// The files were only looked at.
    Compared(Comparison, Figures, Duration),
}

/// What is said of every run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figures {
    operations: usize,
    services: usize,
    files: usize,
    /// Files that differ as well, but are not what the run is about.
    elsewhere: usize,
    warnings: String,
}

/// What happened to the files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    changed: usize,
    new: usize,
    removed: usize,
    kept: usize,
}

/// What would have to happen to the files.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    tally: Tally,
    listing: String,
}

impl Figures {
    /// What there is to say of the services that a run is about.
    pub(crate) fn of(client: &Client, scope: &Scope, plan: &Plan<'_>, warnings: String) -> Self {
        let resources =
            scope.services(client).flat_map(|service| &service.versions).flat_map(|version| &version.resources);
        let operations = resources.map(|resource| resource.operations.len()).sum();
        let services = scope.services(client).count();
        Self { operations, services, files: plan.wanted, elsewhere: plan.elsewhere, warnings }
    }

    /// As the stamp keeps it.
    pub(crate) fn to_text(&self) -> String {
        format!("{} {} {} {}\n{}", self.operations, self.services, self.files, self.elsewhere, self.warnings)
    }

    /// Reads what [`Figures::to_text`] wrote.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (numbers, warnings) = text.split_once('\n')?;
        let numbers = numbers.split(' ').map(|number| number.parse().ok()).collect::<Option<Vec<usize>>>()?;
        let [operations, services, files, elsewhere] = numbers[..] else { return None };
        Some(Self { operations, services, files, elsewhere, warnings: warnings.to_owned() })
    }

    fn counted(&self) -> String {
        let (operations, services) = (count(self.operations, "operation"), count(self.services, "service"));
        format!("{operations} in {services}: {}", count(self.files, "file"))
    }
}

impl Tally {
    /// Counts what a plan does.
    pub(crate) fn of(plan: &Plan<'_>) -> Self {
        let mut tally = Self { kept: plan.kept, ..Self::default() };
        for change in plan.changes.values() {
            match change {
                Change::New(_) => tally.new += 1,
                Change::Changed(_) => tally.changed += 1,
                Change::Stale => tally.removed += 1,
            }
        }
        tally
    }

    fn differing(&self) -> usize {
        self.changed + self.new + self.removed
    }
}

impl Comparison {
    /// Lists what a plan would do.
    pub(crate) fn of(plan: &Plan<'_>, before: &Snapshot) -> Self {
        let mut listing = String::new();
        for (path, change) in plan.changes.iter().take(LISTED) {
            let word = match change {
                Change::New(_) => "new    ",
                Change::Changed(_) => "changed",
                Change::Stale => "stale  ",
            };
            let _ = writeln!(listing, "{word} {path}");
        }
        if plan.changes.len() > LISTED {
            let _ = writeln!(listing, "and {} more", plan.changes.len() - LISTED);
        }
        listing.push_str(&difference::of(plan, before));
        Self { tally: Tally::of(plan), listing }
    }
}

impl Outcome {
    /// The outcome of a run that found everything as the last one left it.
    pub(crate) fn known(figures: Figures, check: bool, took: Duration) -> Self {
        let tally = Tally { kept: figures.files, ..Tally::default() };
        if check {
            Self::Compared(Comparison { tally, ..Comparison::default() }, figures, took)
        } else {
            Self::Written(tally, figures, took)
        }
    }

    /// What to say.
    pub(crate) fn answer(&self, args: &CodegenArgs) -> Answer {
        match self {
            Self::Refused(analysis, style) => check::refused(analysis, *style),
            Self::Written(tally, figures, took) => {
                let Tally { changed, new, removed, kept } = tally;
                let took = took.as_secs_f64();
                let counted = figures.counted();
                let mut result = format!(
                    "generated {counted} ({changed} changed, {new} new, {removed} removed, {kept} kept) in {took:.2} s\n"
                );
                result.push_str(&elsewhere(figures, args));
                Answer { problems: figures.warnings.clone(), result, exit: Exit::Done }
            }
            Self::Compared(comparison, figures, took) => compared(comparison, figures, *took, args),
        }
    }
}

fn compared(comparison: &Comparison, figures: &Figures, took: Duration, args: &CodegenArgs) -> Answer {
    let tally = &comparison.tally;
    let took = took.as_secs_f64();
    if tally.differing() == 0 {
        let result = format!("{} up to date in {took:.2} s\n{}", figures.counted(), elsewhere(figures, args));
        return Answer { problems: figures.warnings.clone(), result, exit: Exit::Done };
    }
    let Tally { changed, new, removed, kept } = tally;
    let differ = differing(tally.differing(), "generated file");
    let listing = &comparison.listing;
    let command = command(args, true);
    let problems = format!(
        "{}{listing}\nerror: {differ} not up to date ({changed} changed, {new} new, {removed} stale, {kept} as they should be)\n  \
         help: run `{command}` and commit what it writes\n",
        figures.warnings
    );
    Answer { problems, result: elsewhere(figures, args), exit: Exit::Problems }
}

/// Tells of files that a run for some services leaves alone.
fn elsewhere(figures: &Figures, args: &CodegenArgs) -> String {
    match figures.elsewhere {
        0 => String::new(),
        number => {
            let differ = differing(number, "file");
            format!("note: besides these services, {differ} not up to date; `{}` writes all\n", command(args, false))
        }
    }
}

/// The command that brings everything up to date.
fn command(args: &CodegenArgs, services: bool) -> String {
    let mut command = "cargo xtask codegen".to_owned();
    let paths = args.specs.roots.iter().map(|dir| format!(" --specs {}", dir.display()));
    command.extend(paths.chain(args.out.iter().map(|dir| format!(" --out {}", dir.display()))));
    for (flag, value, default) in
        [("package", &args.client.package, PACKAGE), ("library", &args.client.library, LIBRARY)]
    {
        if value != default {
            let _ = write!(command, " --{flag} {value}");
        }
    }
    if services {
        command.extend(args.services.iter().map(|service| format!(" --service {service}")));
    }
    command
}

/// `1 file is`, `2 files are`.
fn differing(number: usize, what: &str) -> String {
    format!("{} {}", count(number, what), if number == 1 { "is" } else { "are" })
}
