//! `cargo xtask draft`: spec files out of saved pages, with all facts; the words are left to a person.

mod report;

use std::path::PathBuf;

use clap::Args;
use feishu_generator::diagnostic::{Style, render};
use feishu_generator::draft::{Draft, draft};
use feishu_generator::source::SourceFile;

use crate::analysis::{Readable, source_file};
use crate::answer::{Answer, Exit};
use crate::check;
use crate::cli::SpecArgs;
use crate::failure::Failure;
use crate::pages;
use crate::specs::{self, Root};
use crate::staging::Staging;
use crate::workspace::Workspace;

/// Arguments of `draft`.
#[derive(Debug, Clone, Args)]
pub(crate) struct DraftArgs {
    /// Saved pages, or folders of them; of pages that are read together, what is the same becomes one type
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<PathBuf>,

    /// Write into this folder of specs, all or nothing; without it the files are printed
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,

    #[command(flatten)]
    specs: SpecArgs,
}

/// Drafts, and writes or prints.
pub(crate) fn run(args: &DraftArgs, workspace: &Workspace, style: Style) -> Result<Answer, Failure> {
    let (known, home) = roots(args, workspace);
    let Readable { spec, sources } = match Readable::of(specs::read(&known)) {
        Ok(readable) => readable,
        Err(analysis) => return Ok(check::unread(&analysis, style)),
    };
    let read = pages::read(&args.pages, workspace);
    let (problems, exit) = (read.problems(style), read.exit());
    if exit != Exit::Done {
        return Ok(Answer { problems, result: String::new(), exit });
    }
    let pages = read.endpoints()?;
    let own: Vec<SourceFile> = specs::read(std::slice::from_ref(&home)).files.into_iter().map(source_file).collect();
    match draft(&pages, &spec, &own) {
        Ok(draft) => finish(&draft, args.into.is_some(), &home, &own),
        Err(found) => Ok(Answer::problems(render(&found, &sources, style))),
    }
}

/// The folders whose specs are known, and the one that drafts are for.
fn roots(args: &DraftArgs, workspace: &Workspace) -> (Vec<Root>, Root) {
    let mut known = workspace.roots(&args.specs.roots);
    let mut home = known.last().cloned();
    if let Some(into) = workspace.roots(args.into.as_slice()).pop().filter(|_| args.into.is_some()) {
        let same =
            |root: &Root| root.dir.canonicalize().ok().is_some_and(|dir| into.dir.canonicalize().ok() == Some(dir));
        if !known.iter().any(same) && into.dir.is_dir() {
            known.push(into.clone());
        }
        home = Some(into);
    }
    let home = home.unwrap_or_else(|| Root { dir: PathBuf::from("specs"), display: "specs".to_owned() });
    (known, home)
}

/// Writes the files, or prints them, and says what was done.
fn finish(draft: &Draft, write: bool, home: &Root, own: &[SourceFile]) -> Result<Answer, Failure> {
    let report = report::text(draft, home, own);
    if !write {
        return Ok(Answer { problems: report, result: report::files(draft, home), exit: Exit::Done });
    }
    let contents: Vec<(PathBuf, &str)> =
        draft.files.iter().map(|(path, text)| (home.dir.join(path), text.as_str())).collect();
    Staging::prepare(&contents)?.commit()?;
    Ok(Answer::done(report))
}
