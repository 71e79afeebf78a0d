//! Whether a call carries a token that its operation takes. Must not reveal what would have been accepted.

use std::time::Duration;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use feishu_generator::ir::TokenKind;

use super::store::{Standing, Tokens};
use crate::codes::Codes;
use crate::problem::Problem;

/// Refuses a call without a token of a kind that is taken; takes every call where none is needed. Gives who calls.
pub(crate) fn authorize(
    headers: &HeaderMap,
    kinds: &[TokenKind],
    tokens: &Tokens,
    now: Duration,
) -> Result<String, Problem> {
    if kinds.is_empty() {
        return Ok(String::new());
    }
    let token = sent(headers).ok_or_else(|| Problem::new(Codes::NO_TOKEN))?;
    match tokens.standing(token, now) {
        Standing::Valid(TokenKind::User) if kinds.contains(&TokenKind::User) => Ok(token.to_owned()),
        // An app is the same one, whichever of its tokens it sends.
        Standing::Valid(kind) if kinds.contains(&kind) => Ok(kind.word().to_owned()),
        Standing::Valid(kind) => Err(not_taken(kind)),
        Standing::Expired(TokenKind::User) => Err(Problem::new(Codes::USER_TOKEN_EXPIRED)),
        Standing::Expired(kind) => Err(Problem::new(code(kind))),
        Standing::Unknown => Err(Problem::new(looks_like(token).map_or(Codes::MALFORMED_TOKEN, code))),
    }
}

/// Takes the token of a call back.
pub(crate) fn revoke(headers: &HeaderMap, tokens: &Tokens) {
    if let Some(token) = sent(headers) {
        tokens.revoke(token);
    }
}

/// The token after `Bearer `.
fn sent(headers: &HeaderMap) -> Option<&str> {
    let header = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

fn code(kind: TokenKind) -> i64 {
    match kind {
        TokenKind::Tenant => Codes::TENANT_TOKEN,
        TokenKind::User => Codes::USER_TOKEN,
        TokenKind::App => Codes::APP_TOKEN,
    }
}

/// A valid token of another kind; for user tokens the text is what tells this from an invalid one.
fn not_taken(kind: TokenKind) -> Problem {
    Problem::new(code(kind)).text(usize::from(kind == TokenKind::User))
}

/// What a token must be, by its first characters; newer user tokens are signed ones.
fn looks_like(token: &str) -> Option<TokenKind> {
    const PREFIXES: [(&str, TokenKind); 4] =
        [("t-", TokenKind::Tenant), ("u-", TokenKind::User), ("eyJ", TokenKind::User), ("a-", TokenKind::App)];
    PREFIXES.iter().find(|(prefix, _)| token.starts_with(prefix)).map(|(_, kind)| *kind)
}
