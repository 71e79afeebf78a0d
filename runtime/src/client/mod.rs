//! The client as its user sees it. A thin generic shell: everything that does not depend on the operation's types is in
//! [`Core`], compiled once.

mod attempts;
mod builder;
mod call;
mod core;
mod deadline;
mod encode;
mod external;
mod hosts;
mod job;
mod options;
mod streams;

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
use crate::upload::{Chunked, Upload};
use crate::{Answer, AppKind, Download, Endpoint, Error, OAuth, RawCall, Secret, UserLogin, UserToken};

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

    /// Uploads a file of any size: whole where the operation takes it, else in parts, one after the other.
    ///
    /// See [`upload`](crate::upload) for an example, progress, and how to go on after a restart.
    pub fn upload<R: Chunked>(&self, request: R) -> Upload<R> {
        Upload::new(self.clone(), request)
    }

    /// Downloads a file from an address outside the platform's API, such as the temporary ones that some operations answer
    /// with. No token goes there, nor anything else that the client knows; redirects are followed, a few times, to https only.
    ///
    /// ```
    /// use feishu_runtime::Client;
    /// use feishu_runtime::transport::MemoryTransport;
    /// # futures_util::future::FutureExt::now_or_never(async {
    ///
    /// let transport = MemoryTransport::new();
    /// transport.answer(200, "hello");
    /// let client = Client::builder("cli_a", "secret").transport(transport.clone()).build()?;
    ///
    /// let file = client.download_url("https://files.example/f?key=1").await?;
    /// assert_eq!(file.bytes().await?, "hello");
    /// assert!(!transport.requests()[0].headers().contains_key("authorization"));
    /// # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
    /// ```
    ///
    /// # Errors
    ///
    /// When the address is not https, there is no answer within the client's time limit, or the answer is no file.
    pub fn download_url(
        &self,
        address: impl Into<String>,
    ) -> impl Future<Output = Result<Download, Error>> + Send + 'static {
        external::download(Arc::clone(&self.core), address.into())
    }

    /// Calls an endpoint that has no spec. The answer can be any type that answers can be read into, `serde_json::Value` among them.
    pub fn call_raw<T: Answer>(&self, call: RawCall) -> Call<T> {
        Call::new(self.clone(), call.meta(), call.into_parts())
    }

    /// A client that calls on behalf of a user: with the user's access token, or with a [`UserLogin`], which is refreshed.
    ///
    /// It uses this token only: operations that take none of a user's fail instead of running with the app's rights.
    #[must_use]
    pub fn as_user(&self, token: impl Into<UserToken>) -> Self {
        self.identity(Identity::User(token.into()))
    }

    /// A client that calls for a store app in one of its tenants, by the tenant's key. The key comes with every event
    /// (`header.tenant_key`), first with the one by which the tenant enables the app.
    ///
    /// ```
    /// # use feishu_runtime::transport::MemoryTransport;
    /// # use feishu_runtime::{Client, EncodeError, Endpoint, Meta, Method, Parts};
    /// # struct Ping;
    /// # impl Endpoint for Ping {
    /// #     type Response = ();
    /// #     const META: &'static Meta = &Meta::new("acme.v1.ping.get", Method::Get, "/open-apis/ping");
    /// #     fn parts(&self) -> Result<Parts, EncodeError> { Parts::new(Self::META, &[]) }
    /// # }
    /// # futures_util::future::FutureExt::now_or_never(async {
    /// # let transport = MemoryTransport::new();
    /// # transport.answer(200, r#"{"code": 0, "app_access_token": "a-1", "expire": 7140}"#);
    /// # transport.answer(200, r#"{"code": 0, "tenant_access_token": "t-1", "expire": 7140}"#);
    /// # transport.answer(200, r#"{"code": 0, "msg": "ok"}"#);
    /// let client = Client::builder("cli_a", "app secret").store_app().transport(transport).build()?;
    /// client.app_ticket("from the event `app_ticket`").await?;
    /// client.as_tenant("73658811060f175d").send(Ping).await?;
    /// # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
    /// ```
    #[must_use]
    pub fn as_tenant(&self, tenant_key: impl Into<Arc<str>>) -> Self {
        self.identity(Identity::Tenant(tenant_key.into()))
    }

    /// Takes in the ticket of a store app, from the event `app_ticket` that the platform sends every hour. The newest counts,
    /// in all processes that share a token store.
    ///
    /// # Errors
    ///
    /// When the token store fails, or the client is not set up for a store app.
    pub async fn app_ticket(&self, ticket: impl Into<Secret>) -> Result<(), Error> {
        if self.core.credentials().kind != AppKind::Store {
            return Err(Error::config(
                "only store apps have tickets: build the client with `ClientBuilder::store_app`",
            ));
        }
        self.core.tokens().keep_ticket(&self.core, ticket.into()).await
    }

    /// A user's login under an id of your choice, such as the user's `open_id`. Looks for nothing yet.
    pub fn login(&self, id: impl AsRef<str>) -> UserLogin {
        UserLogin::new(Arc::clone(&self.core), id.as_ref())
    }

    /// The ways in which users grant this app access.
    pub fn oauth(&self) -> OAuth {
        OAuth::new(Arc::clone(&self.core))
    }

    fn identity(&self, identity: Identity) -> Self {
        Self { core: Arc::clone(&self.core), identity }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("core", &self.core).field("identity", &self.identity).finish()
    }
}
