//! On whose behalf a call is made, and which kind of token that takes. Decides; fetches nothing.

use std::fmt;
use std::sync::Arc;

use secrecy::SecretString;

use super::bearer::Bearer;
use super::login::UserLogin;
use crate::{AppKind, Error, Secret, TokenKind};

/// On whose behalf a client calls.
#[derive(Debug, Clone, Default)]
pub(crate) enum Identity {
    /// The app, with tokens that the client fetches.
    #[default]
    App,
    /// A store app in one of its tenants.
    Tenant(Arc<str>),
    /// A user.
    User(UserToken),
}

/// What [`Client::as_user`](crate::Client::as_user) takes: a user's access token as text, or a login that is kept and
/// refreshed.
///
/// ```
/// # use feishu_runtime::transport::MemoryTransport;
/// use feishu_runtime::Client;
///
/// # let transport = MemoryTransport::new();
/// let client = Client::builder("cli_a", "app secret").transport(transport).build()?;
/// let with_a_token = client.as_user("eyJ-…");
/// let with_a_login = client.as_user(client.login("ou_84aad35d"));
/// # Ok::<(), feishu_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct UserToken(pub(super) Source);

#[derive(Clone)]
pub(super) enum Source {
    Bare(Bearer),
    Login(UserLogin),
}

impl From<Secret> for UserToken {
    fn from(token: Secret) -> Self {
        Self(Source::Bare(Bearer::new(token)))
    }
}

impl From<&Secret> for UserToken {
    fn from(token: &Secret) -> Self {
        token.clone().into()
    }
}

impl From<&str> for UserToken {
    fn from(token: &str) -> Self {
        Secret::from(token).into()
    }
}

impl From<String> for UserToken {
    fn from(token: String) -> Self {
        Secret::from(token).into()
    }
}

impl From<SecretString> for UserToken {
    fn from(token: SecretString) -> Self {
        Secret::from(token).into()
    }
}

impl From<UserLogin> for UserToken {
    fn from(login: UserLogin) -> Self {
        Self(Source::Login(login))
    }
}

impl From<&UserLogin> for UserToken {
    fn from(login: &UserLogin) -> Self {
        login.clone().into()
    }
}

impl fmt::Debug for UserToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::Bare(bearer) => f.debug_tuple("UserToken").field(bearer).finish(),
            Source::Login(login) => f.debug_tuple("UserToken").field(login).finish(),
        }
    }
}

impl Identity {
    /// The tenant that its calls count for; empty where there is only one, or where it is not known, as with users.
    pub(crate) fn tenant(&self) -> &str {
        match self {
            Self::Tenant(key) => key,
            Self::App | Self::User(_) => "",
        }
    }

    /// The first kind of token that the operation takes and this identity can supply.
    ///
    /// A client that is bound to a user never falls back to the app's own rights: the app mostly may do more than the user.
    pub(super) fn choose(&self, app: AppKind, accepted: &[TokenKind]) -> Result<TokenKind, Error> {
        let supplies: &[TokenKind] = match (self, app) {
            (Self::User(_), _) => &[TokenKind::User],
            (Self::App, AppKind::Store) => &[TokenKind::App],
            (Self::Tenant(_), AppKind::Custom) => return Err(Error::config(ONE_TENANT)),
            (Self::App | Self::Tenant(_), _) => &[TokenKind::Tenant, TokenKind::App],
        };
        let found = accepted.iter().copied().find(|kind| supplies.contains(kind));
        found.ok_or_else(|| Error::config(self.hint(accepted)))
    }

    /// How to call an operation that this identity has no token for.
    fn hint(&self, accepted: &[TokenKind]) -> &'static str {
        match self {
            Self::User(_) => "it takes no user tokens: call it through a client that is not bound to a user",
            Self::App if accepted.contains(&TokenKind::Tenant) => {
                "a store app acts for one tenant at a time: call it through `Client::as_tenant`"
            }
            Self::App | Self::Tenant(_) => "it takes user tokens only: call it through `Client::as_user`",
        }
    }
}

const ONE_TENANT: &str = "a self-built app has one tenant, which needs no `as_tenant`: leave that out, or build the client \
                          with `ClientBuilder::store_app` if it is a store app";

#[cfg(test)]
mod tests {
    use super::*;
    use TokenKind::{App, Tenant, User};

    fn choose(identity: &Identity, app: AppKind, accepted: &[TokenKind]) -> Option<TokenKind> {
        identity.choose(app, accepted).ok()
    }

    #[test]
    fn a_user_never_falls_back_to_the_app() {
        let user = Identity::User("u".into());
        for app in [AppKind::Custom, AppKind::Store] {
            assert_eq!(choose(&user, app, &[Tenant, User]), Some(User));
            assert_eq!(choose(&user, app, &[Tenant, App]), None);
            assert_eq!(choose(&Identity::App, app, &[User]), None);
        }
    }

    #[test]
    fn a_self_built_app_takes_what_is_best_first() {
        assert_eq!(choose(&Identity::App, AppKind::Custom, &[User, Tenant]), Some(Tenant));
        assert_eq!(choose(&Identity::App, AppKind::Custom, &[App, Tenant]), Some(App));
        assert_eq!(choose(&Identity::Tenant("t".into()), AppKind::Custom, &[Tenant]), None);
    }

    #[test]
    fn a_store_app_needs_a_tenant_for_tenant_tokens() {
        let tenant = Identity::Tenant("t".into());
        assert_eq!(choose(&tenant, AppKind::Store, &[Tenant, App]), Some(Tenant));
        assert_eq!(choose(&tenant, AppKind::Store, &[App]), Some(App));
        assert_eq!(choose(&Identity::App, AppKind::Store, &[Tenant, App]), Some(App));
        let error = Identity::App.choose(AppKind::Store, &[Tenant]).expect_err("no tenant");
        assert!(error.to_string().contains("as_tenant"), "{error}");
    }
}
