//! `cargo xtask fmt`: brings spec files into their canonical form, or shows which are not in it.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use feishu_generator::diagnostic::Style;
use feishu_generator::document;
use feishu_generator::source::Sources;
use rayon::prelude::*;

use crate::analysis::{Analysis, count, source_file};
use crate::answer::Answer;
use crate::check::refused;
use crate::cli::SpecArgs;
use crate::difference;
use crate::failure::Failure;
use crate::specs::{self, Inputs};
use crate::staging::Staging;
use crate::workspace::Workspace;

/// How many lines of each file's difference are shown.
const LINES: usize = 40;

/// Arguments of `fmt`.
#[derive(Debug, Clone, Args)]
pub(crate) struct FmtArgs {
    /// Write nothing: show what differs, and exit with 1 if anything does
    #[arg(long)]
    check: bool,

    #[command(flatten)]
    specs: SpecArgs,
}

impl FmtArgs {
    /// Those of the gate.
    pub(crate) fn checking() -> Self {
        Self { check: true, specs: SpecArgs::default() }
    }
}

/// A file that is not in canonical form.
struct Change {
    file: PathBuf,
    display: String,
    old: String,
    new: String,
}

/// Formats all spec files, or none where one has problems.
pub(crate) fn run(args: &FmtArgs, workspace: &Workspace, style: Style) -> Result<Answer, Failure> {
    let inputs = specs::read(&workspace.roots(&args.specs.roots));
    let total = inputs.files.len();
    let changes = match changes(inputs) {
        Ok(changes) => changes,
        Err(analysis) => return Ok(refused(&analysis, style)),
    };
    if args.check {
        return Ok(compared(&changes, total));
    }
    write(&changes)?;
    let mut result = String::new();
    for change in &changes {
        let _ = writeln!(result, "formatted {}", change.display);
    }
    let _ = writeln!(result, "{}: {} formatted", count(total, "file"), changes.len());
    Ok(Answer::done(result))
}

/// The files that are not in canonical form, or what is wrong with any of them.
fn changes(inputs: Inputs) -> Result<Vec<Change>, Box<Analysis>> {
    let Inputs { files, refusals } = inputs;
    let mut sources = Sources::default();
    let mut paths = Vec::new();
    for file in files {
        let path = file.file.clone();
        paths.push((sources.add(source_file(file)), path));
    }
    let printed = |(id, file): (_, PathBuf)| {
        let source = sources.get(id);
        let new = document::print(&document::parse(id, source)?);
        Ok(Change { file, display: source.display.clone(), old: source.text.clone(), new })
    };
    let printed: Vec<Result<Change, Vec<_>>> = paths.into_par_iter().map(printed).collect();
    let mut changes = Vec::new();
    let mut diagnostics = Vec::new();
    for result in printed {
        match result {
            Ok(change) => changes.extend(Some(change).filter(|change| change.old != change.new)),
            Err(found) => diagnostics.extend(found),
        }
    }
    let analysis = Analysis::of_files(sources, diagnostics, refusals);
    if analysis.has_errors() { Err(Box::new(analysis)) } else { Ok(changes) }
}

fn write(changes: &[Change]) -> Result<(), Failure> {
    // A link stays one: what it leads to gets the text.
    let target =
        |change: &Change| change.file.canonicalize().map_err(|error| Failure::io("find", &change.file, &error));
    let contents: Result<Vec<(PathBuf, &str)>, Failure> =
        changes.iter().map(|change| Ok((target(change)?, change.new.as_str()))).collect();
    Staging::prepare(&contents?)?.commit()
}

fn compared(changes: &[Change], total: usize) -> Answer {
    if changes.is_empty() {
        return Answer::done(format!("{} in canonical form\n", count(total, "file")));
    }
    let mut problems = String::new();
    for Change { display, old, new, .. } in changes {
        let _ = writeln!(problems, "--- {display} (there)\n+++ {display} (canonical)");
        let _ = writeln!(problems, "{}", difference::lines(old, new, LINES));
    }
    let files = count(changes.len(), "file");
    let _ = writeln!(problems, "error: {files} of {total} not in canonical form\n  help: run `cargo xtask fmt`");
    Answer::problems(problems)
}
