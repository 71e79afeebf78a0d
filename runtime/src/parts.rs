//! One request, encoded: path, query, headers and body. Knows no host, no token and no transport.

use std::fmt::Write as _;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::wire::{self, Fields};
use crate::{File, Form, Meta};

/// The parts of a request that an operation's values decide.
#[derive(Debug, Clone)]
pub struct Parts {
    path: String,
    query: String,
    headers: HeaderMap,
    body: RequestBody,
}

/// What a request carries.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub enum RequestBody {
    /// Nothing.
    #[default]
    None,
    /// A JSON text.
    Json(Bytes),
    /// A multipart form.
    Form(Form),
}

/// A value that cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// A path parameter that would change the path's shape: empty, `.` or `..`.
    #[error("path parameter `{name}` must not be empty, `.` or `..`")]
    PathParameter {
        /// The parameter's name in the path template.
        name: &'static str,
    },
    /// A path template with a parameter that was not given.
    #[error("path parameter `{name}` has no value")]
    MissingParameter {
        /// The parameter's name in the path template.
        name: &'static str,
    },
    /// A header value with characters that HTTP does not allow.
    #[error("header `{name}` holds characters that HTTP does not allow")]
    Header {
        /// The header's name.
        name: &'static str,
    },
    /// A body that is no JSON, for example because of a number that is not finite.
    #[error("the body cannot be written as JSON: {0}")]
    Json(String),
}

impl Parts {
    /// Fills the operation's path template with its parameters, each percent-encoded whole.
    ///
    /// # Errors
    ///
    /// When a parameter is empty, `.` or `..`, or is not given.
    pub fn new(meta: &'static Meta, params: &[(&'static str, &dyn AsRef<str>)]) -> Result<Self, EncodeError> {
        Ok(Self {
            path: fill(meta.path, params)?,
            query: String::new(),
            headers: HeaderMap::new(),
            body: RequestBody::None,
        })
    }

    /// Adds a query parameter: nothing for `None`, a pair for each element of a list.
    pub fn query(&mut self, name: &str, value: &impl Texts) {
        value.each(&mut |text| {
            let separator = if self.query.is_empty() { "" } else { "&" };
            // Writing to a string cannot fail.
            let _ = write!(self.query, "{separator}{}={}", percent_encode(name), percent_encode(text));
        });
    }

    /// Adds a header: nothing for `None`.
    ///
    /// # Errors
    ///
    /// When the value holds characters that HTTP does not allow.
    pub fn header(&mut self, name: &'static str, value: &impl Texts) -> Result<(), EncodeError> {
        let mut outcome = Ok(());
        value.each(&mut |text| {
            match (HeaderName::try_from(name), HeaderValue::try_from(text)) {
                (Ok(header), Ok(value)) => {
                    self.headers.append(header, value);
                }
                _ => outcome = Err(EncodeError::Header { name }),
            }
        });
        outcome
    }
}
