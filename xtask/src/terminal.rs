//! The two outputs: whether they take colour, and writing to them. Decides nothing about what is said.

use std::borrow::Cow;
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
        let mut text = format!("{error}: {}\n", printable(&failure.message));
        if let Some(help) = &failure.help {
            let _ = writeln!(text, "  {}: {}", self.paint("1;36", "help"), printable(help));
        }
        write(&mut io::stderr(), &text);
        ExitCode::from(failure.exit.code())
    }

    /// Prints what a command has to say.
    pub(crate) fn answer(self, answer: &Answer) -> ExitCode {
        write(&mut io::stderr(), &answer.problems);
        match put(&mut io::stdout(), &answer.result) {
            Ok(()) => ExitCode::from(answer.exit.code()),
            Err(error) => self.failure(&Failure::usage(format!("cannot write to standard output: {error}"))),
        }
    }

    fn paint(self, colour: &str, text: &str) -> String {
        if self.coloured_problems { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// A message, in which names of files may stand: what would steer the terminal is shown instead.
fn printable(text: &str) -> Cow<'_, str> {
    let steers = |c: char| c.is_control() && c != '\n' && c != '\t';
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().map(|c| if steers(c) { c.escape_default().to_string() } else { c.to_string() });
    Cow::Owned(shown.collect())
}

fn style(coloured: bool) -> Style {
    if coloured { Style::Coloured } else { Style::Plain }
}

/// Prints help, the version, or what is wrong with the command line.
pub(crate) fn usage(refused: &clap::Error) -> ExitCode {
    // A closed output is no reason to fail.
    let _ = refused.print();
    ExitCode::from(if refused.use_stderr() { Exit::Failed.code() } else { Exit::Done.code() })
}

/// Writes a text that nothing depends on, as well as the stream allows.
pub(crate) fn write(stream: &mut impl Write, text: &str) {
    let _ = put(stream, text);
}

/// Writes a text. Who closes the other end (`| head`) has seen enough, so that is no failure; a full disk is one.
fn put(stream: &mut impl Write, text: &str) -> io::Result<()> {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}
