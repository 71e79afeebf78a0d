//! The HTTP request of a call: the parts that its values decide, the host, the token and our own headers.

use http::header::{ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, RANGE, USER_AGENT};
use http::{HeaderValue, Request};

use super::core::Job;
use super::hosts::Hosts;
use crate::{Body, Envelope, Error, RequestBody, Secret};

/// Names this library to the platform.
pub(super) const AGENT: &str = concat!("feishu-openapi-rust/", env!("CARGO_PKG_VERSION"));

/// The request of a call.
pub(super) fn request(hosts: &Hosts, job: &Job, token: Option<&Secret>) -> Result<Request<Body>, Error> {
    let uri = hosts.uri(job.meta.host, job.parts.path(), job.parts.query_string())?;
    let (content_type, body) = body(job.parts.body());
    let mut request = Request::new(body);
    *request.method_mut() = job.meta.method.into();
    *request.uri_mut() = uri;
    let headers = request.headers_mut();
    headers.extend(job.parts.headers().clone());
    headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
    if let Some(content_type) = content_type {
        headers.insert(CONTENT_TYPE, header(content_type)?);
    }
    if let (None, Some(content_type)) = (headers.get(CONTENT_TYPE), job.meta.content_type) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    if job.meta.envelope == Envelope::File {
        // Lengths, ranges and tags are those of the file, not of its compressed form.
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    }
    if let Some(range) = job.range {
        headers.insert(RANGE, header(range.to_string())?);
    }
    if let Some(token) = token {
        headers.insert(AUTHORIZATION, bearer(token)?);
    }
    Ok(request)
}

fn body(body: &RequestBody) -> (Option<String>, Body) {
    match body {
        RequestBody::None => (None, Body::empty()),
        RequestBody::Json(text) => (Some("application/json; charset=utf-8".to_owned()), Body::from(text.clone())),
        RequestBody::Form(form) => {
            let (content_type, body) = form.encode();
            (Some(content_type), body)
        }
    }
}

fn header(text: String) -> Result<HeaderValue, Error> {
    HeaderValue::try_from(text).map_err(|_| Error::config("a header holds characters that HTTP does not allow"))
}

fn bearer(token: &Secret) -> Result<HeaderValue, Error> {
    let value = HeaderValue::try_from(format!("Bearer {}", token.expose()));
    let mut value = value.map_err(|_| Error::config("the token holds characters that HTTP does not allow"))?;
    value.set_sensitive(true);
    Ok(value)
}
