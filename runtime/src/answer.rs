//! What can be made of an answer: values in one of the envelopes, or files.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::download::Opened;
use crate::wire::Read;
use crate::{Error, Meta, envelope};

/// What an operation returns. Everything that implements [`Read`] is one, and [`Download`](crate::Download).
pub trait Answer: Sized + Send + 'static {
    /// Whether a successful answer is handed over while its body comes. Failures always come complete.
    const STREAMS: bool = false;

    /// Reads the reply to a call.
    ///
    /// # Errors
    ///
    /// When the reply tells of a failure, or is not of the expected form.
    fn answer(reply: Reply) -> Result<Self, Error>;
}

impl<T: Read + Send + 'static> Answer for T {
    fn answer(reply: Reply) -> Result<Self, Error> {
        envelope::read(&reply)
    }
}

/// The reply to a call, not yet understood.
pub struct Reply {
    meta: &'static Meta,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    open: Option<Opened>,
}

impl Reply {
    /// A complete reply, as a transport delivers it.
    pub fn new(meta: &'static Meta, status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self { meta, status, headers, body, open: None }
    }

    /// A reply whose body is still coming.
    pub(crate) fn opened(meta: &'static Meta, status: StatusCode, headers: HeaderMap, open: Opened) -> Self {
        Self { meta, status, headers, body: Bytes::new(), open: Some(open) }
    }

    /// The operation that was called.
    pub fn meta(&self) -> &'static Meta {
        self.meta
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The HTTP headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, where it is complete; else nothing.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Takes the body, where it is still coming.
    pub(crate) fn open(&mut self) -> Option<Opened> {
        self.open.take()
    }

    /// A header's value, where it is there and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("operation", &self.meta.id)
            .field("status", &self.status)
            .field("body_len", &self.body.len())
            .finish_non_exhaustive()
    }
}
