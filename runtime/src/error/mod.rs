//! The one error type: what failed, where, and everything the platform said about it.
//!
//! Only holds and shows facts; whether to try again is decided elsewhere.

mod detail;
mod display;
mod kind;
mod locate;
mod passing;
mod remedy;
mod scopes;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use serde_json::Value;

pub use detail::{FieldViolation, Help, PermissionViolation};
pub use kind::ErrorKind;
pub(crate) use kind::{is_permission_code, is_token_code};
pub(crate) use locate::json_path;
pub(crate) use passing::{Passing, RATE_LIMITED};
pub use remedy::Remedy;
pub use scopes::MissingScopes;

use crate::answer::Head;
use crate::transport::{TransportError, TransportErrorKind};
use crate::{CodeInfo, EncodeError, Meta, TokenKind};

/// Bytes of a body that an error keeps at most.
pub(crate) const KEPT_BODY: usize = 64 * 1024;

/// Why a call failed.
///
/// ```
/// use feishu_runtime::transport::MemoryTransport;
/// use feishu_runtime::{Client, ErrorKind};
/// # use feishu_runtime::{EncodeError, Endpoint, Meta, Method, Parts};
/// # struct Ping;
/// # impl Endpoint for Ping {
/// #     type Response = ();
/// #     const META: &'static Meta = &Meta::new("acme.v1.ping.get", Method::Get, "/open-apis/ping").tokens(&[]);
/// #     fn parts(&self) -> Result<Parts, EncodeError> { Parts::new(Self::META, &[]) }
/// # }
/// # futures_util::future::FutureExt::now_or_never(async {
///
/// let transport = MemoryTransport::new();
/// transport.answer(400, r#"{"code": 99992402, "msg": "field validation failed", "error": {"log_id": "2024"}}"#);
/// let client = Client::builder("cli_a", "secret").transport(transport).build()?;
///
/// let error = client.send(Ping).await.unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Api);
/// assert_eq!(error.code(), Some(99992402));
/// assert_eq!(error.to_string(), "acme.v1.ping.get: code 99992402: field validation failed [HTTP 400, log id 2024]");
/// # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
/// ```
#[derive(Clone)]
pub struct Error(Box<Facts>);

/// Boxed, so that a `Result` stays small.
#[derive(Clone)]
struct Facts {
    kind: ErrorKind,
    remedy: Option<Remedy>,
    message: String,
    operation: Option<&'static Meta>,
    status: Option<StatusCode>,
    code: Option<i64>,
    log_id: Option<String>,
    retry_after: Option<Duration>,
    detail: Value,
    body: Option<Bytes>,
    /// What a body that is no JSON begins with.
    snippet: Option<String>,
    /// The body is broken JSON, as no server would write it.
    garbled: bool,
    /// Requests sent.
    attempts: u32,
    /// The kind of token that was sent.
    token: Option<TokenKind>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Facts {
            kind,
            remedy: None,
            message: message.into(),
            operation: None,
            status: None,
            code: None,
            log_id: None,
            retry_after: None,
            detail: Value::Null,
            body: None,
            snippet: None,
            garbled: false,
            attempts: 0,
            token: None,
            source: None,
        }))
    }

    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What may help, where that is known: whether the user has to authorize again, something has to be set up, or it may
    /// work later.
    ///
    /// ```
    /// # use feishu_runtime::{Error, Remedy};
    /// fn react(error: &Error) -> &'static str {
    ///     match error.remedy() {
    ///         Some(Remedy::Authorize) => "send the user to the authorization page",
    ///         Some(Remedy::Configure) => "tell whoever runs the app",
    ///         Some(Remedy::Retry) => "try again later",
    ///         _ => "look at the error",
    ///     }
    /// }
    /// # let _ = react;
    /// ```
    pub fn remedy(&self) -> Option<Remedy> {
        self.0.remedy.or_else(|| Remedy::of_any_call(self.code()?))
    }

    /// The platform's error code. Codes below about 100,000 and most others mean what the operation's page says:
    /// see [`Error::code_info`].
    pub fn code(&self) -> Option<i64> {
        self.0.code
    }

    /// The platform's error code as an enumeration, for example the generated one of a service.
    pub fn code_as<E: From<i64>>(&self) -> Option<E> {
        self.code().map(E::from)
    }

    /// What the operation's page says of the code.
    pub fn code_info(&self) -> Option<&'static CodeInfo> {
        self.operation()?.error_code(self.code()?)
    }

    /// The HTTP status, where there was an answer.
    pub fn http_status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The id under which the platform logged the call: what its support asks for.
    pub fn log_id(&self) -> Option<&str> {
        self.0.log_id.as_deref()
    }

    /// The server's text, or ours where no server spoke. For people: the server changes its wording.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The operation that failed. When a token could not be fetched, it is the one that fetches tokens.
    pub fn operation(&self) -> Option<&'static Meta> {
        self.0.operation
    }

    /// How long to wait before the next try: what the server asks for, or when there may be room within the client's own limits.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether the platform, or the client on its behalf, refused the call for its frequency: nothing was executed.
    pub fn is_rate_limited(&self) -> bool {
        self.kind() == ErrorKind::RateLimit
            || self.code() == Some(RATE_LIMITED)
            || self.http_status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the failure passes by itself, so that the same call may succeed later. Whether it may be made again is another
    /// question: the platform may have executed it before it failed.
    pub fn is_retryable(&self) -> bool {
        self.passing() != Passing::No
    }

    /// How many requests were sent for the call. None, when it failed before that.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The kind of token that was sent; `None` where the call takes none or did not come that far.
    pub fn token_kind(&self) -> Option<TokenKind> {
        self.0.token
    }

    /// The scopes to apply for, where the platform says that one is missing.
    pub fn missing_scopes(&self) -> Option<MissingScopes> {
        scopes::missing(self)
    }

    pub(crate) fn passing(&self) -> Passing {
        passing::passing(self)
    }

    /// Scopes that the app or the user lacks.
    pub fn permission_violations(&self) -> Vec<PermissionViolation> {
        detail::list(&self.0.detail, "permission_violations")
    }

    /// Request fields that the server refused.
    pub fn field_violations(&self) -> Vec<FieldViolation> {
        detail::list(&self.0.detail, "field_violations")
    }

    /// Pages that the server points to.
    pub fn helps(&self) -> Vec<Help> {
        detail::list(&self.0.detail, "helps")
    }

    /// The server's pointer to its troubleshooting page for this very call.
    pub fn troubleshooter(&self) -> Option<&str> {
        self.0.detail.get("troubleshooter")?.as_str()
    }

    /// The `error` value of the answer as it came; `Null` where there was none.
    pub fn detail(&self) -> &Value {
        &self.0.detail
    }

    /// The answer's body, where it was not understood; cut after 64 KiB. It can hold whatever the server sent: look
    /// before you log it.
    pub fn body(&self) -> Option<&Bytes> {
        self.0.body.as_ref()
    }
}

/// Building: each fact is added where it is known.
impl Error {
    pub(crate) fn with_operation(mut self, meta: &'static Meta) -> Self {
        self.0.operation.get_or_insert(meta);
        self
    }

    pub(crate) fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    pub(crate) fn with_remedy(mut self, remedy: Remedy) -> Self {
        self.0.remedy = Some(remedy);
        self
    }

    /// Adds what to do about it to the message.
    pub(crate) fn explained(mut self, advice: &str) -> Self {
        let message = &mut self.0.message;
        let said = message.trim_end().len();
        message.truncate(said);
        if said > 0 {
            message.push_str("; ");
        }
        message.push_str(advice);
        self
    }

    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn with_head(self, head: &Head) -> Self {
        self.with_operation(head.meta()).with_status(head.status()).with_log_id(head.log_id().map(str::to_owned))
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_token(mut self, token: Option<TokenKind>) -> Self {
        self.0.token = self.0.token.or(token);
        self
    }

    pub(crate) fn garbled(mut self, garbled: bool) -> Self {
        self.0.garbled = garbled;
        self
    }

    pub(crate) fn with_code(mut self, code: Option<i64>) -> Self {
        self.0.code = code;
        self
    }

    pub(crate) fn with_log_id(mut self, log_id: Option<String>) -> Self {
        self.0.log_id = log_id;
        self
    }

    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    pub(crate) fn with_detail(mut self, detail: Value) -> Self {
        self.0.detail = detail;
        self
    }

    pub(crate) fn with_body(mut self, body: &Bytes) -> Self {
        self.0.body = Some(body.slice(..body.len().min(KEPT_BODY)));
        self
    }

    pub(crate) fn with_snippet(mut self, snippet: &str) -> Self {
        self.0.snippet = Some(snippet.to_owned()).filter(|text| !text.is_empty());
        self
    }

    /// Adds to the message what it means here, or what to do about it.
    pub(crate) fn with_hint(mut self, hint: &str) -> Self {
        self.0.message = format!("{}: {hint}", self.0.message);
        self
    }

    pub(crate) fn with_source(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.0.source = Some(Arc::new(source));
        self
    }

    /// The same failure, on the way to a token. Nothing of the body is kept: it may hold the token.
    pub(crate) fn about_token(mut self) -> Self {
        self.0.body = None;
        self.0.snippet = None;
        if self.0.kind == ErrorKind::Api {
            self.0.kind = ErrorKind::Token;
        }
        self
    }

    /// Replaces a secret wherever the server or a proxy repeated it.
    pub(crate) fn redact(mut self, secret: &str) -> Self {
        const SHOWN: &str = "[REDACTED]";
        if secret.is_empty() {
            return self;
        }
        for text in self.0.snippet.iter_mut().chain([&mut self.0.message]) {
            if text.contains(secret) {
                *text = text.replace(secret, SHOWN);
            }
        }
        detail::redact(&mut self.0.detail, secret, SHOWN);
        self
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        let kind = match error.kind() {
            TransportErrorKind::ConnectTimeout => ErrorKind::Timeout,
            TransportErrorKind::Connect | TransportErrorKind::Exchange => ErrorKind::Transport,
            TransportErrorKind::Content => ErrorKind::Io,
            TransportErrorKind::TooLarge => ErrorKind::Decode,
        };
        Self::new(kind, error.to_string()).with_source(error)
    }
}

impl From<EncodeError> for Error {
    fn from(error: EncodeError) -> Self {
        Self::new(ErrorKind::Encode, error.to_string()).with_source(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display::line(self, f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display::debug(self, f)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stay_small_and_errors_travel() {
        fn travels<T: Send + Sync + 'static>() {}
        travels::<Error>();
        assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
    }

    #[test]
    fn secrets_that_a_server_repeats_are_hidden() {
        let detail = serde_json::json!({ "helps": [{ "url": "https://x/?t=t-123" }] });
        let error = Error::new(ErrorKind::Api, "bad token t-123").with_detail(detail).redact("t-123");
        assert!(!format!("{error} {error:?} {:?}", error.helps()).contains("t-123"));
    }
}
