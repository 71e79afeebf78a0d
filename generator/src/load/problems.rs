//! The problems of one file while it is read: a list that cannot grow without bounds.

use crate::diagnostic::{Code, Diagnostic, Label};
use crate::source::{FileId, Span};

/// The most problems of one file that are worth printing.
const MOST: usize = 200;

/// The problems of one file.
#[derive(Debug)]
pub(super) struct Problems {
    file: FileId,
    list: Vec<Diagnostic>,
}

impl Problems {
    /// No problems yet.
    pub(super) fn of(file: FileId) -> Self {
        Self { file, list: Vec::new() }
    }

    /// The file.
    pub(super) fn file(&self) -> FileId {
        self.file
    }

    /// Adds a problem, if there are not too many.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        if !self.is_full() {
            self.list.push(diagnostic);
        }
    }

    /// Adds an error that needs no words at its place.
    pub(super) fn error(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.push(Diagnostic::error(code, message, Label::new(span, "")).with_help(help));
    }

    /// Whether looking for more makes no sense: there is one more already than will be shown.
    pub(super) fn is_full(&self) -> bool {
        self.list.len() > MOST
    }

    /// The problems, and one more where some are missing.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        if self.is_full() {
            self.list.truncate(MOST);
            let message = format!("the file has more than {MOST} problems; the others are not shown");
            let at = Label::new(Span::start_of(self.file), "");
            let help = "mend the first ones, and look again";
            self.list.push(Diagnostic::error(Code::TooManyProblems, message, at).with_help(help));
        }
        self.list
    }

    /// A place in the file.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let narrow = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { file: self.file, start: narrow(start), end: narrow(end) }
    }
}
