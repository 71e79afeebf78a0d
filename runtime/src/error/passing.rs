//! Which failures pass by themselves, so that the same call may succeed later.

use http::StatusCode;

use super::{Error, ErrorKind};
use crate::transport::{TransportError, TransportErrorKind};

/// Whether a failure passes, and what became of the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Passing {
    /// The same call will fail again.
    No,
    /// It passes, and nothing was executed.
    NotExecuted,
    /// It passes; whether anything was executed is unknown.
    MayHaveExecuted,
}

/// The platform's refusal for frequency.
pub(crate) const RATE_LIMITED: i64 = 99_991_400;

/// The month's calls of the tenant are used up. Some pages give it the status 429.
const QUOTA_USED_UP: i64 = 99_991_403;

/// Codes of the platform's own layers that mean an internal failure, whatever the operation.
fn is_internal(code: i64) -> bool {
    matches!(code, 1500 | 2200 | 5000 | 55_001 | 20_050 | 20_072)
}

pub(super) fn passing(error: &Error) -> Passing {
    if error.code() == Some(QUOTA_USED_UP) {
        return Passing::No;
    }
    if error.is_rate_limited() {
        return Passing::NotExecuted;
    }
    if let Some(code) = error.code() {
        return of_code(error, code);
    }
    match error.kind() {
        ErrorKind::Transport | ErrorKind::Timeout => of_transport(error),
        ErrorKind::Status => of_status(error.http_status()),
        ErrorKind::Decode if error.0.garbled => Passing::MayHaveExecuted,
        _ => Passing::No,
    }
}

fn of_code(error: &Error, code: i64) -> Passing {
    let documented = error.code_info().is_some_and(|info| info.retryable);
    if documented || is_internal(code) { Passing::MayHaveExecuted } else { Passing::No }
}

fn of_transport(error: &Error) -> Passing {
    let source = std::error::Error::source(error).and_then(|source| source.downcast_ref::<TransportError>());
    match source.map(TransportError::kind) {
        Some(TransportErrorKind::Connect | TransportErrorKind::ConnectTimeout) => Passing::NotExecuted,
        Some(TransportErrorKind::Exchange) => Passing::MayHaveExecuted,
        // The call's own time limit: there is no time left to try again in.
        Some(TransportErrorKind::TooLarge | TransportErrorKind::Content) | None => Passing::No,
    }
}

/// Answers of gateways, which have no code.
fn of_status(status: Option<StatusCode>) -> Passing {
    match status {
        Some(
            StatusCode::INTERNAL_SERVER_ERROR
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT
            | StatusCode::REQUEST_TIMEOUT,
        ) => Passing::MayHaveExecuted,
        // An empty or cut answer with a status of success.
        Some(status) if status.is_success() => Passing::MayHaveExecuted,
        _ => Passing::No,
    }
}
