//! Turns answers into HTTP. Must decide nothing about their content.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use serde_json::Value;

use crate::codes::Codes;
use crate::problem::Problem;

/// What a call is answered with.
pub(crate) struct Reply {
    /// HTTP status.
    pub(crate) status: StatusCode,
    /// Code of the envelope; 0 where there is none.
    pub(crate) code: i64,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
}

impl Reply {
    /// A success with a JSON body.
    pub(crate) fn json(body: &Value) -> Self {
        Self::json_of(StatusCode::OK, 0, body)
    }

    /// A download, or what stands for it.
    pub(crate) fn raw(status: StatusCode, headers: Vec<(HeaderName, HeaderValue)>, body: Bytes) -> Self {
        Self { status, code: 0, headers, body }
    }

    /// A refusal.
    pub(crate) fn refusal(problem: &Problem, codes: &Codes, log_id: &str) -> Self {
        let (status, body) = problem.answer(codes, log_id);
        let mut reply = Self::json_of(status, problem.code(), &body);
        let reset = problem.reset().map(|seconds| (HeaderName::from_static("x-ogw-ratelimit-reset"), seconds.into()));
        reply.headers.extend(reset);
        reply
    }

    /// A JSON body with a status of its own.
    pub(crate) fn json_of(status: StatusCode, code: i64, body: &Value) -> Self {
        let kind = HeaderValue::from_static("application/json; charset=utf-8");
        Self { status, code, headers: vec![(CONTENT_TYPE, kind)], body: body.to_string().into() }
    }

    /// The HTTP response.
    pub(crate) fn into_response(self, log_id: &str) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        response.headers_mut().extend(self.headers);
        if let Ok(log_id) = HeaderValue::from_str(log_id) {
            response.headers_mut().insert(HeaderName::from_static("x-tt-logid"), log_id);
        }
        response
    }
}
