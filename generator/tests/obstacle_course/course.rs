//! The hostile specs and the client that they become.

use std::path::{Path, PathBuf};

use feishu_generator::check::check;
use feishu_generator::diagnostic::{Style, render};
use feishu_generator::emit::FileSet;
use feishu_generator::emit::rust::{Package, emit};
use feishu_generator::ir::Client;
use feishu_generator::load::load;
use feishu_generator::lower::lower;
use feishu_generator::source::SourceFile;

use crate::support;

/// A folder or file beside this one.
pub(crate) fn beside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/obstacle_course").join(name)
}

/// The specs that must be accepted.
pub(crate) fn files() -> Vec<SourceFile> {
    support::read_root(&beside("specs"), "specs")
}

/// The client of some specs, of which nothing may be wrong.
pub(crate) fn client_of(files: Vec<SourceFile>) -> Client {
    let loaded = load(files);
    let mut diagnostics = loaded.diagnostics;
    if diagnostics.is_empty() {
        diagnostics = check(&loaded.spec);
    }
    let client = if diagnostics.is_empty() { lower(&loaded.spec) } else { Err(diagnostics) };
    client.unwrap_or_else(|diagnostics| panic!("{}", render(&diagnostics, &loaded.sources, Style::Plain)))
}

/// The files of a client.
pub(crate) fn emitted(client: &Client) -> FileSet {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let package = Package {
        name: "obstacle-course".to_owned(),
        library: "course".to_owned(),
        version: "0.0.0".to_owned(),
        rust_version: "1.89".to_owned(),
        runtime: format!("{{ path = '{}', default-features = false }}", runtime.display()),
        documented: None,
    };
    emit(client, &package).unwrap_or_else(|error| panic!("{error}"))
}
