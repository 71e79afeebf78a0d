//! Where things stand in the spec files: files, spans and values that remember their span.
//!
//! Knows nothing of YAML or of what the files mean.

use std::fmt;
use std::ops::Deref;

/// Index of a file in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The empty span at the start of a file, for problems that concern the file as a whole.
    pub fn start_of(file: FileId) -> Self {
        Self { file, start: 0, end: 0 }
    }
}

/// A value together with the place it was written at.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Display> fmt::Display for Spanned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// One file as it was read: its path below the spec root, with `/`, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path below the spec root, for example `im/v1/message.yaml`. Decides service, version and resource.
    pub path: String,
    /// Path as a person would type it, for messages; for example `specs/im/v1/message.yaml`.
    pub display: String,
    /// The text.
    pub text: String,
    /// Whether the JSON Schema that its first line names was looked for and is not there; see
    /// [`schema_elsewhere`](crate::load::schema_elsewhere).
    pub lacks_schema: bool,
}

impl SourceFile {
    /// A file as it was read from a disk. What is not UTF-8 becomes U+FFFD, which [`crate::load::load`] reports; the first one
    /// stands at the offset of the first wrong byte.
    pub fn from_bytes(path: impl Into<String>, display: impl Into<String>, bytes: Vec<u8>) -> Self {
        let text =
            String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Self { path: path.into(), display: display.into(), text, lacks_schema: false }
    }
}

/// All files of one run, in the order of their paths.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and gives its index.
    ///
    /// # Panics
    ///
    /// With more than `u32::MAX` files.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        let id = u32::try_from(self.files.len()).expect("fewer than 2^32 files");
        self.files.push(file);
        FileId(id)
    }

    /// The file of an index that [`Sources::add`] gave.
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The path of the file that a span is in, as a person would type it, and the number of its first line, from one.
    pub fn place(&self, span: Span) -> (&str, usize) {
        let file = self.get(span.file);
        let before = file.text.as_bytes().iter().take(span.start as usize);
        (&file.display, 1 + before.filter(|byte| **byte == b'\n').count())
    }

    /// All files with their indexes.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0u32..).map(FileId).zip(&self.files)
    }
}
