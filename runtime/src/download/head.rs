//! What the head of an answer says of a file, and whether it is one at all.

use http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG};
use http::{HeaderName, HeaderValue, StatusCode};

use super::disposition;
use super::range::{ByteRange, ContentRange};
use crate::answer::Head;
use crate::{Error, ErrorKind};

/// What is known of a file before its content comes.
pub(super) struct FileInfo {
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) range: Option<ContentRange>,
    /// Bytes that the answer holds.
    pub(super) len: Option<u64>,
    pub(super) etag: Option<HeaderValue>,
}

impl FileInfo {
    /// Reads the head of a file, and holds it against the range that was asked for.
    pub(super) fn read(head: &Head, asked: Option<ByteRange>) -> Result<Self, Error> {
        let (status, headers) = (head.status(), head.headers());
        let text = |name: HeaderName| headers.get(name)?.to_str().ok();
        let range = match status {
            StatusCode::PARTIAL_CONTENT => text(CONTENT_RANGE).and_then(ContentRange::parse),
            _ => None,
        };
        let stated = text(CONTENT_LENGTH).and_then(|length| length.trim().parse().ok());
        check(status, range, stated, asked).map_err(|error| error.with_head(head))?;
        Ok(Self {
            file_name: headers.get(CONTENT_DISPOSITION).and_then(|value| disposition::file_name(value.as_bytes())),
            content_type: text(CONTENT_TYPE).map(str::to_owned),
            range,
            len: range.map(ContentRange::len).or(stated),
            etag: headers.get(ETAG).cloned(),
        })
    }

    /// The length of the whole file, where the answer tells.
    pub(super) fn total(&self) -> Option<u64> {
        self.range.map_or(self.len, |range| range.total)
    }
}

/// Whether the answer is what was asked for. Bytes from elsewhere would spoil what the caller puts together.
fn check(
    status: StatusCode,
    range: Option<ContentRange>,
    stated: Option<u64>,
    asked: Option<ByteRange>,
) -> Result<(), Error> {
    let wrong = |what: String| Err(Error::new(ErrorKind::Decode, what));
    match (asked, range) {
        (_, Some(range)) if stated.is_some_and(|stated| stated != range.len()) => {
            wrong(format!("`{range}` does not fit the length of the answer"))
        }
        (Some(asked), Some(range)) if !asked.allows(range) => wrong(format!("asked for `{asked}`, got `{range}`")),
        (Some(asked), None) if status == StatusCode::PARTIAL_CONTENT || !asked.is_whole() => {
            wrong(format!("asked for `{asked}`, and the answer does not say that it is this part of the file"))
        }
        (None, _) if status == StatusCode::PARTIAL_CONTENT => {
            wrong("the answer is a part of the file, which was not asked for".to_owned())
        }
        _ => Ok(()),
    }
}

/// What an answer to the call of a download is, as far as its head tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A file.
    File,
    /// No file: the body tells of the failure.
    Failure,
    /// JSON without a file name. A user's own JSON file may legally look so, and an envelope does: the body decides.
    Unclear,
}

/// Looks at the head of an answer.
pub(crate) fn judge(head: &Head) -> Verdict {
    let (status, headers) = (head.status(), head.headers());
    let kind = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default().to_ascii_lowercase();
    let json = kind.windows(JSON.len()).any(|part| part == JSON);
    match status {
        StatusCode::OK | StatusCode::PARTIAL_CONTENT if !json || headers.contains_key(CONTENT_DISPOSITION) => {
            Verdict::File
        }
        StatusCode::OK | StatusCode::PARTIAL_CONTENT => Verdict::Unclear,
        status if status.is_success() && !json => Verdict::File,
        _ => Verdict::Failure,
    }
}

const JSON: &[u8] = b"application/json";
