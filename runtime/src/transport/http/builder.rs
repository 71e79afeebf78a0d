//! Settings of the HTTP transport, and the connection pool they make.

use std::sync::Arc;
use std::time::Duration;

use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};

use super::HttpTransport;
use super::connect::Connector;
use super::dial::{Dialer, Proxies};
use crate::Error;

/// Time to connect, with proxy and TLS, unless set otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long an idle connection is kept. Gateways close theirs after 60 seconds and more: ours must be the first to go, since
/// a request on a connection that is just being closed fails.
const IDLE_TIMEOUT: Duration = Duration::from_secs(45);

/// How often a quiet connection is probed, so that a dead one is noticed before a call is lost on it.
const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// Settings of an [`HttpTransport`].
#[must_use = "a builder does nothing until built"]
#[derive(Debug)]
pub struct HttpTransportBuilder {
    roots: Vec<Vec<u8>>,
    proxy: Proxy,
    connect_timeout: Duration,
}

enum Proxy {
    Environment,
    Never,
    Always(String),
}

impl std::fmt::Debug for Proxy {
    /// Without the address: it can hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Environment => "Environment",
            Self::Never => "Never",
            Self::Always(_) => "Always",
        })
    }
}

impl Default for HttpTransportBuilder {
    fn default() -> Self {
        Self { roots: Vec::new(), proxy: Proxy::Environment, connect_timeout: CONNECT_TIMEOUT }
    }
}

impl HttpTransportBuilder {
    /// Trusts further root certificates, besides Mozilla's: the content of a PEM file with one or more, or one in DER.
    pub fn add_root_certificate(mut self, certificates: impl Into<Vec<u8>>) -> Self {
        self.roots.push(certificates.into());
        self
    }

    /// Uses a proxy for everything, instead of those in the environment: `http://`, `https://`, `socks5://` or `socks5h://`,
    /// with user and password where needed.
    pub fn proxy(mut self, address: impl Into<String>) -> Self {
        self.proxy = Proxy::Always(address.into());
        self
    }

    /// Uses no proxy. Unless set, `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` are followed as curl does, but for
    /// addresses of this machine, which are never reached through a proxy.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = Proxy::Never;
        self
    }

    /// Sets the time to connect, with proxy and TLS. 10 seconds unless set.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Builds the transport. Nothing is connected.
    ///
    /// # Errors
    ///
    /// When a certificate or the proxy's address cannot be read.
    pub fn build(self) -> Result<HttpTransport, Error> {
        let tls = tls(&self.roots)?;
        let proxies = Arc::new(match &self.proxy {
            Proxy::Environment => Proxies::from_environment(),
            Proxy::Never => Proxies::none(),
            Proxy::Always(address) => {
                Proxies::always(address).ok_or_else(|| Error::config("the proxy's address cannot be read"))?
            }
        });
        let dialer = Dialer::new(tcp(self.connect_timeout), tls.clone(), Arc::clone(&proxies));
        let connector = Connector::new(dialer, tls, self.connect_timeout);
        let client = Client::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE_TIMEOUT)
            .http2_adaptive_window(true)
            .http2_keep_alive_interval(KEEP_ALIVE)
            .http2_keep_alive_timeout(KEEP_ALIVE)
            .build(connector);
        Ok(HttpTransport { client, proxies })
    }
}

fn tcp(connect_timeout: Duration) -> HttpConnector {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_keepalive(Some(KEEP_ALIVE));
    // Shared by the addresses of a host, so that one that does not answer leaves time for the next.
    tcp.set_connect_timeout(Some(connect_timeout));
    tcp
}

fn tls(roots: &[Vec<u8>]) -> Result<ClientConfig, Error> {
    let mut store = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for certificates in roots {
        trust(&mut store, certificates)?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::config("TLS cannot be set up").with_source(error))?;
    Ok(config.with_root_certificates(store).with_no_client_auth())
}

fn trust(store: &mut RootCertStore, certificates: &[u8]) -> Result<(), Error> {
    let unreadable = |why: String| Error::config(format!("a root certificate cannot be read: {why}"));
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(certificates).collect();
    let mut found = found.map_err(|error| unreadable(error.to_string()))?;
    if found.is_empty() {
        found.push(CertificateDer::from_slice(certificates));
    }
    for certificate in found {
        store.add(certificate.into_owned()).map_err(|error| unreadable(error.to_string()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_settings_are_errors_without_passwords() {
        let builder = HttpTransport::builder().proxy("http://user:hunter2@[bad");
        assert!(!format!("{builder:?}").contains("hunter2"));
        let error = builder.build().expect_err("no address");
        assert!(!format!("{error} {error:?}").contains("hunter2"));
        for certificate in ["", "x", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            assert!(HttpTransport::builder().add_root_certificate(certificate).build().is_err());
        }
    }
}
