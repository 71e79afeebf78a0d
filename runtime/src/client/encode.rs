//! The HTTP request of a call: the parts that its values decide, the host, the token and our own headers.

use http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Request};

use super::hosts::Hosts;
use super::job::Job;
use super::pass::Pass;
use crate::{Body, Error, RequestBody, Secret};

/// Names this library to the platform.
const AGENT: &str = concat!("feishu-openapi-rust/", env!("CARGO_PKG_VERSION"));

const JSON: &str = "application/json; charset=utf-8";

/// The request of a call.
///
/// What others add to the headers goes before our own, so that it cannot take their place.
pub(super) fn request(
    hosts: &Hosts,
    job: &Job,
    pass: Option<&Pass>,
    add: impl FnOnce(&mut HeaderMap),
) -> Result<Request<Body>, Error> {
    let uri = hosts.uri(job.meta.host, job.parts.path(), job.parts.query_string())?;
    let (content_type, body) = body(job.parts.body())?;
    let mut request = Request::new(body);
    *request.method_mut() = job.meta.method.into();
    *request.uri_mut() = uri;
    let headers = request.headers_mut();
    if !job.parts.headers().is_empty() {
        headers.extend(job.parts.headers().clone());
    }
    add(headers);
    headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
    if let Some(content_type) = content_type {
        headers.insert(CONTENT_TYPE, content_type);
    }
    headers.remove(AUTHORIZATION);
    if let Some(pass) = pass {
        headers.insert(AUTHORIZATION, bearer(pass.secret())?);
    }
    Ok(request)
}

fn body(body: &RequestBody) -> Result<(Option<HeaderValue>, Body), Error> {
    Ok(match body {
        RequestBody::None => (None, Body::empty()),
        RequestBody::Json(text) => (Some(HeaderValue::from_static(JSON)), Body::from(text.clone())),
        RequestBody::Form(form) => {
            let (content_type, body) = form.encode();
            let value = HeaderValue::try_from(content_type);
            (Some(value.map_err(|_| Error::config("the content type is no header"))?), body)
        }
    })
}

fn bearer(token: &Secret) -> Result<HeaderValue, Error> {
    let value = HeaderValue::try_from(format!("Bearer {}", token.expose()));
    let mut value = value.map_err(|_| Error::config("the token holds characters that HTTP does not allow"))?;
    value.set_sensitive(true);
    Ok(value)
}
