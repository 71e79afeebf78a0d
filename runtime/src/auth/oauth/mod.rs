//! Tokens of users: the OAuth 2.0 flows of the platform, and what each of their failures asks for.
//!
//! Every call here is made once and keeps nothing; logins that are kept and refreshed are in `login`.

mod authorize;
mod callback;
mod device;
mod exchange;
mod failure;
mod grant;
mod pkce;
mod token;

use std::fmt;
use std::sync::Arc;

pub use authorize::AuthorizeUrl;
pub use device::DeviceLogin;
pub use exchange::CodeExchange;
pub(super) use failure::remedied;
pub use grant::UserGrant;
pub use pkce::Pkce;
pub(super) use token::{by_refresh_token, is_used_up};

use super::random;
use crate::client::Core;
use crate::{Error, Secret};

/// The ways in which users grant an app access, from [`Client::oauth`](crate::Client::oauth).
///
/// The usual one: send the user's browser to [`OAuth::authorize`], take the code from the address that it comes back to with
/// [`OAuth::code`], and exchange it with [`OAuth::exchange`]. Programs without a browser use [`OAuth::device`].
///
/// ```
/// use feishu_runtime::transport::MemoryTransport;
/// use feishu_runtime::{Client, OAuth, Pkce};
/// # futures_util::future::FutureExt::now_or_never(async {
/// # let transport = MemoryTransport::new();
/// # transport.answer(200, r#"{"code": 0, "access_token": "eyJ1", "expires_in": 7200, "scope": "task:task:read",
/// #     "refresh_token": "eyJ2", "refresh_token_expires_in": 604800, "token_type": "Bearer"}"#);
/// let client = Client::builder("cli_a", "app secret").transport(transport).build()?;
/// let oauth = client.oauth();
///
/// // 1. Keep `state` and `pkce` in the user's session, and send the browser to the address.
/// let (state, pkce) = (OAuth::state()?, Pkce::generate()?);
/// let address = oauth
///     .authorize("https://example.com/callback")
///     .scopes(["task:task:read", "offline_access"])
///     .state(&state)
///     .pkce(&pkce)
///     .url()?;
/// assert!(address.starts_with("https://accounts.feishu.cn/open-apis/authen/v1/authorize?client_id=cli_a&"));
///
/// // 2. The browser comes back.
/// let came_back = format!("https://example.com/callback?code=2Wd5g&state={state}");
/// let code = OAuth::code(&came_back, &state)?;
///
/// // 3. The code becomes tokens.
/// let grant = oauth.exchange(code).redirect_uri("https://example.com/callback").pkce(&pkce).await?;
/// assert!(grant.has_scope("task:task:read"));
/// client.login("ou_of_this_user").save(grant).await?;
/// # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
/// ```
#[derive(Clone)]
pub struct OAuth {
    core: Arc<Core>,
}

impl OAuth {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// A text that nobody can guess, for [`AuthorizeUrl::state`]: keep it in the user's session.
    ///
    /// # Errors
    ///
    /// When the operating system gives no random numbers.
    pub fn state() -> Result<String, Error> {
        random::text()
    }

    /// Begins the address of the page on which a user grants access. `redirect_uri` is where the browser comes back to; it
    /// must be in the list of redirect addresses in the developer console.
    pub fn authorize(&self, redirect_uri: impl Into<String>) -> AuthorizeUrl {
        AuthorizeUrl::new(Arc::clone(&self.core), redirect_uri.into())
    }

    /// The code in the address that the browser came back to: all of it, or only its query.
    ///
    /// # Errors
    ///
    /// When the user refused (with [`Remedy::Authorize`](crate::Remedy::Authorize)), when `state` is not the one that the
    /// page was opened with, and when there is no code.
    pub fn code(came_back_to: &str, state: &str) -> Result<Secret, Error> {
        callback::code(came_back_to, state)
    }

    /// Exchanges a code for tokens. A code serves once, for five minutes.
    pub fn exchange(&self, code: impl Into<Secret>) -> CodeExchange {
        CodeExchange::new(Arc::clone(&self.core), code.into())
    }

    /// Exchanges a refresh token for new tokens. **The old refresh token is void afterwards**, also when the answer gets
    /// lost: keep the new one before using anything, and never try again blindly.
    /// [`Client::login`](crate::Client::login) does all this.
    ///
    /// # Errors
    ///
    /// When the platform refuses; [`Error::remedy`] tells whether the user has to be asked again.
    ///
    /// ```
    /// # use feishu_runtime::transport::MemoryTransport;
    /// # use feishu_runtime::{Client, Remedy};
    /// # futures_util::future::FutureExt::now_or_never(async {
    /// # let transport = MemoryTransport::new();
    /// # transport.answer(400, r#"{"code": 20073, "error": "invalid_grant", "error_description": "used"}"#);
    /// let client = Client::builder("cli_a", "app secret").transport(transport).build()?;
    /// let error = client.oauth().refresh(&"eyJ-used-before".into()).await.unwrap_err();
    /// assert_eq!(error.remedy(), Some(Remedy::Authorize));
    /// # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
    /// ```
    pub async fn refresh(&self, refresh_token: &Secret) -> Result<UserGrant, Error> {
        by_refresh_token(&self.core, refresh_token).await
    }

    /// Begins a login without a browser on this machine: the user opens an address elsewhere and confirms a code.
    ///
    /// # Errors
    ///
    /// When a scope is none, there are more than 50, or the platform refuses.
    ///
    /// ```
    /// # use feishu_runtime::transport::MemoryTransport;
    /// # use feishu_runtime::Client;
    /// # futures_util::future::FutureExt::now_or_never(async {
    /// # let transport = MemoryTransport::new();
    /// # transport.answer(200, r#"{"device_code": "dev-1", "user_code": "AB-12", "expires_in": 240, "interval": 5,
    /// #     "verification_uri": "https://accounts.feishu.cn/device"}"#);
    /// let client = Client::builder("cli_a", "app secret").transport(transport).build()?;
    /// let login = client.oauth().device(["task:task:read", "offline_access"]).await?;
    /// println!("open {} and confirm {}", login.verification_uri(), login.user_code());
    /// # let _ =
    /// login.wait() // .await
    /// # ;
    /// # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
    /// ```
    pub async fn device<S: Into<String>>(&self, scopes: impl IntoIterator<Item = S>) -> Result<DeviceLogin, Error> {
        let scope = scope(scopes.into_iter().map(Into::into))?;
        device::begin(&self.core, &scope).await
    }
}

impl fmt::Debug for OAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth").finish_non_exhaustive()
    }
}

/// The platform takes no more scopes at once.
const MOST_SCOPES: usize = 50;

/// Scopes as the platform reads them: each once, with spaces between.
fn scope(scopes: impl IntoIterator<Item = String>) -> Result<String, Error> {
    let mut distinct: Vec<String> = Vec::new();
    for scope in scopes {
        if scope.is_empty() || scope.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(Error::config(format!("`{scope}` is no scope: give each scope by itself, without spaces")));
        }
        if !distinct.contains(&scope) {
            distinct.push(scope);
        }
    }
    if distinct.len() > MOST_SCOPES {
        let count = distinct.len();
        return Err(Error::config(format!(
            "{count} scopes are more than the {MOST_SCOPES} that the platform takes at once: ask for the rest in a second \
             authorization; what a user grants adds up"
        )));
    }
    Ok(distinct.join(" "))
}
