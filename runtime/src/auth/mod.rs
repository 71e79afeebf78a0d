//! Tokens: which one a call takes, where it comes from, how long it serves, and what happens when it is refused.
//!
//! The client asks two things of [`Tokens`]: a token for a call, and what to do with one that the platform refused.
//! Everything else is behind that: `identity` decides the kind, `app` fetches the app's and its tenants' tokens, `login`
//! keeps and refreshes those of users, `oauth` is how users grant them, `store` is where all of them are kept.

mod app;
mod bearer;
mod identity;
mod life;
mod login;
mod oauth;
mod pairs;
mod random;
mod store;
mod tokens;

use std::fmt;

pub(crate) use identity::Identity;
pub use identity::UserToken;
pub use login::UserLogin;
pub use oauth::{AuthorizeUrl, CodeExchange, DeviceLogin, OAuth, Pkce, UserGrant};
#[cfg(feature = "redis")]
pub use store::RedisTokenStore;
pub use store::{MemoryTokenStore, StoreEntry, StoreError, TokenStore};
pub(crate) use tokens::{Pass, Tokens};

use crate::{AppKind, Secret};

/// The app's own credentials.
pub(crate) struct Credentials {
    pub(crate) app_id: String,
    pub(crate) app_secret: Secret,
    pub(crate) kind: AppKind,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("app_id", &self.app_id).field("kind", &self.kind).finish_non_exhaustive()
    }
}
