//! Problems of the spec files: what is wrong, where, and what to do about it.
//!
//! Knows nothing of YAML or of the notation; every stage makes its own diagnostics with the types of this module.

mod code;
mod excerpt;
mod nearest;
mod render;

pub use code::Code;
pub use nearest::nearest;
pub use render::{Style, render};

use crate::source::Span;

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is generated while it stands.
    Error,
    /// Worth a look; does not stop anything.
    Warning,
}

/// A place and what to say about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What to say; may be empty.
    pub text: String,
}

impl Label {
    /// Labels a place.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// Where.
    pub primary: Label,
    /// Other places that matter, such as the first of two equal names.
    pub secondary: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, message: impl Into<String>, primary: Label) -> Self {
        let message = message.into();
        Self { code, severity: Severity::Error, message, primary, secondary: Vec::new(), help: None }
    }

    /// A warning at a place.
    pub fn warning(code: Code, message: impl Into<String>, primary: Label) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message, primary) }
    }

    /// Adds another place.
    #[must_use]
    pub fn with_secondary(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label::new(span, text));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Puts diagnostics in the order of files, positions and codes.
///
/// Files are in the order of their paths, because [`crate::load::load`] numbers them so.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| key(a).cmp(&key(b)));
}

/// What the order of diagnostics goes by.
fn key(diagnostic: &Diagnostic) -> (Span, Code, &str, &[Label]) {
    (diagnostic.primary.span, diagnostic.code, &diagnostic.message, &diagnostic.secondary)
}

/// A text of a spec as it may stand in a message: on one line and not too long.
pub fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut short = String::new();
    for char in text.chars().take(LONGEST) {
        if char.is_control() { short.extend(char.escape_debug()) } else { short.push(char) }
    }
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}
