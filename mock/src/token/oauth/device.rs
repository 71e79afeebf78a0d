//! Where devices without a browser begin.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::grants::{DEVICE, INTERVAL};
use super::refusal::Refusal;
use super::{Fields, required, scopes};
use crate::mock::Mock;
use crate::reply::Reply;

pub(super) fn answer(mock: &Mock, headers: &HeaderMap, fields: &Fields) -> Result<Reply, Refusal> {
    if required(fields, "client_id")? != mock.options.app_id {
        return Err(Refusal::UNKNOWN_APP);
    }
    let secret = format!("{}:{}", mock.options.app_id, mock.options.app_secret);
    let sent = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Basic "));
    if sent != Some(STANDARD.encode(secret).as_str()) {
        return Err(Refusal::WRONG_SECRET);
    }
    let scopes = scopes(fields.get("scope").map_or("", String::as_str))?;
    let (device_code, user_code) = mock.grants.device(scopes, mock.options.clock.now());
    let page = "https://accounts.example/device";
    Ok(Reply::json(&json!({
        "device_code": device_code,
        "verification_uri_complete": format!("{page}?user_code={user_code}"),
        "user_code": user_code,
        "verification_uri": page,
        "expires_in": DEVICE.as_secs(),
        "interval": INTERVAL.as_secs(),
    })))
}
