//! The way to a server: straight, or through a proxy.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use ::http::uri::Scheme;
use ::http::{HeaderValue, Uri};
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::proxy::{SocksV5, Tunnel};
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use tokio::net::TcpStream;
use tower_service::Service;

use super::connect::BoxError;
use crate::transport::BoxFuture;

/// Which destinations are reached through which proxy.
pub(super) struct Proxies {
    matcher: Option<Matcher>,
    /// Whether this machine's own addresses are reached through the proxy too.
    even_loopback: bool,
    /// Whether there is a proxy that wants a password with each request. Few have one: all other requests need no look-up.
    asks_each_time: bool,
}

impl Proxies {
    pub(super) fn none() -> Self {
        Self { matcher: None, even_loopback: false, asks_each_time: false }
    }

    pub(super) fn from_environment() -> Self {
        Self::new(Matcher::from_env(), false)
    }

    /// One proxy for everything; `None` where the address is none.
    pub(super) fn always(address: &str) -> Option<Self> {
        let matcher = Matcher::builder().all(address).build();
        matcher.intercept(&Uri::from_static("https://host.example"))?;
        Some(Self::new(matcher, true))
    }

    fn new(matcher: Matcher, even_loopback: bool) -> Self {
        // A tunnel is asked for with the password; without one, each request carries it.
        let plain = matcher.intercept(&Uri::from_static("http://host.invalid"));
        let asks_each_time = plain.is_some_and(|proxy| proxy.basic_auth().is_some());
        Self { matcher: Some(matcher), even_loopback, asks_each_time }
    }

    /// The password that a request itself has to carry to a proxy.
    pub(super) fn password(&self, uri: &Uri) -> Option<HeaderValue> {
        let asked = self.asks_each_time && uri.scheme() == Some(&Scheme::HTTP);
        asked.then(|| self.intercept(uri)).flatten()?.basic_auth().cloned()
    }

    fn intercept(&self, uri: &Uri) -> Option<Intercept> {
        if !self.even_loopback && uri.host().is_some_and(crate::client::is_loopback) {
            return None;
        }
        self.matcher.as_ref()?.intercept(uri)
    }
}

/// Opens connections, without the TLS to the server.
#[derive(Clone)]
pub(super) struct Dialer {
    tcp: HttpConnector,
    /// To proxies, which can be behind TLS themselves. Speaks HTTP/1.1 only: tunnels are asked for in it.
    to_proxy: HttpsConnector<HttpConnector>,
    proxies: Arc<Proxies>,
}

impl Dialer {
    pub(super) fn new(tcp: HttpConnector, tls: ClientConfig, proxies: Arc<Proxies>) -> Self {
        Self { tcp: tcp.clone(), to_proxy: HttpsConnector::from((tcp, tls)), proxies }
    }

    async fn dial(mut self, uri: Uri) -> Result<Link, BoxError> {
        let Some(proxy) = self.proxies.intercept(&uri) else {
            return Ok(Link::to_server(self.tcp.call(uri).await?.into()));
        };
        let plain = uri.scheme() == Some(&Scheme::HTTP);
        match proxy.uri().scheme_str() {
            Some("http" | "https") if plain => Ok(Link::to_proxy(self.to_proxy.call(proxy.uri().clone()).await?)),
            Some("http" | "https") => self.tunnel(&proxy, uri).await,
            Some("socks5") => self.socks(&proxy, uri, true).await,
            Some("socks5h") => self.socks(&proxy, uri, false).await,
            scheme => Err(format!("proxies of kind `{}` are not supported", scheme.unwrap_or_default()).into()),
        }
    }

    async fn tunnel(self, proxy: &Intercept, uri: Uri) -> Result<Link, BoxError> {
        let mut tunnel = Tunnel::new(proxy.uri().clone(), self.to_proxy);
        if let Some(auth) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(auth.clone());
        }
        Ok(Link::to_server(tunnel.call(uri).await?))
    }

    async fn socks(self, proxy: &Intercept, uri: Uri, local_dns: bool) -> Result<Link, BoxError> {
        let mut socks = SocksV5::new(proxy.uri().clone(), self.tcp).local_dns(local_dns);
        if let Some((user, password)) = proxy.raw_auth() {
            socks = socks.with_auth(user.to_owned(), password.to_owned());
        }
        Ok(Link::to_server(socks.call(uri).await?.into()))
    }
}

impl Service<Uri> for Dialer {
    type Response = Link;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Link, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        Box::pin(self.clone().dial(uri))
    }
}

/// An open connection, and what is at its other end.
pub(super) struct Link {
    stream: MaybeHttpsStream<TokioIo<TcpStream>>,
    /// The other end is a proxy that wants to be told the whole address.
    to_proxy: bool,
}

impl Link {
    fn to_server(stream: MaybeHttpsStream<TokioIo<TcpStream>>) -> Self {
        Self { stream, to_proxy: false }
    }

    fn to_proxy(stream: MaybeHttpsStream<TokioIo<TcpStream>>) -> Self {
        Self { stream, to_proxy: true }
    }
}

impl Connection for Link {
    fn connected(&self) -> Connected {
        self.stream.connected().proxy(self.to_proxy)
    }
}

impl Read for Link {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl Write for Link {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }
}
