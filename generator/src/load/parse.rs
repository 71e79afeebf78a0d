//! One file from its text to typed data. Depends on nothing but the file, so that files can be read in parallel.

use super::layout::{BadPath, FileKind, kind_of};
use super::node::Node;
use super::problems::Problems;
use super::{decode, schema_line, structure, text, yaml};
use crate::diagnostic::{Code, Diagnostic, shorten};
use crate::source::{FileId, SourceFile, Span};
use crate::spec::{Entries, Operation, Platform, Scope, Shared};

/// What came out of reading one file.
#[derive(Debug)]
pub(super) struct Parsed {
    /// The file.
    pub(super) file: FileId,
    /// What it should hold; `None` where its path is refused.
    pub(super) kind: Option<FileKind>,
    /// What is sound; `None` where the file could not be read.
    pub(super) content: Option<Content>,
    /// What is wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// The typed content of a file.
#[derive(Debug)]
pub(super) enum Content {
    /// Of `platform.yaml`.
    Platform(Box<Platform>),
    /// Of `scopes.yaml`.
    Scopes(Entries<Scope>),
    /// Of a `_shared.yaml`.
    Shared(Shared),
    /// Of a resource file.
    Resource(Shared, Entries<Operation>),
}

/// Reads one file.
pub(super) fn parse_file(file: FileId, source: &SourceFile) -> Parsed {
    let mut problems = Problems::of(file);
    let kind = kind_of(&source.path).map_err(|bad| refuse_path(&bad, source, &mut problems)).ok();
    let content = kind.as_ref().and_then(|kind| read(file, source, kind, &mut problems));
    text::check_page_words(&source.text, &mut problems);
    Parsed { file, kind, content, diagnostics: problems.finish() }
}

/// Reads one file as far as its notation, and says what is wrong with that.
pub(super) fn tree(file: FileId, source: &SourceFile) -> (Option<(FileKind, Node<'_>)>, Vec<Diagnostic>) {
    let mut problems = Problems::of(file);
    let kind = kind_of(&source.path).map_err(|bad| refuse_path(&bad, source, &mut problems)).ok();
    let tree = kind.and_then(|kind| checked_tree(source, &kind, &mut problems).map(|root| (kind, root)));
    (tree, problems.finish())
}

fn checked_tree<'s>(source: &'s SourceFile, kind: &FileKind, problems: &mut Problems) -> Option<Node<'s>> {
    if !text::check(&source.text, problems) {
        return None;
    }
    schema_line::check(source, kind, problems);
    let root = yaml::parse(&source.text, problems)?;
    structure::check(&root, kind.grammar(), problems);
    Some(root)
}

fn read(file: FileId, source: &SourceFile, kind: &FileKind, problems: &mut Problems) -> Option<Content> {
    let root = checked_tree(source, kind, problems)?;
    Some(match kind {
        FileKind::Platform => Content::Platform(Box::new(decode::platform(&root, file))),
        FileKind::Scopes => Content::Scopes(decode::scopes(&root)),
        FileKind::ServiceShared { .. } | FileKind::VersionShared { .. } => Content::Shared(decode::shared(&root, file)),
        FileKind::Resource { .. } => {
            let (shared, operations) = decode::resource(&root, file);
            Content::Resource(shared, operations)
        }
    })
}

fn refuse_path(bad: &BadPath, source: &SourceFile, problems: &mut Problems) {
    let at = Span::start_of(problems.file());
    match bad {
        BadPath::Unknown(help) => {
            let message = format!("`{}` is not where a spec file can be", shorten(&source.path));
            problems.error(Code::UnknownPath, at, message, *help);
        }
        BadPath::Name(name) => {
            let message = format!("`{}` is not the name of a service, version or resource", shorten(name));
            let help = "use lower-case letters, digits and `_`, and start with a letter; a dot in the platform's name becomes `_`";
            problems.error(Code::BadPathName, at, message, help);
        }
    }
}
