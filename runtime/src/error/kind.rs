//! Kinds of failure, told apart by who can do something about them.

use std::fmt;

/// What kind of failure an [`Error`](crate::Error) is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client was set up wrongly, or cannot supply what the operation needs. Nothing was sent.
    Config,
    /// A value of the request cannot be sent. Nothing was sent.
    Encode,
    /// The connection failed. Whether the platform executed the call is unknown.
    Transport,
    /// A file, reader or stream of the caller's could not be read or written. Whether the platform executed the call is
    /// unknown.
    Io,
    /// The time allowed was over. Whether the platform executed the call is unknown.
    Timeout,
    /// The answer is none of the platform's: a gateway's error page, a redirect, an empty body.
    Status,
    /// No token could be had, or the platform refused the one that was sent.
    Token,
    /// The platform refused the call for its frequency, or there was no room for it within the [limits](crate::limit) that the
    /// client keeps. Nothing was executed.
    RateLimit,
    /// The app or the user may not do this: a scope is missing, or was not granted.
    Permission,
    /// The platform executed nothing, or not all, and says why in a code.
    Api,
    /// The platform answered with success, and the answer is not of the expected form.
    Decode,
    /// The pages of a list lead nowhere: one names a page that came before as the next one. What came so far is good.
    Paging,
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Config => "configuration",
            Self::Encode => "encoding",
            Self::Transport => "transport",
            Self::Io => "file",
            Self::Timeout => "timeout",
            Self::Status => "unexpected answer",
            Self::Token => "token",
            Self::RateLimit => "rate limit",
            Self::Permission => "permission",
            Self::Api => "platform",
            Self::Decode => "decoding",
            Self::Paging => "paging",
        })
    }
}

/// Whether the code says that a scope is missing: the app has not applied for it, the token lacks it, or the user has not granted
/// it.
pub(crate) fn is_permission_code(code: i64) -> bool {
    matches!(code, 99_991_672 | 99_991_676 | 99_991_679)
}

/// Whether the code says that the token sent is not, or no longer, valid, so that a new one may help.
pub(crate) fn is_token_code(code: i64) -> bool {
    matches!(
        code,
        20_005 | 20_006 | 20_013 | 20_014 | 99_991_663 | 99_991_664 | 99_991_665 | 99_991_668 | 99_991_671 | 99_991_677
    )
}
