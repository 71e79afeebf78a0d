//! What a user granted: the tokens, how long they serve, and the scopes.

use std::time::Duration;

use crate::Secret;

/// Tokens of a user, as the platform issued them. Times are counted since 1970, as [`Clock::unix`](crate::transport::Clock)
/// does.
///
/// [`UserLogin::save`](crate::UserLogin::save) keeps it and takes care of the rest. To keep it elsewhere, mind that
/// [`UserGrant::refresh_token`] serves once.
///
/// ```
/// use feishu_runtime::UserGrant;
/// use std::time::Duration;
///
/// // Brought along from another system:
/// let grant = UserGrant::new("eyJ-access", Duration::from_secs(1_800_000_000))
///     .with_refresh_token("eyJ-refresh", Some(Duration::from_secs(1_800_600_000)))
///     .with_scopes("task:task:read offline_access");
/// assert!(grant.has_scope("task:task:read"));
/// assert!(!grant.has_scope("task:task"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserGrant {
    pub(in crate::auth) access_token: Secret,
    pub(in crate::auth) issued_at: Option<Duration>,
    pub(in crate::auth) expires_at: Duration,
    pub(in crate::auth) refresh_token: Option<Secret>,
    pub(in crate::auth) refresh_expires_at: Option<Duration>,
    pub(in crate::auth) scope: String,
}

impl UserGrant {
    /// An access token, and when it ends.
    pub fn new(access_token: impl Into<Secret>, expires_at: Duration) -> Self {
        Self {
            access_token: access_token.into(),
            issued_at: None,
            expires_at,
            refresh_token: None,
            refresh_expires_at: None,
            scope: String::new(),
        }
    }

    /// Adds the refresh token, and when it ends, where that is known.
    #[must_use]
    pub fn with_refresh_token(mut self, refresh_token: impl Into<Secret>, expires_at: Option<Duration>) -> Self {
        self.refresh_token = Some(refresh_token.into());
        self.refresh_expires_at = expires_at;
        self
    }

    /// Adds the scopes granted, with spaces between.
    #[must_use]
    pub fn with_scopes(mut self, scopes: impl Into<String>) -> Self {
        self.scope = scopes.into();
        self
    }

    /// The `user_access_token`. Up to 4 KiB long.
    pub fn access_token(&self) -> &Secret {
        &self.access_token
    }

    /// When the access token ends.
    pub fn expires_at(&self) -> Duration {
        self.expires_at
    }

    /// The token for the next access token. Absent unless the app may have `offline_access`, asked for it and was granted it.
    pub fn refresh_token(&self) -> Option<&Secret> {
        self.refresh_token.as_ref()
    }

    /// When the refresh token ends.
    pub fn refresh_expires_at(&self) -> Option<Duration> {
        self.refresh_expires_at
    }

    /// What the access token may be used for. Grants add up: it can be more than was asked for.
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        self.scope.split_ascii_whitespace()
    }

    /// Whether the access token may be used for this.
    pub fn has_scope(&self, scope: &str) -> bool {
        self.scopes().any(|granted| granted == scope)
    }
}
