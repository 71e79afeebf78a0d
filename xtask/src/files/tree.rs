//! What kinds of tree there are: which of their files count, and how deep they lie.

use std::path::Path;

/// What is looked for below a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tree {
    /// Specs: every file counts, so that none is overlooked because of its name.
    Specs,
    /// Saved pages of the documentation: Markdown files, among whatever else was saved.
    Pages,
}

impl Tree {
    /// One such file, in words.
    pub(super) fn one(self) -> &'static str {
        match self {
            Self::Specs => "any spec",
            Self::Pages => "any page",
        }
    }

    /// Several such files, in words.
    pub(super) fn several(self) -> &'static str {
        match self {
            Self::Specs => "specs",
            Self::Pages => "pages",
        }
    }

    /// How many folders below each other are walked. Specs lie two deep; two more are walked so that the loader can say what is wrong
    /// with the file in them.
    pub(super) fn depth(self) -> usize {
        match self {
            Self::Specs => 4,
            Self::Pages => 32,
        }
    }

    /// What is passed over without a word, be it a file or a folder.
    pub(super) fn is_skipped(self, name: &str, depth: usize) -> bool {
        name.starts_with('.') || (self == Self::Specs && (name == "README.md" || (depth == 0 && name == "schema")))
    }

    /// Whether a file counts.
    pub(super) fn has(self, name: &str) -> bool {
        self == Self::Specs || has_extension(name, &["md"])
    }

    /// Whether a folder is named like a file that counts.
    pub(super) fn is_named_like_file(self, name: &str) -> bool {
        self == Self::Specs && has_extension(name, &["yaml", "yml"])
    }
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    let extension = Path::new(name).extension();
    extension.is_some_and(|extension| extensions.iter().any(|wanted| extension.eq_ignore_ascii_case(wanted)))
}
