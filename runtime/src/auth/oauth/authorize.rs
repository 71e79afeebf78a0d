//! The address of the page on which a user grants an app access.

use std::fmt;
use std::sync::Arc;

use super::{Pkce, scope};
use crate::client::Core;
use crate::{Error, HostKind, Meta, Method, Parts};

static PAGE: Meta = Meta::new("authen.v1.authorize", Method::Get, "/open-apis/authen/v1/authorize")
    .host(HostKind::Accounts)
    .tokens(&[])
    .docs("https://open.feishu.cn/document/common-capabilities/sso/api/obtain-oauth-code");

/// Builds the address that a user's browser is sent to, from [`OAuth::authorize`](crate::OAuth::authorize).
#[must_use = "ends with `url`"]
#[derive(Clone)]
pub struct AuthorizeUrl {
    core: Arc<Core>,
    redirect_uri: String,
    scopes: Vec<String>,
    state: Option<String>,
    challenge: Option<String>,
    consent: bool,
}

impl AuthorizeUrl {
    pub(super) fn new(core: Arc<Core>, redirect_uri: String) -> Self {
        Self { core, redirect_uri, scopes: Vec::new(), state: None, challenge: None, consent: false }
    }

    /// Asks for scopes, at most 50. The app must have them itself. Without `offline_access` there will be no refresh token.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes.extend(scopes.into_iter().map(Into::into));
        self
    }

    /// Sends a text along that comes back with the code, and by which [`OAuth::code`](crate::OAuth::code) knows that it was
    /// this user who asked. Take it from [`OAuth::state`](crate::OAuth::state).
    pub fn state(mut self, state: impl Into<String>) -> Self {
        self.state = Some(state.into());
        self
    }

    /// Binds the code to a secret that only this app has, by the method `S256`.
    pub fn pkce(mut self, pkce: &Pkce) -> Self {
        self.challenge = Some(pkce.challenge());
        self
    }

    /// Shows the page also to users who granted everything before.
    pub fn prompt_consent(mut self) -> Self {
        self.consent = true;
        self
    }

    /// The address.
    ///
    /// # Errors
    ///
    /// When the redirect address is not one, a scope is none, or there are more than 50.
    pub fn url(self) -> Result<String, Error> {
        if !self.redirect_uri.contains("://") {
            return Err(Error::config(format!("`{}` is no address to come back to", self.redirect_uri)));
        }
        let scope = scope(self.scopes)?;
        let mut parts = Parts::new(&PAGE, &[])?;
        parts.query("client_id", &self.core.credentials().app_id);
        parts.query("response_type", &"code");
        parts.query("redirect_uri", &self.redirect_uri);
        parts.query("scope", &Some(scope).filter(|scope| !scope.is_empty()));
        parts.query("state", &self.state);
        parts.query("code_challenge_method", &self.challenge.as_ref().map(|_| "S256"));
        parts.query("code_challenge", &self.challenge);
        parts.query("prompt", &self.consent.then_some("consent"));
        Ok(self.core.hosts().uri(PAGE.host, parts.address())?.to_string())
    }
}

impl fmt::Debug for AuthorizeUrl {
    /// Shows no state: whoever knows it can pass for the user.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthorizeUrl")
            .field("redirect_uri", &self.redirect_uri)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
