//! The HTTP request of a call: the parts that its values decide, the host, the token and our own headers.

use http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderValue, Request};

use super::core::Job;
use super::hosts::Hosts;
use crate::auth::Pass;
use crate::{Body, Error, RequestBody};

/// Names this library to the platform.
const AGENT: &str = concat!("feishu-openapi-rust/", env!("CARGO_PKG_VERSION"));

/// The request of a call.
pub(super) fn request(hosts: &Hosts, job: &Job, pass: Option<&Pass>) -> Result<Request<Body>, Error> {
    let uri = hosts.uri(job.meta.host, job.parts.path(), job.parts.query_string())?;
    let (content_type, body) = body(job.parts.body());
    let mut request = Request::new(body);
    *request.method_mut() = job.meta.method.into();
    *request.uri_mut() = uri;
    let headers = request.headers_mut();
    headers.extend(job.parts.headers().clone());
    headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
    if let Some(content_type) = content_type {
        let value = HeaderValue::try_from(content_type).map_err(|_| Error::config("the content type is no header"))?;
        headers.insert(CONTENT_TYPE, value);
    }
    if let Some(pass) = pass {
        headers.insert(AUTHORIZATION, pass.header()?);
    }
    Ok(request)
}

fn body(body: &RequestBody) -> (Option<String>, Body) {
    match body {
        RequestBody::None => (None, Body::empty()),
        RequestBody::Json(text) => (Some("application/json; charset=utf-8".to_owned()), Body::from(text.clone())),
        RequestBody::UrlEncoded(text) => {
            (Some("application/x-www-form-urlencoded".to_owned()), Body::from(text.clone()))
        }
        RequestBody::Form(form) => {
            let (content_type, body) = form.encode();
            (Some(content_type), body)
        }
    }
}
