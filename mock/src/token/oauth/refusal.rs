//! Refusals of the OAuth endpoints, as their pages list them.

use axum::http::StatusCode;
use serde_json::json;

use crate::reply::Reply;

/// A refusal: its code (none where no page gives one), its name in OAuth, and its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refusal(Option<i64>, &'static str, &'static str);

impl Refusal {
    pub(super) const MISSING: Self =
        Self(Some(20_001), "invalid_request", "The request is missing a required parameter.");
    pub(super) const WRONG_SECRET: Self = Self(Some(20_002), "invalid_client", "The client secret is invalid.");
    pub(super) const UNKNOWN_CODE: Self = Self(Some(20_003), "invalid_grant", "The authorization code is not found.");
    pub(super) const OLD_CODE: Self = Self(Some(20_004), "invalid_grant", "The authorization code has expired.");
    pub(super) const UNKNOWN_REFRESH: Self =
        Self(Some(20_026), "invalid_grant", "The refresh token passed is invalid.");
    pub(super) const WRONG_GRANT: Self =
        Self(Some(20_036), "unsupported_grant_type", "The specified grant_type is not supported.");
    pub(super) const OLD_REFRESH: Self = Self(Some(20_037), "invalid_grant", "The refresh token passed has expired.");
    pub(super) const UNKNOWN_APP: Self = Self(Some(20_048), "invalid_client", "The specified app does not exist.");
    pub(super) const WRONG_VERIFIER: Self = Self(Some(20_049), "invalid_grant", "The code verifier does not match.");
    pub(super) const MALFORMED: Self = Self(Some(20_063), "invalid_request", "The request is malformed.");
    pub(super) const USED_CODE: Self = Self(Some(20_065), "invalid_grant", "The authorization code has been used.");
    pub(super) const DOUBLE_SCOPE: Self =
        Self(Some(20_067), "invalid_scope", "The provided scope list contains duplicate scopes.");
    pub(super) const FOREIGN_SCOPE: Self =
        Self(Some(20_068), "invalid_scope", "The provided scope list contains scopes that are not permitted.");
    pub(super) const TWO_SECRETS: Self =
        Self(Some(20_070), "invalid_request", "Multiple authentication methods were provided.");
    pub(super) const WRONG_REDIRECT: Self = Self(Some(20_071), "invalid_grant", "The redirect_uri does not match.");
    pub(super) const USED_REFRESH: Self = Self(Some(20_073), "invalid_grant", "The refresh token has been used.");
    pub(super) const PENDING: Self = Self(None, "authorization_pending", "The user has not confirmed yet.");
    pub(super) const SLOW_DOWN: Self = Self(None, "slow_down", "Asked too often.");
    pub(super) const DENIED: Self = Self(None, "access_denied", "The user refused.");
    pub(super) const OLD_DEVICE: Self = Self(None, "expired_token", "The device code has expired.");

    /// The answer.
    pub(super) fn reply(self) -> Reply {
        let Self(code, error, text) = self;
        let mut body = json!({ "error": error, "error_description": text });
        if let Some(code) = code {
            body["code"] = code.into();
        }
        Reply::json_of(StatusCode::BAD_REQUEST, code.unwrap_or_default(), &body)
    }
}
