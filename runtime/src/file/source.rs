//! Where a file's content comes from, and reading it from any place. Knows no name, form or transport.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, TryStreamExt as _, future, stream};

/// Bytes that are read from a disk or reader at once.
#[cfg(feature = "http")]
pub(super) const PIECE: usize = 256 * 1024;

/// Content while it is read.
pub(crate) type Chunks = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// Where content comes from.
#[derive(Clone)]
pub(crate) enum Source {
    Bytes(Bytes),
    #[cfg(feature = "http")]
    Path(Arc<OnDisk>),
    Stream(Arc<OneShot>),
}

/// A file on the disk, with its length when it was looked at.
#[cfg(feature = "http")]
#[derive(PartialEq, Eq)]
pub(crate) struct OnDisk {
    path: std::path::PathBuf,
    len: u64,
}

/// Content that can be read once.
pub(crate) struct OneShot {
    len: Option<u64>,
    stream: Mutex<Option<Chunks>>,
}

impl Source {
    #[cfg(feature = "http")]
    pub(super) fn path(path: std::path::PathBuf, len: u64) -> Self {
        Self::Path(Arc::new(OnDisk { path, len }))
    }

    pub(super) fn stream(len: Option<u64>, stream: Chunks) -> Self {
        Self::Stream(Arc::new(OneShot { len, stream: Mutex::new(Some(stream)) }))
    }

    pub(crate) fn len(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            #[cfg(feature = "http")]
            Self::Path(file) => Some(file.len),
            Self::Stream(once) => once.len,
        }
    }

    /// Whether it can be read, again if it was read before.
    pub(crate) fn is_replayable(&self) -> bool {
        let Self::Stream(once) = self else { return true };
        once.stream.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Whether reading it leaves it as it was.
    pub(crate) fn is_repeatable(&self) -> bool {
        !matches!(self, Self::Stream(_))
    }

    /// Reads the content from an offset on. Nothing is opened or taken before the first piece is asked for; where the length
    /// is known, more or less than that is an error.
    pub(crate) fn read_from(&self, offset: u64) -> Chunks {
        let chunks = match self {
            Self::Bytes(bytes) => {
                let start = usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len());
                return stream::iter([Ok(bytes.slice(start..))]).boxed();
            }
            #[cfg(feature = "http")]
            Self::Path(file) => Arc::clone(file).read_from(offset),
            Self::Stream(once) => skip(Arc::clone(once).take(), offset),
        };
        match self.len() {
            Some(len) => exactly(chunks, len.saturating_sub(offset)),
            None => chunks,
        }
    }
}

#[cfg(feature = "http")]
impl OnDisk {
    fn read_from(self: Arc<Self>, offset: u64) -> Chunks {
        use tokio::io::AsyncSeekExt as _;

        let open = async move {
            let mut file = tokio::fs::File::open(&self.path).await?;
            if offset > 0 {
                file.seek(io::SeekFrom::Start(offset)).await?;
            }
            io::Result::Ok(tokio_util::io::ReaderStream::with_capacity(file, PIECE))
        };
        stream::once(open).try_flatten().boxed()
    }
}

impl OneShot {
    /// The content, taken when the first piece is asked for.
    fn take(self: Arc<Self>) -> Chunks {
        let taken = future::lazy(move |_| {
            let stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner).take();
            stream.ok_or_else(|| io::Error::other("the reader or stream of this file was read already"))
        });
        stream::once(taken).try_flatten().boxed()
    }
}

/// Reads over the first bytes.
fn skip(chunks: Chunks, bytes: u64) -> Chunks {
    if bytes == 0 {
        return chunks;
    }
    let mut left = bytes;
    let rest = chunks.try_filter_map(move |mut chunk| {
        let over = usize::try_from(left).unwrap_or(usize::MAX).min(chunk.len());
        left -= over as u64;
        future::ready(Ok(Some(chunk.split_off(over)).filter(|rest| !rest.is_empty())))
    });
    rest.boxed()
}

/// The same content, with an error where it is longer or shorter than was said.
fn exactly(chunks: Chunks, len: u64) -> Chunks {
    let wrong =
        move |what: &str| io::Error::other(format!("the content is {what} than the {len} bytes that were said"));
    let pieces = chunks.map(Some).chain(stream::iter([None]));
    let checked = pieces.scan(Some(len), move |left, piece| {
        let before = *left;
        let outcome = match (before, piece) {
            // After an error there is nothing more.
            (None, _) | (Some(0), None) => None,
            (Some(_), None) => Some(Err(wrong("shorter"))),
            (Some(_), Some(Err(error))) => Some(Err(error)),
            (Some(before), Some(Ok(chunk))) => match before.checked_sub(chunk.len() as u64) {
                Some(after) => {
                    *left = Some(after);
                    Some(Ok(chunk))
                }
                None => Some(Err(wrong("longer"))),
            },
        };
        if matches!(outcome, Some(Err(_))) {
            *left = None;
        }
        future::ready(outcome)
    });
    checked.boxed()
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bytes(one), Self::Bytes(other)) => one == other,
            #[cfg(feature = "http")]
            (Self::Path(one), Self::Path(other)) => one == other,
            (Self::Stream(one), Self::Stream(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl Eq for Source {}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({:?} bytes)", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn once(len: Option<u64>, pieces: &'static [&'static str]) -> Source {
        let pieces = pieces.iter().map(|piece| Ok(Bytes::from_static(piece.as_bytes())));
        Source::stream(len, stream::iter(pieces).boxed())
    }

    async fn read(source: &Source, offset: u64) -> io::Result<String> {
        let pieces: Vec<Bytes> = source.read_from(offset).try_collect().await?;
        Ok(String::from_utf8(pieces.concat()).expect("text"))
    }

    #[tokio::test]
    async fn a_stream_is_read_once_and_taken_late() {
        let source = once(None, &["hel", "lo"]);
        let unread = source.read_from(0);
        assert!(source.is_replayable(), "nothing was asked for yet");
        drop(unread);
        assert_eq!(read(&source, 0).await.expect("unread"), "hello");
        assert!(!source.is_replayable());
        assert!(read(&source, 0).await.expect_err("read").to_string().contains("read already"));
    }

    #[tokio::test]
    async fn a_wrong_length_is_an_error() {
        assert_eq!(read(&once(Some(5), &["hel", "lo"]), 0).await.expect("right"), "hello");
        assert_eq!(read(&once(Some(0), &[]), 0).await.expect("right"), "");
        for (len, what) in [(4, "longer than the 4 bytes"), (6, "shorter than the 6 bytes")] {
            let error = read(&once(Some(len), &["hel", "lo"]), 0).await.expect_err("wrong");
            assert!(error.to_string().contains(what), "{error}");
        }
    }

    #[tokio::test]
    async fn reads_from_an_offset() {
        for offset in 0..=5 {
            let expected = "hello".get(usize::try_from(offset).expect("small")..).expect("inside");
            assert_eq!(read(&once(Some(5), &["hel", "lo"]), offset).await.expect("right"), expected);
            assert_eq!(read(&Source::Bytes("hello".into()), offset).await.expect("right"), expected);
        }
        assert_eq!(read(&Source::Bytes("hello".into()), 9).await.expect("right"), "");
    }

    #[cfg(feature = "http")]
    #[tokio::test]
    async fn a_file_on_the_disk_is_read_again_and_must_stay_as_it_is() {
        let path = std::env::temp_dir().join(format!("feishu-source-{}", std::process::id()));
        std::fs::write(&path, "hello").expect("a writable folder");
        let source = Source::path(path.clone(), 5);
        assert_eq!(read(&source, 0).await.expect("right"), "hello");
        assert_eq!(read(&source, 3).await.expect("right"), "lo");
        std::fs::write(&path, "hello world").expect("a writable folder");
        assert!(read(&source, 0).await.expect_err("changed").to_string().contains("longer"));
        std::fs::remove_file(&path).expect("a writable folder");
        assert_eq!(read(&source, 0).await.expect_err("gone").kind(), io::ErrorKind::NotFound);
    }
}
