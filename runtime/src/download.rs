//! Files that an operation answers with, and the name and type they come with.

use std::fmt;

use bytes::Bytes;
use http::{StatusCode, header};

use crate::answer::{Answer, Reply};
use crate::{Error, disposition, envelope};

/// A file that was downloaded: its content, and what the server said of it.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Download {
    /// The content.
    pub content: Bytes,
    /// The name, without any path separators; `None` where the server gave none that can be used.
    pub file_name: Option<String>,
    /// The media type.
    pub content_type: Option<String>,
    /// Which part of the file it is, as in `bytes 0-99/1000`, where only a part was asked for.
    pub content_range: Option<String>,
}

impl Answer for Download {
    fn answer(reply: Reply) -> Result<Self, Error> {
        if failed(&reply) {
            return Err(envelope::failure(&reply));
        }
        let text = |name: header::HeaderName| reply.header(name.as_str()).map(str::to_owned);
        let disposition = reply.head().headers().get(header::CONTENT_DISPOSITION);
        Ok(Self {
            content: reply.body().clone(),
            file_name: disposition.and_then(|value| disposition::file_name(value.as_bytes())),
            content_type: text(header::CONTENT_TYPE),
            content_range: text(header::CONTENT_RANGE),
        })
    }
}

/// Whether the reply is a failure and no file. A user's own JSON file may legally look like an envelope: a file comes with
/// a `Content-Disposition`, an envelope does not.
fn failed(reply: &Reply) -> bool {
    let json = reply.header("content-type").is_some_and(|kind| kind.to_ascii_lowercase().contains("application/json"));
    match reply.status() {
        StatusCode::OK | StatusCode::PARTIAL_CONTENT => {
            let named = reply.head().headers().contains_key(header::CONTENT_DISPOSITION);
            json && !named && envelope::stated_failure(reply).is_some()
        }
        status => json || !status.is_success(),
    }
}

impl fmt::Debug for Download {
    /// Shows the content's length only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("len", &self.content.len())
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("content_range", &self.content_range)
            .finish()
    }
}
