//! A transport without a network: answers from a queue or a function and keeps what it was asked.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{Request, Response, StatusCode};

use super::{BoxFuture, Clock, ManualClock, Transport, TransportError, TransportErrorKind};
use crate::Body;

/// A transport for tests and examples. Clones share everything.
///
/// Time stands still until [`MemoryTransport::clock`] is moved.
///
/// ```
/// use feishu_runtime::transport::MemoryTransport;
///
/// let transport = MemoryTransport::new();
/// transport.answer(200, r#"{"code": 0, "msg": "success", "data": {}}"#);
/// assert!(transport.requests().is_empty());
/// ```
#[derive(Clone, Default)]
pub struct MemoryTransport(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    respond: Option<Respond>,
    clock: ManualClock,
}

type Respond = Box<dyn Fn(&Request<Bytes>) -> Response<Body> + Send + Sync>;

#[derive(Default)]
struct State {
    queue: VecDeque<Outcome>,
    requests: Vec<Request<Bytes>>,
}

enum Outcome {
    Answer(Response<Body>),
    Failure(TransportError),
    Silence,
}

impl MemoryTransport {
    /// A transport that answers from its queue; a call with an empty queue fails.
    pub fn new() -> Self {
        Self::default()
    }

    /// A transport that answers by a function once its queue is empty.
    pub fn from_fn(respond: impl Fn(&Request<Bytes>) -> Response<Body> + Send + Sync + 'static) -> Self {
        Self(Arc::new(Shared { respond: Some(Box::new(respond)), ..Shared::default() }))
    }

    /// Queues an answer with a status and a body. A status that HTTP does not know becomes 500.
    pub fn answer(&self, status: u16, body: impl Into<Bytes>) -> &Self {
        let mut response = Response::new(Body::from(body.into()));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self.respond(response)
    }

    /// Queues an answer with headers of its own.
    pub fn respond(&self, response: Response<Body>) -> &Self {
        self.push(Outcome::Answer(response))
    }

    /// Queues a failure.
    pub fn fail(&self, error: TransportError) -> &Self {
        self.push(Outcome::Failure(error))
    }

    /// Queues a call that is never answered.
    pub fn hang(&self) -> &Self {
        self.push(Outcome::Silence)
    }

    /// The requests so far, oldest first. Their `Authorization` headers hold real tokens.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.state().requests.clone()
    }

    /// The clock of this transport.
    pub fn clock(&self) -> &ManualClock {
        &self.0.clock
    }

    fn push(&self, outcome: Outcome) -> &Self {
        self.state().queue.push_back(outcome);
        self
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the outcome for a request and keeps the request.
    fn take(&self, request: Request<Bytes>) -> Outcome {
        let queued = self.state().queue.pop_front();
        let outcome = queued.unwrap_or_else(|| match &self.0.respond {
            Some(respond) => Outcome::Answer(respond(&request)),
            None => Outcome::Failure(TransportError::new(TransportErrorKind::Connect, "no answer is queued")),
        });
        self.state().requests.push(request);
        outcome
    }
}

impl Transport for MemoryTransport {
    fn call(&self, request: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await?;
            match self.take(Request::from_parts(head, body)) {
                Outcome::Answer(response) => Ok(response),
                Outcome::Failure(error) => Err(error),
                Outcome::Silence => std::future::pending().await,
            }
        })
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(self.0.clock.clone())
    }
}

impl fmt::Debug for MemoryTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("MemoryTransport")
            .field("queued", &state.queue.len())
            .field("requests", &state.requests.len())
            .finish_non_exhaustive()
    }
}
