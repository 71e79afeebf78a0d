//! The HTTP request of a call: the parts that its values decide, the host, the token and our own headers.

use http::header::{ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, RANGE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Request};

use super::hosts::Hosts;
use super::job::Job;
use crate::auth::Pass;
use crate::{Body, Envelope, Error, RequestBody};

/// Names this library to the platform.
pub(super) const AGENT: &str = concat!("feishu-openapi-rust/", env!("CARGO_PKG_VERSION"));

const JSON: &str = "application/json; charset=utf-8";

const URL_ENCODED: &str = "application/x-www-form-urlencoded";

/// The request of a call.
///
/// What others add to the headers goes before our own, so that it cannot take their place.
pub(super) fn request(
    hosts: &Hosts,
    job: &Job,
    pass: Option<&Pass>,
    add: impl FnOnce(&mut HeaderMap),
) -> Result<Request<Body>, Error> {
    let uri = hosts.uri(job.meta.host, job.parts.address())?;
    let (content_type, body) = body(job)?;
    let mut request = Request::new(body);
    *request.method_mut() = job.meta.method.into();
    *request.uri_mut() = uri;
    let headers = request.headers_mut();
    if !job.parts.headers().is_empty() {
        headers.extend(job.parts.headers().clone());
        // Whoever adds headers need not see the app's secret, by which calls for tokens prove who calls.
        headers.remove(AUTHORIZATION);
    }
    add(headers);
    headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
    if let Some(content_type) = content_type {
        headers.insert(CONTENT_TYPE, content_type);
    }
    if job.meta.envelope == Envelope::File {
        // Lengths, ranges and tags are those of the file, not of its compressed form.
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    }
    if let Some(range) = job.range {
        headers.insert(RANGE, header(range.to_string())?);
    }
    let authorization = pass.map(Pass::header).transpose()?.or_else(|| job.parts.headers().get(AUTHORIZATION).cloned());
    match authorization {
        Some(authorization) => headers.insert(AUTHORIZATION, authorization),
        None => headers.remove(AUTHORIZATION),
    };
    Ok(request)
}

fn body(job: &Job) -> Result<(Option<HeaderValue>, Body), Error> {
    Ok(match job.parts.body() {
        RequestBody::None => (job.meta.content_type.map(HeaderValue::from_static), Body::empty()),
        RequestBody::Json(text) => (Some(HeaderValue::from_static(JSON)), Body::from(text.clone())),
        RequestBody::UrlEncoded(text) => (Some(HeaderValue::from_static(URL_ENCODED)), Body::from(text.clone())),
        RequestBody::Form(form) => {
            let (content_type, body) = form.encode();
            (Some(header(content_type)?), body)
        }
    })
}

fn header(text: String) -> Result<HeaderValue, Error> {
    HeaderValue::try_from(text).map_err(|_| Error::config("a header holds characters that HTTP does not allow"))
}
