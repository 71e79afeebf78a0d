//! What a hook learns of one attempt.

use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::answer::Head;
use crate::{Error, Meta, TokenKind};

/// One request of a call: the first, or a further one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    meta: &'static Meta,
    number: u32,
    token: Option<TokenKind>,
}

impl Attempt {
    pub(crate) fn new(meta: &'static Meta, number: u32, token: Option<TokenKind>) -> Self {
        Self { meta, number, token }
    }

    /// The operation that is called.
    pub fn meta(&self) -> &'static Meta {
        self.meta
    }

    /// Which request of its call it is, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The kind of token that it carries.
    pub fn token_kind(&self) -> Option<TokenKind> {
        self.token
    }
}

/// What became of an attempt.
#[derive(Debug, Clone, Copy)]
pub struct Outcome<'a> {
    elapsed: Duration,
    head: Option<&'a Head>,
    error: Option<&'a Error>,
}

impl<'a> Outcome<'a> {
    pub(super) fn new(elapsed: Duration, head: Option<&'a Head>, error: Option<&'a Error>) -> Self {
        Self { elapsed, head, error }
    }

    /// The time from sending to having read the answer, or its head where the body is streamed.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The HTTP status, where there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.head.map(Head::status).or_else(|| self.error?.http_status())
    }

    /// The answer's headers, where there was one.
    pub fn headers(&self) -> Option<&'a HeaderMap> {
        self.head.map(Head::headers)
    }

    /// The id under which the platform logged the call.
    pub fn log_id(&self) -> Option<&'a str> {
        self.error.and_then(Error::log_id).or_else(|| self.head?.log_id())
    }

    /// Why it failed; `None` for a success.
    pub fn error(&self) -> Option<&'a Error> {
        self.error
    }
}
