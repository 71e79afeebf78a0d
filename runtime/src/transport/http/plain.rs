//! Bodies as they come from hyper.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;

use crate::transport::{TransportError, TransportErrorKind};

/// A body from hyper.
pub(crate) struct Plain(pub(super) Incoming);

impl Body for Plain {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Pin::new(&mut self.0).poll_frame(context).map_err(|error| broken(error.into()))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

/// The error of a body that ends too early, or is not what it says.
pub(super) fn broken(error: Box<dyn std::error::Error + Send + Sync>) -> TransportError {
    TransportError::new(TransportErrorKind::Exchange, error)
}
