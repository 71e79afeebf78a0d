//! The token that goes with a request, and whether another one may help where it was refused.

use std::sync::Arc;

use super::core::Core;
use super::job::Job;
use crate::auth::{Identity, Key};
use crate::error::is_token_code;
use crate::{Error, Secret, TokenKind};

/// A token on its way with one request.
pub(crate) struct Pass {
    secret: Secret,
    kind: TokenKind,
    /// Where a new one comes from, should this one be refused.
    source: Option<Key>,
}

impl Pass {
    pub(super) fn secret(&self) -> &Secret {
        &self.secret
    }

    pub(super) fn kind(&self) -> TokenKind {
        self.kind
    }
}

impl Core {
    /// The token for a call; none for operations that take none.
    pub(super) async fn pass(self: &Arc<Self>, job: &Job) -> Result<Option<Pass>, Error> {
        if job.meta.tokens.is_empty() {
            return Ok(None);
        }
        let kind = job.identity.choose(job.meta.tokens).ok_or_else(|| no_token(job))?;
        let source = match (kind, &job.identity) {
            (TokenKind::User, Identity::User(token)) => {
                return Ok(Some(Pass { secret: token.clone(), kind, source: None }));
            }
            (TokenKind::App, _) => Key::App,
            _ => Key::Tenant,
        };
        let token = self.tokens().token(self, source).await?;
        Ok(Some(Pass { secret: token.value, kind, source: Some(source) }))
    }

    /// Forgets a token that the platform refused; `false` where no other one can be had.
    pub(super) fn reject(&self, error: &Error, pass: Option<&Pass>) -> bool {
        let refused = error.code().is_some_and(is_token_code);
        match pass {
            Some(Pass { secret, source: Some(key), .. }) if refused => {
                self.tokens().reject(*key, secret);
                true
            }
            _ => false,
        }
    }
}

fn no_token(job: &Job) -> Error {
    let hint = match job.identity {
        Identity::App => "it takes user tokens only: call it through `Client::as_user`",
        Identity::User(_) => "it takes no user tokens: call it through a client that is not bound to a user",
    };
    Error::config(hint)
}
