//! From spec files to the client that they describe, or to everything that is wrong with them. Touches no disk.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use feishu_generator::check;
use feishu_generator::diagnostic::{self, Diagnostic, Severity, Style};
pub(crate) use feishu_generator::emit::counted as count;
use feishu_generator::ir::Client;
use feishu_generator::load::{self, Loaded};
use feishu_generator::lower;
use feishu_generator::source::{SourceFile, Sources};
use feishu_generator::spec::SpecSet;

use crate::files::{self, Refusal};
use crate::specs::{Inputs, SpecFile};

/// What the specs describe and what is wrong with them.
#[derive(Debug)]
pub(crate) struct Analysis {
    /// What they describe; `None` where there are errors.
    pub(crate) client: Option<Client>,
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
    refusals: Vec<Refusal>,
    /// Files that could not be read, for which the rules that need several files were left out.
    unread: usize,
}

/// Reads, checks and lowers the specs.
pub(crate) fn analyse(inputs: Inputs) -> Analysis {
    let Inputs { files, refusals } = inputs;
    let files = files.into_iter().map(source_file).collect();
    let Loaded { spec, sources, mut diagnostics, broken } = load::load(files);
    let unread = broken.len() + refusals.len();
    // Rules that look at several files would blame the sound ones for what an unread one defines.
    if unread == 0 {
        diagnostics.extend(check::check(&spec));
    }
    let mut client = None;
    if unread == 0 && !diagnostics.iter().any(is_error) {
        match lower::lower(&spec) {
            Ok(lowered) => client = Some(lowered),
            Err(found) => diagnostics.extend(found),
        }
    }
    Analysis { client, sources, diagnostics, refusals, unread }
}

/// Specs that can be read, whatever is wrong with what they say.
#[derive(Debug)]
pub(crate) struct Readable {
    /// What they say.
    pub(crate) spec: SpecSet,
    /// Their files.
    pub(crate) sources: Sources,
}

impl Readable {
    /// Reads specs. Where a file cannot be read at all, what it would define is missing: then there is nothing to compare with.
    pub(crate) fn of(inputs: Inputs) -> Result<Self, Box<Analysis>> {
        let Inputs { files, refusals } = inputs;
        let Loaded { spec, sources, diagnostics, broken } = load::load(files.into_iter().map(source_file).collect());
        let unread = broken.len() + refusals.len();
        if unread == 0 {
            return Ok(Self { spec, sources });
        }
        Err(Box::new(Analysis { client: None, sources, diagnostics, refusals, unread }))
    }
}

/// A file as the generator takes it.
pub(crate) fn source_file(file: SpecFile) -> SourceFile {
    let lacks_schema = file.lacks_schema;
    SourceFile { lacks_schema, ..SourceFile::from_bytes(file.path, file.display, file.bytes) }
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
}

impl Analysis {
    /// What is wrong with files one by one, without a look at what they mean together.
    pub(crate) fn of_files(sources: Sources, diagnostics: Vec<Diagnostic>, refusals: Vec<Refusal>) -> Self {
        Self { client: None, sources, diagnostics, refusals, unread: 0 }
    }

    /// Whether anything is wrong.
    pub(crate) fn has_errors(&self) -> bool {
        !self.refusals.is_empty() || self.diagnostics.iter().any(is_error)
    }

    /// Everything that is wrong, as people read it; empty where nothing is.
    pub(crate) fn problems(&self, style: Style) -> String {
        let mut text = files::render(&self.refusals, style);
        text.push_str(&diagnostic::render(&self.diagnostics, &self.sources, style));
        if self.unread > 0 {
            let files = count(self.unread, "file");
            let _ = writeln!(text, "\nnote: {files} could not be read, so what needs several files was not checked");
        }
        text
    }

    /// How much is wrong: `2 errors in 1 file`.
    pub(crate) fn summary(&self) -> String {
        let errors = self.diagnostics.iter().filter(|diagnostic| is_error(diagnostic)).count() + self.refusals.len();
        let warnings = self.diagnostics.len() + self.refusals.len() - errors;
        let diagnosed: BTreeSet<_> = self.diagnostics.iter().map(|diagnostic| diagnostic.primary.span.file).collect();
        let concerned = count(diagnosed.len() + self.refusals.len(), "file");
        match (errors, warnings) {
            (0, 0) => "no problems".to_owned(),
            (errors, 0) => format!("{} in {concerned}", count(errors, "error")),
            (0, warnings) => format!("{} in {concerned}", count(warnings, "warning")),
            (errors, warnings) => {
                format!("{} and {} in {concerned}", count(errors, "error"), count(warnings, "warning"))
            }
        }
    }

    /// Whether nothing but the system was in the way.
    pub(crate) fn is_system(&self) -> bool {
        self.refusals.iter().any(Refusal::is_system)
    }

    /// How many files there were to read.
    pub(crate) fn files(&self) -> usize {
        self.sources.iter().count()
    }
}
