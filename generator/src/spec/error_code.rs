//! Error codes as the documentation lists them.

use crate::source::Spanned;

/// One error code of a service or of the platform.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorCode {
    /// The number in the envelope.
    pub code: Spanned<i64>,
    /// HTTP statuses it comes with; empty where the page gives none.
    pub http: Vec<Spanned<u16>>,
    /// The server's own texts; empty where the pages give none.
    pub message: Vec<Spanned<String>>,
    /// What went wrong and what to do.
    pub about: Option<Spanned<String>>,
    /// Whether it passes by itself.
    pub retry: Option<Spanned<bool>>,
}
