//! A server from start to shutdown, as a test holds it. Must not know what it serves.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::serve::ListenerExt;
use feishu_generator::ir::Client;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::exchange;
use crate::faults::Faults;
use crate::mock::Mock;
use crate::options::Options;
use crate::request_log::{FaultRecord, RequestRecord};
use crate::traffic::Peak;

/// How long [`MockServer::shutdown`] waits for calls that are being answered.
const GRACE: Duration = Duration::from_secs(5);

/// A running server. Dropping it stops it without waiting.
#[derive(Debug)]
pub struct MockServer {
    address: SocketAddr,
    mock: Arc<Mock>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// It would be reachable from other machines.
    #[error("{0} is not a loopback address")]
    NotLoopback(SocketAddr),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
}

impl MockServer {
    /// Starts a server that answers as a client's specs say.
    ///
    /// # Errors
    ///
    /// When the address is not a loopback address or cannot be listened on.
    pub async fn start(client: Client, options: Options) -> Result<Self, StartError> {
        let address = options.address;
        if !address.ip().is_loopback() {
            return Err(StartError::NotLoopback(address));
        }
        let refused = |source| StartError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let mock = Arc::new(Mock::new(client, options));
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(serve(listener, Arc::clone(&mock), stopped));
        Ok(Self { address, mock, stop, task })
    }

    /// Address without a slash at the end, for example `http://127.0.0.1:49152`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops it: calls that are being answered get a few seconds, new ones are refused.
    pub async fn shutdown(self) {
        drop(self.stop);
        // What is not done by now is left to end with the runtime.
        let _ = tokio::time::timeout(GRACE, self.task).await;
    }

    /// Calls that were answered, oldest first; the latest 10 000.
    pub fn requests(&self) -> Vec<RequestRecord> {
        self.mock.log.latest()
    }

    /// All calls that a fault befell, oldest first. By their log IDs, a test can tell why a call failed.
    pub fn fault_records(&self) -> Vec<FaultRecord> {
        self.mock.log.faults()
    }

    /// How often an operation (`service.version.resource.operation`) was called.
    pub fn count(&self, operation: &str) -> usize {
        self.mock.log.count(operation)
    }

    /// How often each operation was called that was called at all.
    pub fn counts(&self) -> BTreeMap<String, usize> {
        self.mock.log.counts()
    }

    /// How many calls there were, to whatever path.
    pub fn total(&self) -> usize {
        self.mock.log.total()
    }

    /// The most calls that came within each documented window, of operations that were called.
    pub fn peaks(&self) -> Vec<Peak> {
        self.mock.traffic.peaks()
    }

    /// How many valid tokens were taken back by faults.
    pub fn revoked(&self) -> usize {
        self.mock.tokens.revoked()
    }

    /// Everything that must never be shown: the app's secret and ticket, and all tokens, codes, refresh tokens and device codes
    /// that the server handed out or takes.
    pub fn secrets(&self) -> Vec<String> {
        let Options { app_secret, app_ticket, .. } = &self.mock.options;
        let mut secrets = vec![app_secret.clone(), app_ticket.clone()];
        secrets.extend(self.mock.tokens.handed_out());
        secrets.extend(self.mock.grants.handed_out());
        secrets
    }

    /// A new user access token that is valid for a while by the server's clock.
    pub fn issue_user_token(&self, lifetime: Duration) -> String {
        self.mock.tokens.issue_user(self.mock.options.clock.now(), lifetime)
    }

    /// Confirms a login of a device for its user, or refuses it. Whether there is one with this code for its user.
    pub fn decide_device(&self, user_code: &str, confirm: bool) -> bool {
        self.mock.grants.decide(user_code, confirm)
    }

    /// The server's clock.
    pub fn clock(&self) -> &Clock {
        &self.mock.options.clock
    }

    /// What goes wrong.
    pub fn faults(&self) -> &Faults {
        &self.mock.options.faults
    }
}

async fn serve(listener: TcpListener, mock: Arc<Mock>, stopped: oneshot::Receiver<()>) {
    // Without it, small answers wait for the caller's delayed acknowledgement.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let app = Router::new().fallback(exchange::handle).with_state(mock);
    let server = axum::serve(listener, app).with_graceful_shutdown(async {
        let _ = stopped.await;
    });
    // It only ends when it is told to; failures to accept are retried inside.
    let _ = server.await;
}
