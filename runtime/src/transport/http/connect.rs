//! A connection to a server: dialed, then TLS, all within one time limit.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use ::http::Uri;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use rustls::ClientConfig;
use tower_service::Service;

use super::dial::{Dialer, Link};
use crate::transport::BoxFuture;

/// What connectors of hyper fail with.
pub(super) type BoxError = Box<dyn StdError + Send + Sync>;

/// Makes connections for the pool. Cheap to clone: hyper-util clones it for each request.
#[derive(Clone)]
pub(super) struct Connector(Arc<Inner>);

struct Inner {
    https: HttpsConnector<Dialer>,
    limit: Duration,
}

impl Connector {
    pub(super) fn new(dialer: Dialer, mut tls: ClientConfig, limit: Duration) -> Self {
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Self(Arc::new(Inner { https: HttpsConnector::from((dialer, tls)), limit }))
    }
}

impl Service<Uri> for Connector {
    type Response = MaybeHttpsStream<Link>;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        // As the dialer is always.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = tokio::time::timeout(self.0.limit, self.0.https.clone().call(uri));
        Box::pin(async move { connecting.await.unwrap_or_else(|_| Err(TimedOut.into())) })
    }
}

/// There was no connection in time.
#[derive(Debug)]
pub(super) struct TimedOut;

impl TimedOut {
    /// Whether the error comes from this one, or from the same limit of a single address.
    pub(super) fn caused(error: &(dyn StdError + 'static)) -> bool {
        std::iter::successors(Some(error), |error| StdError::source(*error)).any(|error| {
            let io = error.downcast_ref::<std::io::Error>();
            error.is::<Self>() || io.is_some_and(|error| error.kind() == std::io::ErrorKind::TimedOut)
        })
    }
}

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no connection in time")
    }
}

impl StdError for TimedOut {}
