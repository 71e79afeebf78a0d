//! Tokens: which one a call takes, where it comes from, and how long it serves.

mod grant;
mod store;

use std::fmt;
use std::time::Duration;

pub(crate) use store::Store;

use crate::{Secret, TokenKind};

/// The app's own credentials.
pub(crate) struct Credentials {
    pub(crate) app_id: String,
    pub(crate) app_secret: Secret,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("app_id", &self.app_id).finish_non_exhaustive()
    }
}

/// On whose behalf a client calls.
#[derive(Debug, Clone, Default)]
pub(crate) enum Identity {
    /// The app, with tokens that the client fetches.
    #[default]
    App,
    /// A user, with a token that the caller has.
    User(Secret),
}

impl Identity {
    /// The tenant that its calls count for; empty for the app's own.
    pub(crate) fn tenant(&self) -> &str {
        match self {
            // Which tenant a user belongs to is not known: their calls count together.
            Self::App | Self::User(_) => "",
        }
    }

    /// The first kind of token that the operation takes and this identity can supply.
    ///
    /// A client that is bound to a user never falls back to the app's own rights: the app mostly may do more than the user.
    pub(crate) fn choose(&self, accepted: &[TokenKind]) -> Option<TokenKind> {
        let supplies = |kind: &TokenKind| match self {
            Self::App => matches!(kind, TokenKind::Tenant | TokenKind::App),
            Self::User(_) => matches!(kind, TokenKind::User),
        };
        accepted.iter().copied().find(supplies)
    }
}

/// What a cached token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// The app inside its tenant.
    Tenant,
    /// The app itself.
    App,
}

/// A token, with the moments of its life on the client's clock.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) value: Secret,
    refresh_at: Duration,
    expires_at: Duration,
}

/// Remaining life at which a new token is fetched. The platform hands out a new one only in the last 30 minutes; the
/// official SDKs begin between 3 and 10 minutes before the end.
const MARGIN: Duration = Duration::from_secs(5 * 60);

impl Token {
    /// A token that was fetched just now.
    fn fetched(value: Secret, now: Duration, life: Duration) -> Self {
        // A token that lives shorter than the margin would otherwise be fetched for every call.
        let margin = MARGIN.min(life / 4);
        let refresh_at = now.saturating_add(life.saturating_sub(margin));
        Self { value, refresh_at, expires_at: now.saturating_add(life) }
    }

    fn is_fresh(&self, now: Duration) -> bool {
        now < self.refresh_at
    }

    fn is_alive(&self, now: Duration) -> bool {
        now < self.expires_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_refreshed_before_it_expires() {
        let seconds = Duration::from_secs;
        let token = Token::fetched("t".into(), seconds(100), seconds(7200));
        assert!(token.is_fresh(seconds(100 + 6899)));
        assert!(!token.is_fresh(seconds(100 + 6900)));
        assert!(token.is_alive(seconds(100 + 7199)));
        assert!(!token.is_alive(seconds(100 + 7200)));
        assert!(Token::fetched("t".into(), seconds(0), seconds(60)).is_fresh(seconds(40)));
        assert!(Token::fetched("t".into(), seconds(9), Duration::MAX).is_fresh(seconds(40)));
    }

    #[test]
    fn a_user_never_falls_back_to_the_app() {
        let user = Identity::User("u".into());
        assert_eq!(user.choose(&[TokenKind::Tenant, TokenKind::User]), Some(TokenKind::User));
        assert_eq!(user.choose(&[TokenKind::Tenant]), None);
        assert_eq!(Identity::App.choose(&[TokenKind::User, TokenKind::Tenant]), Some(TokenKind::Tenant));
        assert_eq!(Identity::App.choose(&[TokenKind::User]), None);
    }
}
