//! The one way from a call to its token, and back when the platform refuses it.

use std::sync::Arc;

use http::HeaderValue;

use super::app::{AppTokens, Key};
use super::bearer::Bearer;
use super::identity::{Identity, Source};
use super::login::{Login, Logins};
use super::store::{Entries, TokenStore};
use crate::client::Core;
use crate::{Error, Meta, Secret, TokenKind};

/// All tokens of one client.
pub(crate) struct Tokens {
    pub(super) app: AppTokens,
    pub(super) logins: Logins,
    entries: Entries,
}

/// A token on its way with one request.
#[derive(Debug, Clone)]
pub(crate) struct Pass {
    bearer: Bearer,
    kind: TokenKind,
    origin: Origin,
}

/// Where a new token comes from, should this one be refused.
#[derive(Clone)]
enum Origin {
    /// From the caller, who has to see to it.
    Caller,
    App(Key),
    Login(Arc<Login>),
}

impl Tokens {
    /// The tokens of an app, kept in a store under names that begin with the deployment's host and the app's id.
    pub(crate) fn new(store: Arc<dyn TokenStore>, open_host: &str, app_id: &str) -> Self {
        let entries = Entries::new(store, open_host, app_id);
        Self { app: AppTokens::default(), logins: Logins::default(), entries }
    }

    /// The token for a call; none for operations that take none.
    pub(crate) async fn token(
        &self,
        core: &Arc<Core>,
        identity: &Identity,
        meta: &'static Meta,
    ) -> Result<Option<Pass>, Error> {
        if meta.tokens.is_empty() {
            return Ok(None);
        }
        let kind = identity.choose(core.credentials().kind, meta.tokens)?;
        let key = match identity {
            Identity::User(token) => return user_pass(core, &token.0).await.map(Some),
            _ if kind == TokenKind::App => Key::App,
            Identity::Tenant(tenant) => Key::Tenant(Arc::clone(tenant)),
            Identity::App => Key::Own,
        };
        let bearer = self.app.token(core, &key).await?;
        Ok(Some(Pass { bearer, kind, origin: Origin::App(key) }))
    }

    /// Drops a token that the platform refused, unless another one has taken its place already. Whether a second try, with
    /// another token, makes sense: the caller makes at most one.
    pub(crate) fn reject(&self, core: &Core, pass: &Pass) -> bool {
        let now = core.clock().unix();
        match &pass.origin {
            Origin::Caller => false,
            Origin::App(key) => self.app.reject(key, &pass.bearer, now),
            Origin::Login(login) => login.reject(&pass.bearer, now),
        }
    }

    /// Keeps the ticket of a store app.
    pub(crate) async fn keep_ticket(&self, core: &Arc<Core>, ticket: Secret) -> Result<(), Error> {
        self.app.keep_ticket(core, ticket).await
    }

    pub(super) fn entries(&self) -> &Entries {
        &self.entries
    }
}

async fn user_pass(core: &Arc<Core>, source: &Source) -> Result<Pass, Error> {
    let (bearer, origin) = match source {
        Source::Bare(bearer) => (bearer.clone(), Origin::Caller),
        Source::Login(login) => {
            let login = login.within(core)?;
            (login.token(core).await?, Origin::Login(Arc::clone(login)))
        }
    };
    Ok(Pass { bearer, kind: TokenKind::User, origin })
}

impl Pass {
    /// The value of the `Authorization` header.
    pub(crate) fn header(&self) -> Result<HeaderValue, Error> {
        self.bearer.header()
    }

    /// Whose token it is.
    pub(crate) fn kind(&self) -> TokenKind {
        self.kind
    }

    /// The token, to be taken out of what is shown.
    pub(crate) fn secret(&self) -> &Secret {
        self.bearer.secret()
    }
}

impl std::fmt::Debug for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Caller => "Caller",
            Self::App(_) => "App",
            Self::Login(_) => "Login",
        })
    }
}
