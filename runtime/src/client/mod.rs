//! The client as its user sees it. A thin generic shell: everything that does not depend on the operation's types is in
//! [`Core`], compiled once.

mod attempts;
mod builder;
mod call;
mod core;
mod deadline;
mod encode;
mod hosts;
mod job;
mod options;
mod pass;

use std::fmt;
use std::sync::Arc;

pub use builder::ClientBuilder;
pub use call::Call;
pub(crate) use core::Core;
pub use hosts::Deployment;
#[cfg(feature = "http")]
pub(crate) use hosts::is_loopback;
pub(crate) use job::Job;
pub(crate) use options::CallOptions;

use crate::auth::Identity;
use crate::{Answer, Endpoint, RawCall, Secret};

/// Calls the platform on behalf of an app, or of one of its users.
///
/// Cheap to clone: clones share connections and tokens. One client for each app is enough for a whole program.
///
/// ```
/// use feishu_runtime::transport::MemoryTransport;
/// use feishu_runtime::{Client, EncodeError, Endpoint, Meta, Method, Parts};
///
/// struct Ping;
///
/// impl Endpoint for Ping {
///     type Response = serde_json::Value;
///     const META: &'static Meta = &Meta::new("acme.v1.ping.get", Method::Get, "/open-apis/acme/v1/ping");
///
///     fn parts(&self) -> Result<Parts, EncodeError> {
///         Parts::new(Self::META, &[])
///     }
/// }
/// # futures_util::future::FutureExt::now_or_never(async {
///
/// let transport = MemoryTransport::new();
/// transport.answer(200, r#"{"code": 0, "msg": "ok", "tenant_access_token": "t-1", "expire": 7200}"#);
/// transport.answer(200, r#"{"code": 0, "msg": "ok", "data": {"pong": true}}"#);
///
/// let client = Client::builder("cli_a", "app secret").transport(transport.clone()).build()?;
/// let answer = client.send(Ping).await?;
/// assert_eq!(answer["pong"], true);
/// assert_eq!(transport.requests()[1].headers()["authorization"], "Bearer t-1");
/// # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
/// ```
#[derive(Clone)]
pub struct Client {
    core: Arc<Core>,
    identity: Identity,
}

impl Client {
    /// Begins a client for an app, with its id and secret from the developer console.
    pub fn builder(app_id: impl Into<String>, app_secret: impl Into<Secret>) -> ClientBuilder {
        ClientBuilder::new(app_id.into(), app_secret.into())
    }

    /// Calls an operation. Takes the request itself or a reference to it.
    ///
    /// Nothing is sent before the call is awaited; dropping it ends it.
    pub fn send<R: Endpoint>(&self, request: R) -> Call<R::Response> {
        Call::new(self.clone(), R::META, request.parts())
    }

    /// Calls an endpoint that has no spec. The answer can be any type that answers can be read into, `serde_json::Value` among them.
    pub fn call_raw<T: Answer>(&self, call: RawCall) -> Call<T> {
        Call::new(self.clone(), call.meta(), call.into_parts())
    }

    /// A client that calls on behalf of a user, with the user's access token.
    ///
    /// It uses this token only: operations that take none of a user's fail instead of running with the app's rights.
    #[must_use]
    pub fn as_user(&self, token: impl Into<Secret>) -> Self {
        Self { core: Arc::clone(&self.core), identity: Identity::User(token.into()) }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("core", &self.core).field("identity", &self.identity).finish()
    }
}
