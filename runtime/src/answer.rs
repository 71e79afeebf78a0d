//! What can be made of an answer: values in one of the envelopes, or files.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use crate::download::Opened;
use crate::wire::Read;
use crate::{Body, Error, Meta, envelope};

/// What an operation returns. Everything that implements [`Read`] is one, and [`Download`](crate::Download).
pub trait Answer: Sized + Send + 'static {
    /// Whether the body of an answer with this head is handed over while it comes, instead of complete.
    ///
    /// Only for answers that can be large. A failure is always wanted complete.
    fn streams(head: &Head) -> bool {
        let _ = head;
        false
    }

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

/// What comes before the body: status and headers, and the operation that was called.
#[derive(Clone)]
pub struct Head {
    meta: &'static Meta,
    status: StatusCode,
    headers: HeaderMap,
}

impl Head {
    /// A head, as a transport delivers it.
    pub fn new(meta: &'static Meta, status: StatusCode, headers: HeaderMap) -> Self {
        Self { meta, status, headers }
    }

    /// The head of a response, and its body.
    pub(crate) fn of(meta: &'static Meta, response: Response<Body>) -> (Self, Body) {
        let (head, body) = response.into_parts();
        (Self::new(meta, head.status, head.headers), body)
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

    /// A header's value, where it is there and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The id under which the platform logged the call: what its support asks for.
    pub fn log_id(&self) -> Option<&str> {
        let header = |name| self.header(name).filter(|id| !id.is_empty());
        header("x-tt-logid").or_else(|| header("x-request-id"))
    }
}

/// The reply to a call, not yet understood.
pub struct Reply {
    head: Head,
    body: Bytes,
    /// The body, where it is handed over while it comes. Nothing of it is in `body`.
    open: Option<Opened>,
}

impl Reply {
    /// A reply that is complete.
    pub fn whole(head: Head, body: Bytes) -> Self {
        Self { head, body, open: None }
    }

    /// A reply whose body is still coming.
    pub fn open(head: Head, body: Body) -> Self {
        Self::opened(head, Opened::new(body))
    }

    /// The same, with what the client knows of the call.
    pub(crate) fn opened(head: Head, opened: Opened) -> Self {
        Self { head, body: Bytes::new(), open: Some(opened) }
    }

    /// Status and headers.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The operation that was called.
    pub fn meta(&self) -> &'static Meta {
        self.head.meta
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// A header's value, where it is there and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.header(name)
    }

    /// The body; empty where it is still coming.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Head and body, complete or still coming.
    pub fn into_parts(self) -> (Head, Body) {
        (self.head, self.open.map_or_else(|| Body::from(self.body), |opened| opened.body))
    }

    /// Whether the body is still coming.
    pub(crate) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Takes the body, where it is still coming.
    pub(crate) fn take_open(&mut self) -> Option<Opened> {
        self.open.take()
    }
}

impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Head").field("operation", &self.meta.id).field("status", &self.status).finish_non_exhaustive()
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("operation", &self.meta().id)
            .field("status", &self.status())
            .field("body_len", &self.open.is_none().then_some(self.body.len()))
            .finish_non_exhaustive()
    }
}
