//! Reads a folder of specs. Must not know what a spec says.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use feishu_generator::diagnostic::{Diagnostic, Severity, Style, render};
use feishu_generator::ir::Client;
use feishu_generator::source::{SourceFile, Sources};
use feishu_generator::{check, load, lower};

/// Why a folder of specs makes no client.
#[derive(Debug, thiserror::Error)]
pub enum SpecsError {
    /// A file or folder could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The specs are wrong; the text says where, as the generator prints it.
    #[error("the specs are wrong\n{0}")]
    Wrong(String),
}

/// The client that the specs of a folder describe.
///
/// # Errors
///
/// When a file cannot be read, or the specs have errors.
pub fn specs_client(dir: &Path) -> Result<Client, SpecsError> {
    let mut files = Vec::new();
    collect(dir, dir, &mut files)?;
    let loaded = load::load(files);
    refuse(&loaded.diagnostics, &loaded.sources)?;
    refuse(&check::check(&loaded.spec), &loaded.sources)?;
    lower::lower(&loaded.spec).map_err(|problems| wrong(&problems, &loaded.sources))
}

fn refuse(diagnostics: &[Diagnostic], sources: &Sources) -> Result<(), SpecsError> {
    let stops = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    if stops { Err(wrong(diagnostics, sources)) } else { Ok(()) }
}

fn wrong(diagnostics: &[Diagnostic], sources: &Sources) -> SpecsError {
    SpecsError::Wrong(render(diagnostics, sources, Style::Plain))
}

fn collect(dir: &Path, root: &Path, files: &mut Vec<SourceFile>) -> Result<(), SpecsError> {
    for entry in fs::read_dir(dir).map_err(|source| unreadable(dir, source))? {
        let path = entry.map_err(|source| unreadable(dir, source))?.path();
        if path.is_dir() {
            collect(&path, root, files)?;
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            let bytes = fs::read(&path).map_err(|source| unreadable(&path, source))?;
            files.push(SourceFile::from_bytes(below(root, &path), path.display().to_string(), bytes));
        }
    }
    Ok(())
}

/// The path below the root, with `/`.
fn below(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    let names: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    names.join("/")
}

fn unreadable(path: &Path, source: io::Error) -> SpecsError {
    SpecsError::Read { path: path.to_owned(), source }
}
