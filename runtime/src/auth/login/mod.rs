//! Logins of users that are kept: refreshed before they end, once at a time in all processes, and never lost on the way.

mod plan;
mod record;
mod renew;
mod state;

use std::fmt;
use std::sync::Arc;

pub(crate) use state::{Login, Logins};

use self::record::Record;
use crate::client::Core;
use crate::{Error, Secret, UserGrant};

/// A user's login that the client keeps in its [`TokenStore`](crate::TokenStore), from
/// [`Client::login`](crate::Client::login).
///
/// Give it to [`Client::as_user`](crate::Client::as_user) in place of a token. It is refreshed some minutes before it ends,
/// by one of all the processes that share the store, and the new tokens are stored before they are used. While the access
/// token serves, a refresh that fails costs nothing. What can end a login for good is reported with
/// [`Remedy::Authorize`](crate::Remedy::Authorize): then the user has to be asked again.
///
/// Cheap to clone. While there is a handle, the token is in memory; the next handle looks into the store first.
///
/// ```
/// use feishu_runtime::transport::MemoryTransport;
/// use feishu_runtime::{Client, UserGrant};
/// use std::time::Duration;
/// # use feishu_runtime::{EncodeError, Endpoint, Meta, Method, Parts, TokenKind};
/// # struct Me;
/// # impl Endpoint for Me {
/// #     type Response = serde_json::Value;
/// #     const META: &'static Meta = &Meta::new("acme.v1.me.get", Method::Get, "/open-apis/me").tokens(&[TokenKind::User]);
/// #     fn parts(&self) -> Result<Parts, EncodeError> { Parts::new(Self::META, &[]) }
/// # }
/// # futures_util::future::FutureExt::now_or_never(async {
/// # let transport = MemoryTransport::new();
/// # let now = feishu_runtime::transport::Clock::unix(transport.clock());
/// # transport.answer(200, r#"{"code": 0, "msg": "ok", "data": {"name": "Li"}}"#);
/// let client = Client::builder("cli_a", "app secret").transport(transport.clone()).build()?;
///
/// // Once, after the user authorized (see `OAuth`):
/// # let grant = UserGrant::new("eyJ-1", now + Duration::from_secs(7200));
/// client.login("ou_84aad35d").save(grant).await?;
///
/// // Whenever something is done on the user's behalf:
/// let user = client.as_user(client.login("ou_84aad35d"));
/// let me = user.send(Me).await?;
/// assert_eq!(me["name"], "Li");
/// assert_eq!(transport.requests()[0].headers()["authorization"], "Bearer eyJ-1");
/// # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
/// ```
#[derive(Clone)]
pub struct UserLogin {
    core: Arc<Core>,
    login: Arc<Login>,
}

impl UserLogin {
    pub(crate) fn new(core: Arc<Core>, id: &str) -> Self {
        let tokens = core.tokens();
        let login = tokens.logins.get(id, || tokens.entries().name("login", Some(id)));
        Self { core, login }
    }

    /// The id that the login is kept under.
    pub fn id(&self) -> &str {
        &self.login.id
    }

    /// Keeps what the user granted, in place of what was kept before.
    ///
    /// # Errors
    ///
    /// When the store fails: then nothing is kept.
    pub async fn save(&self, grant: UserGrant) -> Result<(), Error> {
        let record = Record::new(grant);
        let (entries, name) = (self.core.tokens().entries(), &self.login.name);
        loop {
            let version = entries.load(name).await?.map(|entry| entry.version);
            let keep_for = record.keep_for(self.core.clock().unix());
            if entries.swap(name, version, record.to_text()?, keep_for).await?.is_some() {
                self.login.replace(Some(record));
                return Ok(());
            }
        }
    }

    /// What is kept, as it stands in the store; `None` where nothing is.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub async fn grant(&self) -> Result<Option<UserGrant>, Error> {
        let found = renew::load(self.core.tokens().entries(), &self.login.name).await?;
        Ok(found.map(|(_, record)| record.grant))
    }

    /// An access token that serves for some minutes at least, refreshed if need be: for calls that this client does not make.
    ///
    /// # Errors
    ///
    /// When there is no login, it has ended, or it cannot be refreshed now; [`Error::remedy`] tells which.
    pub async fn token(&self) -> Result<Secret, Error> {
        self.login.token(&self.core).await.map(|bearer| bearer.secret().clone())
    }

    /// Refreshes now. A login that is not used for days ends with its refresh token: refresh such ones once a day.
    ///
    /// Does nothing while an earlier refresh broke off and the access token still serves (see [`UserLogin`]).
    ///
    /// # Errors
    ///
    /// As [`UserLogin::token`]. The login serves as before where the error is not for good.
    pub async fn refresh(&self) -> Result<(), Error> {
        self.login.refresh(&self.core).await
    }

    /// Forgets the login. The platform is not told: the tokens themselves serve until their end.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub async fn remove(&self) -> Result<(), Error> {
        let entries = self.core.tokens().entries();
        while let Some(entry) = entries.load(&self.login.name).await? {
            if entries.remove(&self.login.name, entry.version).await? {
                break;
            }
        }
        self.login.replace(None);
        Ok(())
    }

    /// The login, for the client that it belongs to. With another one, the token would go to another app or host.
    pub(super) fn within(&self, core: &Arc<Core>) -> Result<&Arc<Login>, Error> {
        if Arc::ptr_eq(&self.core, core) {
            return Ok(&self.login);
        }
        Err(Error::config("the login belongs to another client: take it from the client that makes the call"))
    }
}

impl fmt::Debug for UserLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserLogin").field("id", &self.id()).finish_non_exhaustive()
    }
}
