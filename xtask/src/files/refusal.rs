//! What of a folder is not read, and what to do about it.

use std::fmt::{self, Write as _};

use feishu_generator::diagnostic::Style;

use super::{MAX_BYTES, Tree};

/// Something below a root that is not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Refusal {
    /// What was looked for.
    tree: Tree,
    /// What it concerns, as a person would type it.
    pub(crate) display: String,
    /// Why.
    pub(crate) reason: Reason,
}

/// Why something is not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// There is no such folder.
    NoRoot,
    /// It cannot be read; with the system's words.
    Unreadable(String),
    /// It has more bytes than any spec or page.
    TooLarge,
    /// A folder with the name of a spec file.
    FolderNamedLikeFile,
    /// A folder deeper than any spec or page lies.
    TooDeep,
    /// A link to a folder.
    LinkToFolder,
    /// A link that leads out of the root.
    LinkLeavesRoot,
    /// A socket, pipe or device.
    NoRegularFile,
    /// Its name is not UTF-8.
    NameNotUtf8,
    /// What stands in it is not UTF-8; with the offset of the first wrong byte.
    TextNotUtf8(usize),
}

impl Refusal {
    /// Refuses something.
    pub(crate) fn new(tree: Tree, display: impl Into<String>, reason: Reason) -> Self {
        Self { tree, display: display.into(), reason }
    }

    /// Whether the system, not the one who wrote the specs, is in the way.
    pub(crate) fn is_system(&self) -> bool {
        matches!(self.reason, Reason::NoRoot | Reason::Unreadable(_))
    }

    /// What to do about it.
    pub(crate) fn help(&self) -> &'static str {
        match (self.tree, &self.reason) {
            (Tree::Specs, Reason::NoRoot) => {
                "name the folder that holds `platform.yaml` with `--specs DIR`, or run from the top of the repository"
            }
            (Tree::Pages, Reason::NoRoot) => "name a saved page, or a folder of saved pages",
            (_, Reason::Unreadable(_)) => "check that the file exists and that you may read it",
            (Tree::Specs, Reason::TooLarge) => "write one file for each resource",
            (Tree::Pages, Reason::TooLarge) => "save one page in each file",
            (_, Reason::FolderNamedLikeFile) => {
                "rename the folder; services and versions have no `.yaml` in their names"
            }
            (Tree::Specs, Reason::TooDeep) => "specs lie at `<service>/<version>/<resource>.yaml`, no deeper",
            (Tree::Specs, Reason::LinkToFolder) => "put the folder here, or name its root with a further `--specs DIR`",
            (Tree::Specs, Reason::LinkLeavesRoot) => "put the file here, or name its root with a further `--specs DIR`",
            (Tree::Pages, Reason::TooDeep | Reason::LinkToFolder | Reason::LinkLeavesRoot) => {
                "name it as a further argument"
            }
            (Tree::Specs, Reason::NoRegularFile) => "keep only files and folders among the specs",
            (Tree::Pages, Reason::NoRegularFile) => "keep only files and folders among the pages",
            (Tree::Specs, Reason::NameNotUtf8) => "rename it with lower-case letters, digits and `_`",
            (Tree::Pages, Reason::NameNotUtf8) => "rename it",
            (_, Reason::TextNotUtf8(_)) => "save it as UTF-8",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = self.display.escape_debug();
        match &self.reason {
            Reason::NoRoot if self.tree == Tree::Pages => write!(f, "there is no file or folder `{what}`"),
            Reason::NoRoot => write!(f, "there is no folder `{what}`"),
            Reason::Unreadable(why) => write!(f, "cannot read `{what}`: {why}"),
            Reason::TooLarge => write!(f, "`{what}` has more than {MAX_BYTES} bytes"),
            Reason::FolderNamedLikeFile => write!(f, "`{what}` is a folder that is named like a spec file"),
            Reason::TooDeep => write!(f, "`{what}` is a folder deeper than {} lies", self.tree.one()),
            Reason::LinkToFolder => write!(f, "`{what}` is a link to a folder, and those are not followed"),
            Reason::LinkLeavesRoot => {
                write!(f, "`{what}` is a link that leads out of the folder of {}", self.tree.several())
            }
            Reason::NoRegularFile => write!(f, "`{what}` is neither a file nor a folder"),
            Reason::NameNotUtf8 => write!(f, "the name of `{what}` is not UTF-8"),
            Reason::TextNotUtf8(at) => write!(f, "`{what}` is not UTF-8 at byte {at}"),
        }
    }
}

/// Refusals as people read them.
pub(crate) fn render(refusals: &[Refusal], style: Style) -> String {
    let mut text = String::new();
    for refusal in refusals {
        let (error, help) = match style {
            Style::Plain => ("error", "help"),
            Style::Coloured => ("\u{1b}[1;31merror\u{1b}[0m", "\u{1b}[1;36mhelp\u{1b}[0m"),
        };
        let _ = writeln!(text, "{error}: {refusal}\n  = {help}: {}\n", refusal.help());
    }
    text
}
