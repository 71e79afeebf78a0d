//! Settings of a client, checked once, when it is built.

use std::sync::Arc;
use std::time::Duration;

use super::hosts::{Deployment, Hosts, Overrides};
use super::options::Settings;
use super::{Client, Core};
use crate::auth::{Credentials, Identity};
use crate::limit::{Limiter, Limits};
use crate::transport::Transport;
use crate::wire::Unknown;
use crate::{AppKind, Error, Hook, MemoryTokenStore, Meta, RetryPolicy, Secret, TokenStore};

/// Settings of a [`Client`]: begin with [`Client::builder`], end with [`ClientBuilder::build`].
#[must_use = "a builder does nothing until built"]
pub struct ClientBuilder {
    credentials: Credentials,
    deployment: Deployment,
    overrides: Overrides,
    transport: Option<Arc<dyn Transport>>,
    settings: Settings,
    limits: Limits,
    store: Option<Arc<dyn TokenStore>>,
}

impl ClientBuilder {
    pub(super) fn new(app_id: String, app_secret: Secret) -> Self {
        Self {
            credentials: Credentials { app_id, app_secret, kind: AppKind::Custom },
            deployment: Deployment::default(),
            overrides: Overrides::default(),
            transport: None,
            settings: Settings::default(),
            limits: Limits::default(),
            store: None,
        }
    }

    /// Says that the app is one from the app store, with many tenants, and not a self-built one.
    ///
    /// Its calls say for which tenant they are, by [`Client::as_tenant`], and its ticket comes in by [`Client::app_ticket`].
    pub fn store_app(mut self) -> Self {
        self.credentials.kind = AppKind::Store;
        self
    }

    /// Sets where tokens, tickets and logins are kept. In this process's memory unless set; processes that share a store share
    /// what is in it.
    pub fn token_store(mut self, store: impl TokenStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// Chooses the brand, and with it all hosts that are not set one by one. [`Deployment::Feishu`] unless set.
    pub fn deployment(mut self, deployment: Deployment) -> Self {
        self.deployment = deployment;
        self
    }

    /// Sets the address of the Open API host, such as `https://open.feishu.cn`. `https` only, except on this machine.
    pub fn open_url(mut self, address: impl Into<String>) -> Self {
        self.overrides.open = Some(address.into());
        self
    }

    /// Sets the address of the accounts host, such as `https://accounts.feishu.cn`.
    pub fn accounts_url(mut self, address: impl Into<String>) -> Self {
        self.overrides.accounts = Some(address.into());
        self
    }

    /// Sets the address of the host of the old approval endpoints, such as `https://www.feishu.cn`.
    pub fn approval_url(mut self, address: impl Into<String>) -> Self {
        self.overrides.approval = Some(address.into());
        self
    }

    /// Sets the transport; with the feature `http`, an [`HttpTransport`](crate::transport::HttpTransport) unless set.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets the time for a whole call, from its first token to the last byte of its answer, with all its tries and waits. 60 seconds
    /// unless set.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.settings.timeout = limit;
        self
    }

    /// Sets when failed calls are tried again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// Sets how the client keeps the platform's rate limits. It waits, by the documented limits, unless set.
    ///
    /// ```
    /// use feishu_runtime::Client;
    /// use feishu_runtime::limit::{Limits, Mode};
    /// # use feishu_runtime::transport::MemoryTransport;
    /// # let transport = MemoryTransport::new();
    ///
    /// let limits = Limits::new().mode(Mode::FailFast).scale(0.5);
    /// let client = Client::builder("cli_a", "app secret").transport(transport).limits(limits).build()?;
    /// # let _ = client;
    /// # Ok::<(), feishu_runtime::Error>(())
    /// ```
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets how many bytes of an answer are kept in memory at most; a larger one fails the call. Downloads that are streamed have
    /// no limit. 64 MiB unless set.
    pub fn max_answer(mut self, bytes: usize) -> Self {
        self.settings.max_answer = bytes;
        self
    }

    /// Calls a function for each field and enumeration value of an answer that its type does not know: what the documentation forgot, or
    /// what is newer than this crate. For staging runs; the function must not block.
    ///
    /// ```
    /// use feishu_runtime::Client;
    /// # use feishu_runtime::transport::MemoryTransport;
    /// # let transport = MemoryTransport::new();
    ///
    /// let client = Client::builder("cli_a", "app secret")
    ///     .transport(transport)
    ///     .on_unknown(|meta, unknown| eprintln!("{}: {unknown}", meta.id))
    ///     .build()?;
    /// # Ok::<(), feishu_runtime::Error>(())
    /// ```
    pub fn on_unknown(mut self, tell: impl Fn(&'static Meta, &Unknown) + Send + Sync + 'static) -> Self {
        self.settings.observers.on_unknown(tell);
        self
    }

    /// Adds a hook that is called around each attempt, after those that were added before.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.settings.observers.add(hook);
        self
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// When the app id or secret is empty, an address is not one or not safe, a limit allows nothing, or there is no transport.
    pub fn build(self) -> Result<Client, Error> {
        if self.credentials.app_id.is_empty() || self.credentials.app_secret.expose().is_empty() {
            return Err(Error::config("the app id and the app secret must not be empty"));
        }
        let hosts = Hosts::new(self.deployment, &self.overrides)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport()?,
        };
        let limiter = Limiter::new(self.credentials.app_id.clone(), self.limits, transport.clock())?;
        let store = self.store.unwrap_or_else(|| Arc::new(MemoryTokenStore::default()));
        let core = Core::new(self.credentials, hosts, transport, limiter, self.settings, store);
        Ok(Client { core: Arc::new(core), identity: Identity::App })
    }
}

#[cfg(feature = "http")]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(crate::transport::HttpTransport::new()?))
}

#[cfg(not(feature = "http"))]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Err(Error::config("without the feature `http` a client needs a transport: set `ClientBuilder::transport`"))
}

impl std::fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .field("deployment", &self.deployment)
            .field("overrides", &self.overrides)
            .field("settings", &self.settings)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
