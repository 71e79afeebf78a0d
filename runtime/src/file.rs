//! A file to upload. Holds content and name; the form decides how it is written.

use std::fmt;

use bytes::Bytes;

/// A file to upload: its content, its name and what it is.
///
/// Cheap to clone: clones share the content.
///
/// ```
/// use feishu_runtime::File;
///
/// let file = File::from_bytes("report.pdf", b"%PDF-1.7".as_slice()).content_type("application/pdf");
/// assert_eq!(file.name(), "report.pdf");
/// assert_eq!(file.len(), 8);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    name: String,
    content_type: String,
    source: Source,
}

/// Where the content comes from. Private, so that files on disk and streams can join without breaking anyone.
#[derive(Clone, PartialEq, Eq)]
enum Source {
    Bytes(Bytes),
}

impl File {
    /// A file in memory, of type `application/octet-stream` until [`File::content_type`] says otherwise.
    pub fn from_bytes(name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        Self {
            name: name.into(),
            content_type: "application/octet-stream".to_owned(),
            source: Source::Bytes(content.into()),
        }
    }

    /// Sets the media type. Line breaks and other control characters are dropped: they have no place in it.
    #[must_use]
    pub fn content_type(mut self, media_type: &str) -> Self {
        self.content_type = media_type.chars().filter(|c| c.is_ascii() && !c.is_ascii_control()).collect();
        self
    }

    /// The name that is sent with the content.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The length in bytes.
    pub fn len(&self) -> u64 {
        match &self.source {
            Source::Bytes(bytes) => bytes.len() as u64,
        }
    }

    /// Whether there is no content. The platform refuses empty files in most places.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn media_type(&self) -> &str {
        &self.content_type
    }

    pub(crate) fn bytes(&self) -> Bytes {
        match &self.source {
            Source::Bytes(bytes) => bytes.clone(),
        }
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("content_type", &self.content_type)
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}
