//! Why a call is refused. Must hold no secret: what it holds is sent to the caller.

use axum::http::StatusCode;
use feishu_generator::ir::ErrorCode;
use serde_json::{Value, json};

use crate::codes::Codes;
use crate::faults::ForcedError;

/// A refusal with one of the platform's codes.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Problem {
    code: i64,
    /// Which of the code's documented texts.
    text: usize,
    status: Option<StatusCode>,
    message: Option<String>,
    violations: Vec<Violation>,
    /// Seconds until the limit recovers.
    reset: Option<u32>,
}

/// A field that does not keep to the spec.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Violation {
    /// The field, for example `a.b[0]`.
    pub(crate) field: String,
    /// What was sent; empty where that is a secret or no single value.
    pub(crate) value: Value,
    /// What is wrong with it.
    pub(crate) description: String,
}

impl Violation {
    /// A violation that shows no value.
    pub(crate) fn new(field: impl Into<String>, description: impl Into<String>) -> Self {
        Self { field: field.into(), value: Value::String(String::new()), description: description.into() }
    }
}

impl Problem {
    /// A code of the platform, with its documented text and status.
    pub(crate) fn new(code: i64) -> Self {
        Self { code, ..Self::default() }
    }

    /// A code that a spec documents, with its text and status.
    pub(crate) fn documented(code: &ErrorCode) -> Self {
        let status = code.http.first().and_then(|status| StatusCode::from_u16(*status).ok());
        Self { status, message: code.messages.first().cloned(), ..Self::new(code.code) }
    }

    /// Fields that do not keep to the spec.
    pub(crate) fn fields(violations: Vec<Violation>) -> Self {
        Self { violations, ..Self::new(Codes::FIELDS) }
    }

    /// One field that does not keep to the spec.
    pub(crate) fn field(field: &str, description: &str) -> Self {
        Self::fields(vec![Violation::new(field, description)])
    }

    /// What a test wants.
    pub(crate) fn forced(error: &ForcedError) -> Self {
        // 1xx cannot end an exchange.
        let status = StatusCode::from_u16(error.status).ok().filter(|status| !status.is_informational());
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { status: Some(status), message: Some(error.message.clone()), ..Self::new(error.code) }
    }

    /// Too many calls.
    pub(crate) fn rate_limited(status: u16, reset: Option<u32>) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::TOO_MANY_REQUESTS);
        Self { reset, ..Self::new(Codes::RATE_LIMITED).status(status) }
    }

    /// The seconds until the limit recovers, where they are told.
    pub(crate) fn reset(&self) -> Option<u32> {
        self.reset
    }

    /// Takes another of the code's documented texts.
    pub(crate) fn text(self, text: usize) -> Self {
        Self { text, ..self }
    }

    /// Says another status than the documented one.
    pub(crate) fn status(self, status: StatusCode) -> Self {
        Self { status: Some(status), ..self }
    }

    /// The code.
    pub(crate) fn code(&self) -> i64 {
        self.code
    }

    /// Status and body of the answer.
    pub(crate) fn answer(&self, codes: &Codes, log_id: &str) -> (StatusCode, Value) {
        let status = self.status.unwrap_or_else(|| codes.status(self.code));
        let message = self.message.clone().unwrap_or_else(|| codes.message(self.code, self.text));
        let mut error = json!({ "log_id": log_id });
        if !self.violations.is_empty() {
            error["field_violations"] = self.violations.iter().map(Violation::to_json).collect();
        }
        (status, json!({ "code": self.code, "msg": message, "error": error }))
    }
}

impl Violation {
    fn to_json(&self) -> Value {
        json!({ "field": self.field, "value": self.value, "description": self.description })
    }
}
