//! Files that an operation answers with: what the server says of them, and their content while it comes.

mod disposition;
mod head;
mod range;
#[cfg(feature = "http")]
mod save;
mod stream;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_util::Stream;

pub(crate) use head::{Verdict, judge};
pub(crate) use range::ByteRange;
pub use range::ContentRange;
pub(crate) use stream::{Again, Opened};

use self::head::FileInfo;
use self::stream::Content;
use crate::Error;
use crate::answer::{Answer, Head, Reply};

/// A file that is being downloaded: what the server says of it, and its content, which comes while it is read.
///
/// Read it piece by piece ([`Download::chunk`], or as a [`Stream`]), all at once ([`Download::bytes`]), or let it be written
/// (`save`, `save_in` and `write_to`, with the feature `http`). Dropping it ends the download.
///
/// The time limit of the call ends when the head of the answer is there. From then on the content may take as long as it
/// likes, if only something comes within every [`idle_timeout`](Download::idle_timeout).
///
/// Where the operation documents ranges ([`Meta::ranges`](crate::Meta::ranges)), a download that breaks in the middle goes on
/// where it was, a few times: see [`Download::resumes`].
///
/// ```
/// use feishu_runtime::transport::MemoryTransport;
/// use feishu_runtime::{Client, Download};
/// # use feishu_runtime::{EncodeError, Endpoint, Envelope, Meta, Method, Parts};
/// # struct Fetch;
/// # impl Endpoint for Fetch {
/// #     type Response = Download;
/// #     const META: &'static Meta = &Meta::new("acme.v1.file.get", Method::Get, "/f").tokens(&[]).envelope(Envelope::File);
/// #     fn parts(&self) -> Result<Parts, EncodeError> { Parts::new(Self::META, &[]) }
/// # }
/// # futures_util::future::FutureExt::now_or_never(async {
///
/// let transport = MemoryTransport::new();
/// transport.answer(200, "hello");
/// let client = Client::builder("cli_a", "secret").transport(transport).build()?;
///
/// let mut file = client.send(Fetch).await?;
/// while let Some(piece) = file.chunk().await? {
///     assert_eq!(piece, "hello");
/// }
/// # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
/// ```
#[must_use = "a download that is dropped is ended"]
pub struct Download {
    info: FileInfo,
    content: Content,
}

impl Download {
    /// Reads the head of an answer that holds a file.
    pub(crate) fn open(head: &Head, opened: Opened) -> Result<Self, Error> {
        let info = FileInfo::read(head, opened.asked)?;
        let content = Content::new(head.meta(), &info, opened);
        Ok(Self { info, content })
    }

    /// The name, without any path separators; `None` where the server gave none that can be used.
    pub fn file_name(&self) -> Option<&str> {
        self.info.file_name.as_deref()
    }

    /// The media type.
    pub fn content_type(&self) -> Option<&str> {
        self.info.content_type.as_deref()
    }

    /// How many bytes come in all, where the server says so: the length of the file, or of the part that was asked for.
    pub fn len(&self) -> Option<u64> {
        self.info.len
    }

    /// Whether the server says that there is no content.
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// Which part of the file it is, where a part was asked for with [`Call::range`](crate::Call::range).
    pub fn content_range(&self) -> Option<ContentRange> {
        self.info.range
    }

    /// Sets how long nothing may come before the download fails. One minute unless set.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.content.idle = limit;
        self
    }

    /// Sets how often the download may go on where it broke. 5 times unless set, and never where the operation documents no
    /// ranges.
    pub fn resumes(mut self, times: u32) -> Self {
        self.content.resumes = times;
        self
    }

    /// Fails once there are more bytes than this: for content that ends up in memory. No limit unless set.
    pub fn limit(mut self, bytes: u64) -> Self {
        self.content.limit = bytes;
        self
    }

    /// The next piece, of any length; `None` at the end.
    ///
    /// # Errors
    ///
    /// When the content breaks off and cannot be resumed, stops coming, or is more than the limit.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        std::future::poll_fn(|context| self.content.poll(context)).await.transpose()
    }

    /// The whole content, in memory. Set a [`Download::limit`] first where the file can be large.
    ///
    /// # Errors
    ///
    /// As [`Download::chunk`].
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let Some(first) = self.chunk().await? else { return Ok(Bytes::new()) };
        let Some(second) = self.chunk().await? else { return Ok(first) };
        let mut content = [first, second].concat();
        while let Some(chunk) = self.chunk().await? {
            content.extend_from_slice(&chunk);
        }
        Ok(content.into())
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.content.poll(context)
    }
}

impl Answer for Download {
    fn streams(head: &Head) -> bool {
        judge(head) != Verdict::Failure
    }

    fn answer(mut reply: Reply) -> Result<Self, Error> {
        match reply.take_open() {
            Some(opened) => Self::open(reply.head(), opened),
            None => Err(crate::envelope::failure(&reply)),
        }
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("file_name", &self.info.file_name)
            .field("content_type", &self.info.content_type)
            .field("len", &self.info.len)
            .field("content_range", &self.info.range)
            .finish_non_exhaustive()
    }
}
