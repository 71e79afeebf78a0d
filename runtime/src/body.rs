//! What a request or an answer carries, over any transport.
//!
//! In memory, or a stream that is read while it is sent or received.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http_body::{Frame, SizeHint};

#[cfg(feature = "http")]
use crate::transport::http::Plain;
use crate::transport::{TransportError, TransportErrorKind};

/// The body of a request or an answer.
///
/// Implements [`http_body::Body`], which is how HTTP libraries of Rust read and write bodies.
#[derive(Default)]
pub struct Body(Kind);

enum Kind {
    Chunks(VecDeque<Bytes>),
    /// What nearly all answers are, without a box around it.
    #[cfg(feature = "http")]
    Received(Plain),
    Stream(Pin<Box<dyn http_body::Body<Data = Bytes, Error = TransportError> + Send>>),
}

impl Default for Kind {
    fn default() -> Self {
        Self::Chunks(VecDeque::new())
    }
}

impl Body {
    /// No body.
    pub fn empty() -> Self {
        Self::default()
    }

    /// A body of several pieces that are sent one after the other.
    pub fn from_chunks(chunks: impl IntoIterator<Item = Bytes>) -> Self {
        Self(Kind::Chunks(chunks.into_iter().filter(|chunk| !chunk.is_empty()).collect()))
    }

    /// A body that is produced while it is sent or received.
    pub fn from_stream<B>(stream: B) -> Self
    where
        B: http_body::Body<Data = Bytes, Error = TransportError> + Send + 'static,
    {
        Self(Kind::Stream(Box::pin(stream)))
    }

    /// A body that comes over HTTP.
    #[cfg(feature = "http")]
    pub(crate) fn received(body: Plain) -> Self {
        Self(Kind::Received(body))
    }

    /// The whole content, where it is in memory.
    pub fn to_bytes(&self) -> Option<Bytes> {
        match &self.0 {
            Kind::Chunks(chunks) if chunks.len() < 2 => Some(chunks.front().cloned().unwrap_or_default()),
            Kind::Chunks(chunks) => Some(chunks.iter().flatten().copied().collect()),
            #[cfg(feature = "http")]
            Kind::Received(_) => None,
            Kind::Stream(_) => None,
        }
    }

    /// A second body with the same content, where it is in memory: what a repeated call needs.
    pub fn try_clone(&self) -> Option<Self> {
        match &self.0 {
            Kind::Chunks(chunks) => Some(Self(Kind::Chunks(chunks.clone()))),
            #[cfg(feature = "http")]
            Kind::Received(_) => None,
            Kind::Stream(_) => None,
        }
    }

    /// The next piece that holds anything.
    pub(crate) fn poll_data(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            match ready!(http_body::Body::poll_frame(self.as_mut(), context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) if !data.is_empty() => return Poll::Ready(Some(Ok(data))),
                    _ => {}
                },
            }
        }
    }

    /// A body that begins with what was read of another one already.
    pub(crate) fn after(read: Bytes, rest: Self) -> Self {
        Self(Kind::Stream(Box::pin(After { read: Some(read), rest })))
    }

    /// Reads to the end.
    ///
    /// # Errors
    ///
    /// When the transport fails on the way.
    pub async fn collect(self) -> Result<Bytes, TransportError> {
        self.collect_within(usize::MAX).await
    }

    /// Reads to the end, up to so many bytes.
    ///
    /// # Errors
    ///
    /// When the transport fails on the way, or the body is larger.
    pub async fn collect_within(mut self, limit: usize) -> Result<Bytes, TransportError> {
        if let Some(bytes) = self.to_bytes() {
            return Ok(bytes);
        }
        let mut content = Content::default();
        poll_fn(|context| {
            while let Some(data) = ready!(Pin::new(&mut self).poll_data(context)?) {
                content.push(data, limit)?;
            }
            Poll::Ready(Ok(content.take()))
        })
        .await
    }

    /// The next piece of content; `None` at the end.
    pub(crate) async fn data(&mut self) -> Result<Option<Bytes>, TransportError> {
        poll_fn(|context| Pin::new(&mut *self).poll_data(context)).await.transpose()
    }
}

/// What was read of a body. Most answers come in one piece, which then is the whole content.
#[derive(Default)]
struct Content {
    first: Bytes,
    all: BytesMut,
}

impl Content {
    fn push(&mut self, data: Bytes, limit: usize) -> Result<(), TransportError> {
        if self.first.is_empty() {
            self.first = data;
            return within(self.first.len(), limit);
        }
        if self.all.is_empty() {
            self.all.extend_from_slice(&self.first);
        }
        within(self.all.len() + data.len(), limit)?;
        self.all.extend_from_slice(&data);
        Ok(())
    }

    fn take(&mut self) -> Bytes {
        if self.all.is_empty() { std::mem::take(&mut self.first) } else { self.all.split().freeze() }
    }
}

/// A piece, then a body.
struct After {
    read: Option<Bytes>,
    rest: Body,
}

impl http_body::Body for After {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match self.read.take() {
            Some(read) => Poll::Ready(Some(Ok(Frame::data(read)))),
            None => Pin::new(&mut self.rest).poll_frame(context),
        }
    }
}

fn within(length: usize, limit: usize) -> Result<(), TransportError> {
    if length <= limit {
        return Ok(());
    }
    let why = format!("an answer of more than {limit} bytes");
    Err(TransportError::new(TransportErrorKind::TooLarge, why))
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match &mut self.0 {
            Kind::Chunks(chunks) => Poll::Ready(chunks.pop_front().map(|chunk| Ok(Frame::data(chunk)))),
            #[cfg(feature = "http")]
            Kind::Received(body) => Pin::new(body).poll_frame(context),
            Kind::Stream(stream) => stream.as_mut().poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Kind::Chunks(chunks) => chunks.is_empty(),
            #[cfg(feature = "http")]
            Kind::Received(body) => body.is_end_stream(),
            Kind::Stream(stream) => stream.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Kind::Chunks(chunks) => SizeHint::with_exact(chunks.iter().map(|chunk| chunk.len() as u64).sum()),
            #[cfg(feature = "http")]
            Kind::Received(body) => body.size_hint(),
            Kind::Stream(stream) => stream.size_hint(),
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(content: T) -> Self {
        Self::from_chunks([content.into()])
    }
}

impl fmt::Debug for Body {
    /// Shows the length only: content can hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match http_body::Body::size_hint(self).exact() {
            Some(length) => write!(f, "Body({length} bytes)"),
            None => f.write_str("Body(stream)"),
        }
    }
}
