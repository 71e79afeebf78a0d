//! What the last run started from and left behind, so that the next one can tell that there is nothing to do.
//!
//! Kept below `target/`, where it may be deleted at any time. Whatever is in doubt means a full run, never an error.

use std::env;
use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::UNIX_EPOCH;

use feishu_generator::diagnostic::Style;
use feishu_generator::emit::rust::Package;
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::outcome::Figures;
use crate::specs::SpecFile;
use crate::workspace::Workspace;

/// Everything that the generated files depend on, as one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fingerprint(u128);

impl Fingerprint {
    /// `None` where this program cannot tell which build of itself it is.
    pub(crate) fn of(files: &[SpecFile], package: &Package, services: &[String], style: Style) -> Option<Self> {
        let hashes: Vec<u128> = files.par_iter().map(|file| xxh3_128(&file.bytes)).collect();
        let mut text = format!("{}\n{package:?}\n{services:?}\n{style:?}\n", generator()?);
        for (file, hash) in files.iter().zip(hashes) {
            let _ = writeln!(text, "{:?} {:?} {} {hash:x}", file.path, file.display, file.lacks_schema);
        }
        Some(Self(xxh3_128(text.as_bytes())))
    }
}

/// Which build of the generator this is.
fn generator() -> Option<String> {
    let executable = env::current_exe().ok()?;
    let metadata = fs::metadata(&executable).ok()?;
    let built = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{} {} {}", executable.display(), metadata.len(), built.as_nanos()))
}

/// The stamp of one folder of generated code. As long as it lives, no other run works on that folder.
#[derive(Debug)]
pub(crate) struct Stamp {
    file: Option<File>,
}

impl Stamp {
    /// Opens the stamp, and waits for runs that work on the same folder.
    pub(crate) fn open(workspace: &Workspace, out: &Path, read_only: bool) -> Self {
        let out = out.canonicalize().unwrap_or_else(|_| workspace.current.join(out));
        let name = format!("codegen-{:032x}.stamp", xxh3_128(out.as_os_str().as_encoded_bytes()));
        let path = workspace.target().join("xtask").join(name);
        Self { file: if read_only { open_shared(&path) } else { open_exclusive(&path) } }
    }

    /// What the last run said, where it started from the same and left what is there now.
    pub(crate) fn recall(&mut self, fingerprint: Option<&Fingerprint>, outputs: u128) -> Option<Figures> {
        let mut text = String::new();
        self.file.as_mut()?.read_to_string(&mut text).ok()?;
        let (key, figures) = text.split_once('\n')?;
        (key == line(fingerprint?, outputs)).then(|| Figures::parse(figures)).flatten()
    }

    /// Notes what a run started from, what it left behind and what it said.
    pub(crate) fn remember(&mut self, fingerprint: Option<&Fingerprint>, outputs: u128, figures: &Figures) {
        let Some(file) = &mut self.file else { return };
        let text = fingerprint.map(|fingerprint| format!("{}\n{}", line(fingerprint, outputs), figures.to_text()));
        // A stamp that is not written, or only in part, matches nothing.
        let _ = file
            .rewind()
            .and_then(|()| file.set_len(0))
            .and_then(|()| file.write_all(text.unwrap_or_default().as_bytes()));
    }
}

fn line(fingerprint: &Fingerprint, outputs: u128) -> String {
    format!("{:032x}{outputs:032x}", fingerprint.0)
}

fn open_shared(path: &Path) -> Option<File> {
    let file = File::open(path).ok()?;
    file.lock_shared().ok()?;
    Some(file)
}

fn open_exclusive(path: &Path) -> Option<File> {
    fs::create_dir_all(path.parent()?).ok()?;
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).ok()?;
    file.lock().ok()?;
    Some(file)
}
