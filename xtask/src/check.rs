//! `cargo xtask check`: everything that is wrong with the specs.

use feishu_generator::diagnostic::Style;

use crate::analysis::{Analysis, analyse, count};
use crate::answer::{Answer, Exit};
use crate::cli::CheckArgs;
use crate::specs;
use crate::workspace::Workspace;

/// What came out.
#[derive(Debug)]
pub(crate) struct Outcome(Analysis);

/// Reads and checks the specs.
pub(crate) fn run(args: &CheckArgs, workspace: &Workspace) -> Outcome {
    Outcome(analyse(specs::read(&workspace.roots(&args.specs.roots))))
}

impl Outcome {
    /// What to say.
    pub(crate) fn answer(&self, style: Style) -> Answer {
        let Self(analysis) = self;
        let problems = analysis.problems(style);
        match &analysis.client {
            Some(client) => {
                let operations = count(client.operations().count(), "operation");
                let result = format!("{}: {operations} in {}\n", analysis.summary(), count(analysis.files(), "file"));
                Answer { problems, result, exit: Exit::Done }
            }
            None => refused(analysis, style),
        }
    }
}

/// What to say where the specs have errors.
pub(crate) fn refused(analysis: &Analysis, style: Style) -> Answer {
    told(analysis, style, if analysis.is_system() { Exit::Failed } else { Exit::Problems })
}

/// What to say where specs that pages are compared with cannot be read: whether they differ is not known then.
pub(crate) fn unread(analysis: &Analysis, style: Style) -> Answer {
    told(analysis, style, Exit::Failed)
}

fn told(analysis: &Analysis, style: Style, exit: Exit) -> Answer {
    let problems = format!("{}\n{}\n", analysis.problems(style), analysis.summary());
    Answer { problems, result: String::new(), exit }
}
