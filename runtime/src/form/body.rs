//! The body of a form: its pieces one after the other, contents of files read when their turn comes.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use crate::Body;
use crate::file::{Chunks, Source};
use crate::transport::{TransportError, TransportErrorKind};

/// A piece of a form.
pub(super) enum Piece {
    /// What stands around contents.
    Text(Bytes),
    /// The content of a file.
    Content(Source),
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

/// A form on its way out.
pub(super) struct Encoding {
    /// What is still to come.
    pieces: std::vec::IntoIter<Piece>,
    /// The content that is being read.
    reading: Option<Chunks>,
    /// Bytes still to come, where all lengths are known.
    left: Option<u64>,
}

impl Encoding {
    pub(super) fn new(pieces: Vec<Piece>) -> Self {
        let left = pieces.iter().try_fold(0_u64, |sum, piece| match piece {
            Piece::Text(text) => sum.checked_add(text.len() as u64),
            Piece::Content(source) => sum.checked_add(source.len()?),
        });
        Self { pieces: pieces.into_iter(), reading: None, left }
    }

    /// As a body: in memory where all of it is there already.
    pub(super) fn into_body(self) -> Body {
        let there: Option<Vec<Bytes>> = self.pieces.as_slice().iter().map(Piece::bytes).collect();
        match there {
            Some(chunks) => Body::from_chunks(chunks),
            None => Body::from_stream(self),
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            if let Some(reading) = &mut self.reading {
                match ready!(reading.as_mut().poll_next(context)) {
                    Some(Ok(chunk)) if chunk.is_empty() => continue,
                    Some(outcome) => return Poll::Ready(Some(outcome)),
                    None => self.reading = None,
                }
            }
            match self.pieces.next() {
                None => return Poll::Ready(None),
                Some(Piece::Text(text)) => return Poll::Ready(Some(Ok(text))),
                Some(Piece::Content(source)) => self.reading = Some(source.read_from(0)),
            }
        }
    }
}

impl Piece {
    /// The piece, where it is in memory.
    fn bytes(&self) -> Option<Bytes> {
        match self {
            Self::Text(bytes) | Self::Content(Source::Bytes(bytes)) => Some(bytes.clone()),
            Self::Content(_) => None,
        }
    }
}

impl http_body::Body for Encoding {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Poll::Ready(match ready!(self.poll(context)) {
            Some(Ok(chunk)) => {
                self.left = self.left.map(|left| left.saturating_sub(chunk.len() as u64));
                Some(Ok(Frame::data(chunk)))
            }
            Some(Err(error)) => Some(Err(TransportError::new(TransportErrorKind::Content, error))),
            None => None,
        })
    }

    fn is_end_stream(&self) -> bool {
        self.reading.is_none() && self.pieces.as_slice().is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

#[cfg(test)]
mod tests {
    use futures_util::stream;
    use http_body::Body as _;

    use crate::transport::TransportErrorKind;
    use crate::{File, Form};

    fn form(len: Option<u64>) -> Form {
        let mut form = Form::default();
        form.file("file", File::from_stream("a", len, stream::iter(["hel", "", "lo"].map(Ok::<_, std::io::Error>))));
        form.text("size", "5");
        form
    }

    #[tokio::test]
    async fn the_length_is_known_where_those_of_the_files_are() {
        let (_, body) = form(Some(5)).encode();
        let said = body.size_hint().exact();
        let sent = body.collect().await.expect("content");
        assert_eq!(said, Some(sent.len() as u64));
        assert!(sent.windows(9).any(|part| part == b"\r\nhello\r\n"));
        let (_, body) = form(None).encode();
        assert_eq!(body.size_hint().exact(), None);
        assert_eq!(body.collect().await.expect("content").len(), sent.len());
    }

    #[tokio::test]
    async fn a_form_with_a_stream_is_written_once() {
        let form = form(None);
        let (_, unsent) = form.encode();
        drop(unsent);
        assert!(form.is_replayable());
        form.encode().1.collect().await.expect("content");
        assert!(!form.is_replayable());
        let error = form.encode().1.collect().await.expect_err("sent already");
        assert_eq!(error.kind(), TransportErrorKind::Content);
    }
}
