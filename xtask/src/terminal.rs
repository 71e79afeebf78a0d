//! The two outputs: whether they take colour, and writing to them. Decides nothing about what is said.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use feishu_generator::diagnostic::Style;

use crate::answer::{Answer, Exit};
use crate::failure::Failure;

/// The two outputs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terminal {
    coloured_problems: bool,
    coloured_results: bool,
}

impl Terminal {
    /// Looks at both outputs and at `NO_COLOR`, `CLICOLOR`, `CLICOLOR_FORCE`.
    pub(crate) fn detect() -> Self {
        Self {
            coloured_problems: AutoStream::choice(&io::stderr()) != ColorChoice::Never,
            coloured_results: AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        }
    }

    /// How problems are printed.
    pub(crate) fn problem_style(self) -> Style {
        style(self.coloured_problems)
    }

    /// How results are printed, where they have colours.
    pub(crate) fn result_style(self) -> Style {
        style(self.coloured_results)
    }

    /// Prints why a command could not do its work.
    pub(crate) fn failure(self, failure: &Failure) -> ExitCode {
        let error = self.paint("1;31", "error");
        let mut text = format!("{error}: {failure}\n");
        if let Some(help) = &failure.help {
            let _ = writeln!(text, "  {}: {help}", self.paint("1;36", "help"));
        }
        write(&mut io::stderr(), &text);
        ExitCode::from(failure.exit.code())
    }

    fn paint(self, colour: &str, text: &str) -> String {
        if self.coloured_problems { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

fn style(coloured: bool) -> Style {
    if coloured { Style::Coloured } else { Style::Plain }
}

/// Prints what a command has to say.
pub(crate) fn answer(answer: &Answer) -> ExitCode {
    write(&mut io::stderr(), &answer.problems);
    write(&mut io::stdout(), &answer.result);
    ExitCode::from(answer.exit.code())
}

/// Prints help, the version, or what is wrong with the command line.
pub(crate) fn usage(refused: &clap::Error) -> ExitCode {
    // A closed output is no reason to fail.
    let _ = refused.print();
    ExitCode::from(if refused.use_stderr() { Exit::Failed.code() } else { Exit::Done.code() })
}

/// Writes a text. Who closes the other end (`| head`) has seen enough, so that is no failure.
pub(crate) fn write(stream: &mut impl Write, text: &str) {
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}
