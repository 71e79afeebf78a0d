//! The OAuth endpoints, which no spec describes: their answers have no envelope. Must print no code and no token.
//!
//! The user consents to everything at once, except on devices, where a test decides.

mod device;
mod grants;
mod page;
mod refusal;
mod token;

use std::collections::HashMap;

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use bytes::Bytes;

pub(crate) use grants::Grants;
use refusal::Refusal;

use crate::mock::Mock;
use crate::reply::Reply;

/// An endpoint, by the name that faults and counts know it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Endpoint(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Page,
    Token,
    Device,
}

impl Endpoint {
    /// The endpoint of a method and path.
    pub(crate) fn find(method: &Method, path: &str) -> Option<Self> {
        let kind = match (method, path) {
            (&Method::GET, "/open-apis/authen/v1/authorize") => Kind::Page,
            (&Method::POST, "/open-apis/authen/v2/oauth/token") => Kind::Token,
            (&Method::POST, "/oauth/v1/device_authorization") => Kind::Device,
            _ => return None,
        };
        Some(Self(kind))
    }

    /// Its name, in the form of an operation's.
    pub(crate) fn id(self) -> &'static str {
        match self.0 {
            Kind::Page => "authen.v1.authorize",
            Kind::Token => "authen.v2.oauth.token",
            Kind::Device => "oauth.v1.device_authorization",
        }
    }

    /// Answers a call.
    pub(crate) fn answer(self, mock: &Mock, parts: &Parts, body: &Bytes) -> Reply {
        let outcome = match self.0 {
            Kind::Page => page::answer(mock, parts.uri.query().unwrap_or_default()),
            Kind::Token => fields(&parts.headers, body).and_then(|fields| token::answer(mock, &parts.headers, &fields)),
            Kind::Device => {
                fields(&parts.headers, body).and_then(|fields| device::answer(mock, &parts.headers, &fields))
            }
        };
        outcome.unwrap_or_else(Refusal::reply)
    }
}

/// Texts by name.
type Fields = HashMap<String, String>;

/// The fields of a body, which is JSON or a form.
fn fields(headers: &HeaderMap, body: &Bytes) -> Result<Fields, Refusal> {
    let kind = headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("application/x-www-form-urlencoded") {
        return Ok(form_urlencoded::parse(body).into_owned().collect());
    }
    let object: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(body).map_err(|_| Refusal::MALFORMED)?;
    let texts = object.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned())));
    Ok(texts.collect())
}

/// A field that must be there.
fn required<'f>(fields: &'f Fields, name: &str) -> Result<&'f str, Refusal> {
    fields.get(name).map(String::as_str).filter(|text| !text.is_empty()).ok_or(Refusal::MISSING)
}

/// The scopes of a list with spaces between.
fn scopes(text: &str) -> Result<Vec<String>, Refusal> {
    let scopes: Vec<String> = text.split_ascii_whitespace().map(str::to_owned).collect();
    let distinct: std::collections::HashSet<_> = scopes.iter().collect();
    if distinct.len() == scopes.len() { Ok(scopes) } else { Err(Refusal::DOUBLE_SCOPE) }
}
