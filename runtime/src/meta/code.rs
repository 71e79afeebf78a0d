//! What the documentation says of an error code. Acts on nothing.

/// What is known of an error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CodeInfo {
    /// The number in the envelope.
    pub code: i64,
    /// Name in `snake_case`, unique within its service.
    pub name: &'static str,
    /// HTTP statuses that it comes with; empty where the documentation gives none.
    pub http: &'static [u16],
    /// The server's text, as documented; empty where the documentation gives none. The server may word it otherwise: never branch
    /// on it.
    pub message: &'static str,
    /// What went wrong and what to do.
    pub about: &'static str,
    /// Whether it passes by itself, so that the same call may succeed later.
    pub retryable: bool,
}

impl CodeInfo {
    /// A documented error code.
    pub const fn new(
        code: i64,
        name: &'static str,
        http: &'static [u16],
        message: &'static str,
        about: &'static str,
    ) -> Self {
        Self { code, name, http, message, about, retryable: false }
    }

    /// Sets [`CodeInfo::retryable`].
    #[must_use]
    pub const fn retryable(mut self) -> Self {
        self.retryable = true;
        self
    }
}
