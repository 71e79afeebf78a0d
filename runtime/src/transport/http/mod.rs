//! HTTP over TCP and TLS: hyper-util's client and rustls, on tokio.
//!
//! HTTP/2 where the server offers it, else HTTP/1.1; proxies from the environment; gzip; no redirects and no retries but
//! hyper's own for connections that died before anything was sent on them.

mod builder;
mod clock;
mod connect;
mod dial;
mod gunzip;
mod plain;

use std::fmt;
use std::sync::Arc;

use ::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, PROXY_AUTHORIZATION, RANGE};
use ::http::{HeaderValue, Request, Response};
use hyper::body::Incoming;
use hyper_util::client::legacy::{Client, Error as ClientError};
use tokio::runtime::Handle;

pub use builder::HttpTransportBuilder;
pub use clock::TokioClock;

use self::connect::{Connector, TimedOut};
use self::dial::Proxies;
use self::gunzip::Gunzip;
pub(crate) use self::plain::Plain;
use super::{BoxFuture, Clock, Transport, TransportError, TransportErrorKind};
use crate::{Body, Error};

/// The transport over HTTP. Needs a tokio runtime with time and IO enabled. Clones share connections.
///
/// ```no_run
/// use feishu_runtime::Client;
/// use feishu_runtime::transport::HttpTransport;
/// use std::time::Duration;
///
/// let transport = HttpTransport::builder()
///     .add_root_certificate(std::fs::read("company-root.pem")?)
///     .connect_timeout(Duration::from_secs(3))
///     .build()?;
/// let client = Client::builder("cli_a", "app secret").transport(transport).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct HttpTransport {
    client: Client<Connector, Body>,
    proxies: Arc<Proxies>,
}

impl HttpTransport {
    /// A transport with all defaults.
    ///
    /// # Errors
    ///
    /// When TLS cannot be set up.
    pub fn new() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// Begins a transport with settings of its own.
    pub fn builder() -> HttpTransportBuilder {
        HttpTransportBuilder::default()
    }

    /// Adds what this transport asks for on its own behalf.
    fn prepare(&self, request: &mut Request<Body>) {
        let password = self.proxies.password(request.uri());
        let headers = request.headers_mut();
        // A range counts the bytes of the file, not of its compressed form.
        if !headers.contains_key(RANGE) {
            headers.entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static("gzip"));
        }
        if let Some(password) = password {
            headers.insert(PROXY_AUTHORIZATION, password);
        }
    }
}

impl Transport for HttpTransport {
    fn call(&self, mut request: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        self.prepare(&mut request);
        let answer = self.client.request(request);
        Box::pin(async move { answer.await.map(decoded).map_err(failure) })
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(TokioClock)
    }

    fn run_apart(&self, task: BoxFuture<'static, ()>) -> Result<(), BoxFuture<'static, ()>> {
        match Handle::try_current() {
            Ok(runtime) => {
                drop(runtime.spawn(task));
                Ok(())
            }
            Err(_) => Err(task),
        }
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport").finish_non_exhaustive()
    }
}

/// The answer with its content encoding undone.
fn decoded(response: Response<Incoming>) -> Response<Body> {
    let (mut head, body) = response.into_parts();
    let encoding = head.headers.get(CONTENT_ENCODING);
    let gzip = encoding.is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"gzip"));
    if !gzip {
        return Response::from_parts(head, Body::received(Plain(body)));
    }
    head.headers.remove(CONTENT_ENCODING);
    head.headers.remove(CONTENT_LENGTH);
    Response::from_parts(head, Body::from_stream(Gunzip::new(Plain(body))))
}

fn failure(error: ClientError) -> TransportError {
    let kind = match (error.is_connect(), TimedOut::caused(&error)) {
        (true, true) => TransportErrorKind::ConnectTimeout,
        (true, false) => TransportErrorKind::Connect,
        (false, _) => TransportError::kind_within(&error).unwrap_or(TransportErrorKind::Exchange),
    };
    TransportError::new(kind, error)
}
