//! The client for programs without an async runtime: the same calls, waited for.
//!
//! Only waits; everything else is the asynchronous [`Client`](crate::Client)'s.

use std::fmt;
use std::sync::Arc;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::{Answer, Endpoint, Error, RawCall, UserToken};

/// Calls the platform and waits for the answers.
///
/// Cheap to clone: clones share connections, tokens and the one thread that serves them. It can be used from many threads at
/// once. In asynchronous code every call fails at once, since waiting there would stop everything else: use the
/// [`Client`](crate::Client) that it wraps.
///
/// ```
/// use feishu_runtime::transport::MemoryTransport;
/// use feishu_runtime::{Client, Method, RawCall, blocking};
///
/// let transport = MemoryTransport::new();
/// transport.answer(200, r#"{"code": 0, "msg": "success", "data": {"name": "Ann"}}"#);
/// let client = blocking::Client::new(Client::builder("cli_a", "app secret").transport(transport).build()?)?;
///
/// let call = RawCall::new(Method::Get, "/open-apis/acme/v1/me");
/// let me: serde_json::Value = client.as_user("u-1").call_raw(call)?;
/// assert_eq!(me["name"], "Ann");
/// # Ok::<(), feishu_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Client {
    client: crate::Client,
    thread: Arc<Thread>,
}

impl Client {
    /// Wraps a client, and starts the thread that serves its connections.
    ///
    /// # Errors
    ///
    /// When the operating system gives no thread.
    pub fn new(client: crate::Client) -> Result<Self, Error> {
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("feishu").enable_all().build();
        let runtime = runtime.map_err(|error| Error::config("no thread could be started").with_source(error))?;
        Ok(Self { client, thread: Arc::new(Thread(Some(runtime))) })
    }

    /// Calls an operation and waits for the answer.
    ///
    /// # Errors
    ///
    /// As the asynchronous call.
    pub fn send<R: Endpoint>(&self, request: R) -> Result<R::Response, Error> {
        self.wait(self.client.send(request))
    }

    /// Calls an endpoint that has no spec and waits for the answer.
    ///
    /// # Errors
    ///
    /// As the asynchronous call.
    pub fn call_raw<T: Answer>(&self, call: RawCall) -> Result<T, Error> {
        self.wait(self.client.call_raw(call))
    }

    /// Waits for anything that the asynchronous client does: a call with settings of its own, for example.
    ///
    /// ```
    /// # use feishu_runtime::transport::MemoryTransport;
    /// # use feishu_runtime::{Client, Method, RawCall, blocking};
    /// # let transport = MemoryTransport::new();
    /// # transport.answer(200, r#"{"code": 0, "msg": "success", "data": {}}"#);
    /// # let client = Client::builder("cli_a", "app secret").transport(transport).build()?.as_user("u-1");
    /// # let client = blocking::Client::new(client)?;
    /// use std::time::Duration;
    ///
    /// let call = RawCall::new(Method::Get, "/open-apis/acme/v1/me");
    /// let call = client.inner().call_raw::<serde_json::Value>(call).timeout(Duration::from_secs(2));
    /// let me = client.wait(call)?;
    /// # Ok::<(), feishu_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of what is waited for, and at once in asynchronous code.
    pub fn wait<T>(&self, work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        if Handle::try_current().is_ok() {
            return Err(Error::config("a blocking call was made in asynchronous code: use `feishu::Client` there"));
        }
        self.thread.runtime()?.block_on(work)
    }

    /// The asynchronous client.
    pub fn inner(&self) -> &crate::Client {
        &self.client
    }

    /// A client that calls on behalf of a user, as [`as_user`](crate::Client::as_user) of the asynchronous one.
    #[must_use]
    pub fn as_user(&self, token: impl Into<UserToken>) -> Self {
        Self { client: self.client.as_user(token), thread: Arc::clone(&self.thread) }
    }

    /// A client that calls for a store app in one of its tenants, as [`as_tenant`](crate::Client::as_tenant) of the
    /// asynchronous one.
    #[must_use]
    pub fn as_tenant(&self, tenant_key: impl Into<Arc<str>>) -> Self {
        Self { client: self.client.as_tenant(tenant_key), thread: Arc::clone(&self.thread) }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("blocking::Client").field(&self.client).finish()
    }
}

/// The thread that serves connections; there until it is dropped.
struct Thread(Option<Runtime>);

impl Thread {
    fn runtime(&self) -> Result<&Runtime, Error> {
        self.0.as_ref().ok_or_else(|| Error::config("the client is shutting down"))
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        // Waiting for the end, as the runtime would by itself, is not allowed in asynchronous code.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::MemoryTransport;
    use crate::{ErrorKind, Method};

    fn client(transport: &MemoryTransport) -> Client {
        let client = crate::Client::builder("cli_a", "s").transport(transport.clone()).build().expect("a client");
        Client::new(client).expect("a thread")
    }

    fn ping() -> RawCall {
        RawCall::new(Method::Get, "/open-apis/ping").no_token()
    }

    #[test]
    fn many_threads_share_one() {
        let transport =
            MemoryTransport::from_fn(|_| http::Response::new(crate::Body::from(r#"{"code":0,"data":{"pong":1}}"#)));
        let client = client(&transport);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| assert!(client.call_raw::<serde_json::Value>(ping()).is_ok()));
            }
        });
        assert_eq!(transport.requests().len(), 8);
    }

    #[tokio::test]
    async fn asynchronous_code_is_told_to_use_the_other_client() {
        let client = client(&MemoryTransport::new());
        let error = client.call_raw::<()>(ping()).expect_err("asynchronous");
        assert_eq!(error.kind(), ErrorKind::Config);
    }
}
