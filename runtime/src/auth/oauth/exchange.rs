//! An authorization code on its way to tokens.

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;

use super::token::{Ask, ask};
use super::{Pkce, UserGrant, scope};
use crate::auth::pairs::Format;
use crate::client::Core;
use crate::transport::BoxFuture;
use crate::{Error, Secret};

/// Exchanges a code for tokens when awaited, from [`OAuth::exchange`](crate::OAuth::exchange).
#[must_use = "nothing is sent unless awaited"]
pub struct CodeExchange {
    core: Arc<Core>,
    code: Secret,
    redirect_uri: Option<String>,
    verifier: Option<Secret>,
    scopes: Vec<String>,
}

impl CodeExchange {
    pub(super) fn new(core: Arc<Core>, authorization: Secret) -> Self {
        Self { core, code: authorization, redirect_uri: None, verifier: None, scopes: Vec::new() }
    }

    /// Repeats the address that the browser came back to. Optional; where given, it must be the same as on the page.
    pub fn redirect_uri(mut self, address: impl Into<String>) -> Self {
        self.redirect_uri = Some(address.into());
        self
    }

    /// Proves that this app asked for the code. Needed where the page was opened with [`AuthorizeUrl::pkce`].
    ///
    /// [`AuthorizeUrl::pkce`]: crate::AuthorizeUrl::pkce
    pub fn pkce(mut self, pkce: &Pkce) -> Self {
        self.verifier = Some(pkce.verifier().clone());
        self
    }

    /// Narrows the tokens to some of the scopes that were granted. Without `offline_access` among them there will be no
    /// refresh token.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes.extend(scopes.into_iter().map(Into::into));
        self
    }

    async fn run(self) -> Result<UserGrant, Error> {
        let scope = scope(self.scopes)?;
        let mut pairs = vec![("code", self.code.expose())];
        pairs.extend(self.redirect_uri.as_deref().map(|address| ("redirect_uri", address)));
        pairs.extend(self.verifier.as_ref().map(|verifier| ("code_verifier", verifier.expose())));
        pairs.extend(Some(scope.as_str()).filter(|scope| !scope.is_empty()).map(|scope| ("scope", scope)));
        ask(&self.core, Ask { grant: "authorization_code", pairs: &pairs, format: Format::Json }).await
    }
}

impl IntoFuture for CodeExchange {
    type Output = Result<UserGrant, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for CodeExchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodeExchange").field("scopes", &self.scopes).finish_non_exhaustive()
    }
}
