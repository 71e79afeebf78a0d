//! The token endpoint: codes, refresh tokens and devices become access tokens.

use std::time::Duration;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use super::grants::{Code, REFRESH};
use super::refusal::Refusal;
use super::{Fields, required, scopes};
use crate::mock::Mock;
use crate::reply::Reply;

/// Without it, there is no refresh token.
const OFFLINE: &str = "offline_access";

pub(super) fn answer(mock: &Mock, headers: &HeaderMap, fields: &Fields) -> Result<Reply, Refusal> {
    let grant = required(fields, "grant_type")?;
    credentials(mock, headers, fields)?;
    let now = mock.options.clock.now();
    let granted = match grant {
        "authorization_code" => by_code(mock, fields, now)?,
        "refresh_token" => {
            let granted = mock.grants.refresh(required(fields, "refresh_token")?, now)?;
            narrowed(fields, granted)?
        }
        "urn:ietf:params:oauth:grant-type:device_code" => mock.grants.ask(required(fields, "device_code")?, now)?,
        _ => return Err(Refusal::WRONG_GRANT),
    };
    Ok(issue(mock, granted, now))
}

fn credentials(mock: &Mock, headers: &HeaderMap, fields: &Fields) -> Result<(), Refusal> {
    if headers.contains_key(AUTHORIZATION) {
        return Err(Refusal::TWO_SECRETS);
    }
    if required(fields, "client_id")? != mock.options.app_id {
        return Err(Refusal::UNKNOWN_APP);
    }
    if required(fields, "client_secret")? != mock.options.app_secret {
        return Err(Refusal::WRONG_SECRET);
    }
    Ok(())
}

fn by_code(mock: &Mock, fields: &Fields, now: Duration) -> Result<Vec<String>, Refusal> {
    let text = required(fields, "code")?;
    let code = mock.grants.look(text, now)?;
    if fields.get("redirect_uri").is_some_and(|address| *address != code.redirect_uri) {
        return Err(Refusal::WRONG_REDIRECT);
    }
    verify(&code, fields.get("code_verifier").map(String::as_str))?;
    let granted = narrowed(fields, code.scopes)?;
    mock.grants.take(text)?;
    Ok(granted)
}

fn verify(code: &Code, verifier: Option<&str>) -> Result<(), Refusal> {
    let Some((challenge, hashed)) = &code.challenge else { return Ok(()) };
    let verifier = verifier.ok_or(Refusal::WRONG_VERIFIER)?;
    let proof = if *hashed {
        URL_SAFE_NO_PAD.encode(hmac_sha256::Hash::hash(verifier.as_bytes()))
    } else {
        verifier.to_owned()
    };
    if proof == *challenge { Ok(()) } else { Err(Refusal::WRONG_VERIFIER) }
}

/// The scopes asked for, which must be some of those granted; all of them where none are asked for.
fn narrowed(fields: &Fields, granted: Vec<String>) -> Result<Vec<String>, Refusal> {
    let wanted = scopes(fields.get("scope").map_or("", String::as_str))?;
    if wanted.iter().any(|scope| !granted.contains(scope)) {
        return Err(Refusal::FOREIGN_SCOPE);
    }
    Ok(if wanted.is_empty() { granted } else { wanted })
}

fn issue(mock: &Mock, scopes: Vec<String>, now: Duration) -> Reply {
    let lifetime = mock.options.token_lifetime;
    let mut body = json!({
        "code": 0,
        "access_token": mock.tokens.issue_signed_user(now, lifetime),
        "expires_in": lifetime.as_secs(),
        "scope": scopes.join(" "),
        "token_type": "Bearer",
    });
    if scopes.iter().any(|scope| scope == OFFLINE) {
        body["refresh_token"] = mock.grants.refresh_token(scopes, now).into();
        body["refresh_token_expires_in"] = REFRESH.as_secs().into();
    }
    Reply::json(&body)
}
