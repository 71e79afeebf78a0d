//! The page on which a user grants access: sends the browser back with a code at once.

use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use bytes::Bytes;

use super::grants::Code;
use super::refusal::Refusal;
use super::{Fields, required, scopes};
use crate::mock::Mock;
use crate::reply::Reply;

/// A page takes no more scopes.
const MOST_SCOPES: usize = 50;

pub(super) fn answer(mock: &Mock, query: &str) -> Result<Reply, Refusal> {
    let fields: Fields = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    if required(&fields, "client_id")? != mock.options.app_id {
        return Err(Refusal::UNKNOWN_APP);
    }
    if required(&fields, "response_type")? != "code" {
        return Err(Refusal::MALFORMED);
    }
    let redirect_uri = required(&fields, "redirect_uri")?;
    let scopes = scopes(fields.get("scope").map_or("", String::as_str))?;
    if scopes.len() > MOST_SCOPES {
        return Err(Refusal::MALFORMED);
    }
    let challenge = fields.get("code_challenge").cloned();
    let hashed = match fields.get("code_challenge_method").map(String::as_str) {
        None | Some("plain") => false,
        Some("S256") => true,
        Some(_) => return Err(Refusal::MALFORMED),
    };
    let code = Code {
        redirect_uri: redirect_uri.to_owned(),
        scopes,
        challenge: challenge.map(|challenge| (challenge, hashed)),
    };
    let code = mock.grants.code(code, mock.options.clock.now());
    let address = back(redirect_uri, &code, fields.get("state").map(String::as_str));
    let address = HeaderValue::from_str(&address).map_err(|_| Refusal::MALFORMED)?;
    Ok(Reply::raw(StatusCode::FOUND, vec![(LOCATION, address)], Bytes::new()))
}

/// The address to come back to. A fragment moves behind the query.
fn back(redirect_uri: &str, code: &str, state: Option<&str>) -> String {
    let (address, fragment) = redirect_uri.split_once('#').map_or((redirect_uri, None), |(a, f)| (a, Some(f)));
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("code", code).extend_pairs(state.map(|state| ("state", state)));
    let mark = if address.contains('?') { '&' } else { '?' };
    let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
    format!("{address}{mark}{}{fragment}", query.finish())
}
