//! The platform's own error codes: texts and statuses. Must not know when they occur.

use std::collections::HashMap;

use axum::http::StatusCode;
use feishu_generator::ir::Client;

/// Texts and statuses by code, those of the specs first.
#[derive(Debug)]
pub(crate) struct Codes(HashMap<i64, Known>);

#[derive(Debug)]
struct Known {
    status: StatusCode,
    messages: Vec<String>,
}

impl Codes {
    /// A parameter is missing or wrong.
    pub(crate) const FIELDS: i64 = 99_992_402;
    /// The request as a whole cannot be taken.
    pub(crate) const BAD_REQUEST: i64 = 9499;
    /// No endpoint has the path.
    pub(crate) const NO_PATH: i64 = 99_991_201;
    /// Endpoints of the path have other methods.
    pub(crate) const OTHER_METHOD: i64 = 99_991_301;
    /// Too many calls.
    pub(crate) const RATE_LIMITED: i64 = 99_991_400;
    /// No token was sent.
    pub(crate) const NO_TOKEN: i64 = 99_991_661;
    /// The tenant access token is invalid or not taken.
    pub(crate) const TENANT_TOKEN: i64 = 99_991_663;
    /// The app access token is invalid or not taken.
    pub(crate) const APP_TOKEN: i64 = 99_991_664;
    /// The user access token is invalid or not taken.
    pub(crate) const USER_TOKEN: i64 = 99_991_668;
    /// What was sent looks like no token.
    pub(crate) const MALFORMED_TOKEN: i64 = 99_991_671;
    /// The user access token expired.
    pub(crate) const USER_TOKEN_EXPIRED: i64 = 99_991_677;
    /// No app access token for this ticket.
    pub(crate) const NO_APP_TOKEN: i64 = 10_012;
    /// No tenant access token for this app access token.
    pub(crate) const NO_TENANT_TOKEN: i64 = 10_013;
    /// The app is unknown.
    pub(crate) const NO_APP: i64 = 10_014;
    /// The app secret is wrong.
    pub(crate) const WRONG_SECRET: i64 = 10_015;

    /// The codes of the specs, and what the specs leave open.
    pub(crate) fn new(client: &Client) -> Self {
        let mut known: HashMap<i64, Known> = FALLBACK.iter().map(|row| (row.0, Known::fallback(*row))).collect();
        for code in &client.platform.error_codes {
            let (status, usual) = known
                .remove(&code.code)
                .map_or((StatusCode::BAD_REQUEST, Vec::new()), |known| (known.status, known.messages));
            let documented = code.http.first().and_then(|status| StatusCode::from_u16(*status).ok());
            let messages = if code.messages.is_empty() { usual } else { code.messages.clone() };
            known.insert(code.code, Known { status: documented.unwrap_or(status), messages });
        }
        Self(known)
    }

    /// The status of a code; 400, the most usual one, where nothing is known.
    pub(crate) fn status(&self, code: i64) -> StatusCode {
        self.0.get(&code).map_or(StatusCode::BAD_REQUEST, |known| known.status)
    }

    /// A text of a code: the one asked for or, where there are fewer, the first.
    pub(crate) fn message(&self, code: i64, text: usize) -> String {
        let messages = self.0.get(&code).map_or(&[][..], |known| &known.messages);
        messages.get(text).or(messages.first()).cloned().unwrap_or_else(|| "error".to_owned())
    }
}

impl Known {
    fn fallback((_, status, message): (i64, StatusCode, &str)) -> Self {
        Self { status, messages: vec![message.to_owned()] }
    }
}

/// For specs that do not list the code. The statuses also hold where the specs name none.
const FALLBACK: &[(i64, StatusCode, &str)] = &[
    (Codes::FIELDS, StatusCode::BAD_REQUEST, "field validation failed"),
    (Codes::BAD_REQUEST, StatusCode::BAD_REQUEST, "bad request"),
    (Codes::NO_PATH, StatusCode::NOT_FOUND, "resource not find"),
    (Codes::OTHER_METHOD, StatusCode::METHOD_NOT_ALLOWED, "request method doesn’t match"),
    (Codes::RATE_LIMITED, StatusCode::TOO_MANY_REQUESTS, "request trigger frequency limit"),
    (Codes::NO_TOKEN, StatusCode::BAD_REQUEST, "Need a token"),
    (Codes::TENANT_TOKEN, StatusCode::BAD_REQUEST, "Invalid access token for authorization."),
    (Codes::APP_TOKEN, StatusCode::BAD_REQUEST, "invalid app token"),
    (Codes::USER_TOKEN, StatusCode::BAD_REQUEST, "Invalid access token for authorization."),
    (Codes::MALFORMED_TOKEN, StatusCode::BAD_REQUEST, "Invalid token: must start with t-/u-"),
    (Codes::USER_TOKEN_EXPIRED, StatusCode::BAD_REQUEST, "token expire"),
    (Codes::NO_APP_TOKEN, StatusCode::BAD_REQUEST, "get app access token fail"),
    (Codes::NO_TENANT_TOKEN, StatusCode::BAD_REQUEST, "get tenant access token fail"),
    (Codes::NO_APP, StatusCode::BAD_REQUEST, "app unauthorized"),
    (Codes::WRONG_SECRET, StatusCode::BAD_REQUEST, "wrong app secret"),
];
