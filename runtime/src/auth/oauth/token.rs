//! The OAuth token endpoint: whatever the grant, the same call and the same answer.

use std::sync::Arc;
use std::time::Duration;

use super::UserGrant;
use super::failure::explained;
use crate::auth::Identity;
use crate::auth::pairs::{Format, Pairs, parts};
use crate::client::{Core, Job};
use crate::wire::{FieldValue, Object};
use crate::{Envelope, Error, ErrorKind, Meta, Method, Secret};

static TOKEN: Meta = Meta::new("authen.v2.oauth.token", Method::Post, "/open-apis/authen/v2/oauth/token")
    .tokens(&[])
    .envelope(Envelope::Flat)
    .docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/authentication-management/access-token/get-user-access-token");

/// Time for one call. Within it a refresh is done or given up, so that other processes need not wait long.
pub(in crate::auth) const PATIENCE: Duration = Duration::from_secs(20);

/// A grant, besides the app's credentials.
pub(super) struct Ask<'a> {
    /// `grant_type`.
    pub(super) grant: &'static str,
    /// The other fields.
    pub(super) pairs: Pairs<'a>,
    pub(super) format: Format,
}

/// Asks for tokens. No error holds a value that was sent.
pub(super) async fn ask(core: &Arc<Core>, ask: Ask<'_>) -> Result<UserGrant, Error> {
    let own = core.credentials();
    let mut pairs =
        vec![("grant_type", ask.grant), ("client_id", own.app_id.as_str()), ("client_secret", own.app_secret.expose())];
    pairs.extend(ask.pairs);
    let mut job = Job::new(&TOKEN, parts(&TOKEN, &pairs, ask.format)?, Identity::App);
    job.options.timeout = Some(PATIENCE);
    let asked_at = core.clock().unix();
    let outcome: Result<Answer, Error> = core.perform(&job).await;
    let outcome = outcome.and_then(|answer| answer.into_grant(asked_at).ok_or_else(no_token));
    outcome.map_err(|error| {
        let hidden = ["code", "refresh_token", "device_code", "code_verifier"];
        let secrets = ask.pairs.iter().filter(|(name, _)| hidden.contains(name));
        explained(secrets.fold(error, |error, (_, secret)| error.redact(secret)))
    })
}

/// New tokens for a refresh token, which is void afterwards.
pub(in crate::auth) async fn by_refresh_token(core: &Arc<Core>, refresh_token: &Secret) -> Result<UserGrant, Error> {
    let pairs = [("refresh_token", refresh_token.expose())];
    ask(core, Ask { grant: "refresh_token", pairs: &pairs, format: Format::Json }).await
}

/// Whether the platform says that the refresh token is of no more use, whatever happens to the user or the app.
pub(in crate::auth) fn is_used_up(error: &Error) -> bool {
    match error.code() {
        Some(code) => matches!(code, 20_026 | 20_037 | 20_064 | 20_073 | 99_991_669),
        None => error.detail().as_str() == Some("invalid_grant"),
    }
}

fn no_token() -> Error {
    Error::new(ErrorKind::Decode, "the answer holds no access token, or not how long it is valid")
        .with_operation(&TOKEN)
}

#[derive(Default)]
struct Answer {
    access_token: Option<Secret>,
    expires_in: Option<i64>,
    refresh_token: Option<Secret>,
    refresh_token_expires_in: Option<i64>,
    scope: Option<String>,
}

impl Answer {
    /// The grant, where there is one. Its time counts from when it was asked for, which is never too late.
    fn into_grant(self, asked_at: Duration) -> Option<UserGrant> {
        let ends = |seconds: i64| Some(asked_at.saturating_add(Duration::from_secs(u64::try_from(seconds).ok()?)));
        let is_there = |secret: &Secret| !secret.expose().is_empty();
        Some(UserGrant {
            access_token: self.access_token.filter(is_there)?,
            issued_at: Some(asked_at),
            expires_at: ends(self.expires_in?)?,
            refresh_token: self.refresh_token.filter(is_there),
            refresh_expires_at: self.refresh_token_expires_in.and_then(ends),
            scope: self.scope.unwrap_or_default(),
        })
    }
}

impl Object for Answer {
    const FIELDS: &'static [&'static str] =
        &["access_token", "expires_in", "refresh_token", "refresh_token_expires_in", "scope"];

    fn read_field<V: FieldValue>(&mut self, index: usize, value: V) -> Result<(), V::Error> {
        match index {
            0 => value.read_into(&mut self.access_token),
            1 => value.read_into(&mut self.expires_in),
            2 => value.read_into(&mut self.refresh_token),
            3 => value.read_into(&mut self.refresh_token_expires_in),
            4 => value.read_into(&mut self.scope),
            _ => value.skip(),
        }
    }
}
