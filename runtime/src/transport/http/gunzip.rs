//! Bodies with gzip undone while they come.

use std::io::Write as _;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use http_body::{Body, Frame};

use super::plain::broken;
use crate::transport::TransportError;

/// A compressed body, decompressed.
pub(super) struct Gunzip<B> {
    inner: B,
    decoder: MultiGzDecoder<Vec<u8>>,
    state: State,
}

enum State {
    /// Nothing has come: an empty body is whole, although it is no gzip.
    Empty,
    Open,
    Done,
}

impl<B> Gunzip<B> {
    pub(super) fn new(inner: B) -> Self {
        Self { inner, decoder: MultiGzDecoder::new(Vec::new()), state: State::Empty }
    }

    /// What has been decompressed since the last time.
    fn take(&mut self) -> Option<Frame<Bytes>> {
        let data = std::mem::take(self.decoder.get_mut());
        (!data.is_empty()).then(|| Frame::data(data.into()))
    }

    /// Decompresses a piece; `None` where it yields nothing yet.
    fn feed(&mut self, frame: Frame<Bytes>) -> Option<Result<Frame<Bytes>, TransportError>> {
        let data = frame.into_data().ok()?;
        if !data.is_empty() {
            self.state = State::Open;
        }
        if let Err(error) = self.decoder.write_all(&data) {
            return Some(self.fail(error));
        }
        self.take().map(Ok)
    }

    fn finish(&mut self) -> Option<Result<Frame<Bytes>, TransportError>> {
        let begun = matches!(std::mem::replace(&mut self.state, State::Done), State::Open);
        if begun && let Err(error) = self.decoder.try_finish() {
            return Some(self.fail(error));
        }
        self.take().map(Ok)
    }

    fn fail(&mut self, error: std::io::Error) -> Result<Frame<Bytes>, TransportError> {
        self.state = State::Done;
        Err(broken(error.into()))
    }
}

impl<B: Body<Data = Bytes, Error = TransportError> + Unpin> Body for Gunzip<B> {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        while !matches!(self.state, State::Done) {
            let outcome = match ready!(Pin::new(&mut self.inner).poll_frame(context)) {
                Some(Ok(frame)) => self.feed(frame),
                Some(Err(error)) => Some(Err(error)),
                None => self.finish(),
            };
            if outcome.is_some() {
                return Poll::Ready(outcome);
            }
        }
        Poll::Ready(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;

    fn zipped(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text).expect("in memory");
        encoder.finish().expect("in memory")
    }

    async fn unzipped(chunks: &[&[u8]]) -> Result<Bytes, TransportError> {
        let chunks = chunks.iter().map(|chunk| Bytes::copy_from_slice(chunk));
        crate::Body::from_stream(Gunzip::new(crate::Body::from_chunks(chunks))).collect().await
    }

    #[tokio::test]
    async fn undoes_gzip_however_it_is_cut() {
        let zip = zipped(b"hello hello hello");
        let bytes: Vec<_> = zip.chunks(1).collect();
        assert_eq!(unzipped(&bytes).await.expect("gzip"), "hello hello hello");
        let two = [zip.as_slice(), zip.as_slice()].concat();
        assert_eq!(unzipped(&[&two]).await.expect("gzip").len(), 34);
        assert_eq!(unzipped(&[]).await.expect("empty"), "");
    }

    #[tokio::test]
    async fn broken_gzip_is_an_error() {
        let zip = zipped(b"hello hello hello");
        assert!(unzipped(&[&zip[..zip.len() - 3]]).await.is_err());
        assert!(unzipped(&[b"no gzip"]).await.is_err());
    }
}
