//! An answer with everything around it.

use std::ops::Deref;

use http::{HeaderMap, StatusCode};

use crate::answer::{Answer, Head, Reply};
use crate::{Error, envelope};

/// An answer together with status, headers and the platform's message: what [`Call::full`](crate::Call::full) returns.
///
/// ```
/// use feishu_runtime::transport::MemoryTransport;
/// use feishu_runtime::{Client, Full, Method, RawCall};
/// # futures_util::future::FutureExt::now_or_never(async {
///
/// let transport = MemoryTransport::new();
/// transport.answer(200, r#"{"code": 0, "msg": "{\"7\": \"locked\"}", "data": {"failed": ["7"]}}"#);
/// let client = Client::builder("cli_a", "app secret").transport(transport).build()?;
///
/// let call = RawCall::new(Method::Post, "/open-apis/acme/v1/things").no_token();
/// let answer: Full<serde_json::Value> = client.call_raw(call).full().await?;
/// assert_eq!(answer["failed"][0], "7");
/// assert_eq!(answer.message(), r#"{"7": "locked"}"#);
/// assert_eq!(answer.status(), 200);
/// # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
/// ```
#[derive(Debug, Clone)]
pub struct Full<T> {
    answer: T,
    head: Head,
    message: String,
}

impl<T> Full<T> {
    /// The answer alone.
    pub fn into_inner(self) -> T {
        self.answer
    }

    /// The envelope's `msg`: mostly `success`, but some operations tell in it what they could not do. Empty where there is none.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// The HTTP headers.
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// The id under which the platform logged the call: what its support asks for.
    pub fn log_id(&self) -> Option<&str> {
        self.head.log_id()
    }
}

impl<T: Answer> Answer for Full<T> {
    fn streams(head: &Head) -> bool {
        T::streams(head)
    }

    fn answer(reply: Reply) -> Result<Self, Error> {
        let head = reply.head().clone();
        let message = envelope::message(&reply);
        Ok(Self { answer: T::answer(reply)?, head, message })
    }
}

impl<T> Deref for Full<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.answer
    }
}
