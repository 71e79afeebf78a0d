//! A failed reply, read for everything it says: code, message, log id, the `error` object and how long to wait.

use std::time::Duration;

use http::StatusCode;
use serde_json::{Map, Value};

use crate::answer::Reply;
use crate::error::{RATE_LIMITED, is_permission_code, is_token_code};
use crate::{Error, ErrorKind};

/// Characters of a body that is no JSON which the error shows.
const SNIPPET: usize = 200;

/// The error that a failed reply tells of.
pub(crate) fn failure(reply: &Reply) -> Error {
    match object(reply) {
        Some(object) => told(reply, object),
        None => untold(reply),
    }
}

/// The error of an envelope that states one, with a code that is not zero.
pub(crate) fn stated_failure(reply: &Reply) -> Option<Error> {
    let object = object(reply)?;
    match code(&object) {
        Some(0) => None,
        Some(_) if text(&object).is_some() => Some(told(reply, object)),
        _ if reply.status().is_success() => None,
        _ => Some(told(reply, object)),
    }
}

/// Adds what every reply says of itself.
pub(super) fn located(error: Error, reply: &Reply) -> Error {
    error.with_head(reply.head()).with_retry_after(retry_after(reply))
}

/// A failure in the platform's words.
fn told(reply: &Reply, mut object: Map<String, Value>) -> Error {
    let code = code(&object).filter(|code| *code != 0);
    let kind = kind(reply, code);
    let text = text(&object).unwrap_or_default();
    let detail = object.remove("error").unwrap_or_default();
    let header = reply.head().log_id().map(str::to_owned);
    let logged = header.or_else(|| logged(&detail)).or_else(|| logged(&Value::Object(object)));
    located(Error::new(kind, text), reply).with_code(code).with_log_id(logged).with_detail(detail)
}

fn kind(reply: &Reply, code: Option<i64>) -> ErrorKind {
    match code {
        Some(RATE_LIMITED) => ErrorKind::RateLimit,
        _ if reply.status() == StatusCode::TOO_MANY_REQUESTS => ErrorKind::RateLimit,
        Some(code) if is_token_code(code) => ErrorKind::Token,
        Some(code) if is_permission_code(code) => ErrorKind::Permission,
        Some(_) => ErrorKind::Api,
        None => ErrorKind::Status,
    }
}

/// The platform's text in a reply; empty where there is none.
pub(crate) fn message(reply: &Reply) -> String {
    object(reply).as_ref().and_then(text).unwrap_or_default()
}

/// A failure without an envelope: a gateway's page, a redirect, nothing.
fn untold(reply: &Reply) -> Error {
    let reason = reply.status().canonical_reason().unwrap_or("unknown status");
    let start = &reply.body()[..reply.body().len().min(4 * SNIPPET)];
    let snippet: String = String::from_utf8_lossy(start).trim().chars().take(SNIPPET).collect();
    let what = if snippet.is_empty() { "without a body" } else { "with a body that is no answer of the platform" };
    located(Error::new(kind(reply, None), format!("{reason}, {what}")), reply)
        .with_body(reply.body())
        .with_snippet(&snippet)
}

fn object(reply: &Reply) -> Option<Map<String, Value>> {
    serde_json::from_slice(reply.body()).ok()
}

/// A number, or a number in a string.
fn code(object: &Map<String, Value>) -> Option<i64> {
    match object.get("code")? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// The platform's text under any of its names.
fn text(object: &Map<String, Value>) -> Option<String> {
    let named = ["msg", "message", "error_description", "error"].iter();
    named.filter_map(|name| object.get(*name)?.as_str()).find(|text| !text.is_empty()).map(str::to_owned)
}

fn logged(object: &Value) -> Option<String> {
    let id = object.get("log_id").or_else(|| object.get("logid"))?.as_str()?;
    Some(id.to_owned()).filter(|id| !id.is_empty())
}

/// Seconds until the limit recovers: the platform's header, or the standard one that a proxy may add.
fn retry_after(reply: &Reply) -> Option<Duration> {
    let seconds = |name| reply.header(name)?.trim().parse().ok().filter(|seconds| *seconds > 0);
    seconds("x-ogw-ratelimit-reset").or_else(|| seconds("retry-after")).map(Duration::from_secs)
}
