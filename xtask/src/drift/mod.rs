//! `cargo xtask drift`: what saved pages say otherwise than the specs.

mod args;
mod github;
mod json;
mod markdown;
mod report;
mod text;

use feishu_generator::diagnostic::Style;
use feishu_generator::drift::compare;

pub(crate) use self::args::DriftArgs;
use self::args::Format;
use self::report::Report;
use crate::analysis::Readable;
use crate::answer::{Answer, Exit};
use crate::check;
use crate::failure::Failure;
use crate::pages;
use crate::specs;
use crate::workspace::Workspace;

/// Reads pages and specs, and compares them.
pub(crate) fn run(args: &DriftArgs, workspace: &Workspace, style: Style) -> Result<Answer, Failure> {
    let Readable { spec, sources } = match Readable::of(specs::read(&workspace.roots(&args.specs.roots))) {
        Ok(readable) => readable,
        Err(analysis) => return Ok(check::unread(&analysis, style)),
    };
    if let Some(unknown) = args.services.iter().find(|name| !spec.services.iter().any(|known| known.name == **name)) {
        let known: Vec<&str> = spec.services.iter().map(|service| service.name.as_str()).collect();
        let help = format!("the specs have {}", known.join(", "));
        return Err(Failure::usage(format!("there is no service `{unknown}`")).with_help(help));
    }
    let read = pages::read(&args.pages, workspace);
    let (mut problems, exit) = (read.problems(style), read.exit());
    let pages = read.endpoints()?;
    let drift = compare(&pages, &spec, &args.options());
    let report = Report::new(&drift, &sources, pages.len(), args.new);
    let result = match args.format {
        Format::Text => text::print(&report),
        Format::Json => json::print(&report)?,
        Format::Markdown => markdown::print(&report),
        Format::Github => github::print(&report),
    };
    if exit == Exit::Failed {
        problems.push_str("note: what could not be read was not compared\n");
    }
    let exit = if exit == Exit::Done && report.differs() { Exit::Problems } else { exit };
    Ok(Answer { problems, result, exit })
}
