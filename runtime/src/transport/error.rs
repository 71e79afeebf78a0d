//! Why a transport failed, as far as it matters to whoever may try again.

use std::error::Error as StdError;
use std::fmt;

/// How far a request came that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There was no connection: nothing was sent, so that trying again is harmless.
    Connect,
    /// Connecting took too long: nothing was sent.
    ConnectTimeout,
    /// The connection broke while the request was sent or the answer received. The server may have acted.
    Exchange,
    /// The content to send could not be read. The server may have got a part of it.
    Content,
    /// The answer is larger than was allowed.
    TooLarge,
}

/// A failure of the transport.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn StdError + Send + Sync>,
}

impl TransportError {
    /// A failure with its cause, which can be a text.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind, source: source.into() }
    }

    /// How far the request came.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The kind of a failure of ours that a transport's own error was caused by: that of the body it was sending.
    #[cfg(feature = "http")]
    pub(crate) fn kind_within(error: &(dyn StdError + 'static)) -> Option<TransportErrorKind> {
        let mut cause = Some(error);
        while let Some(error) = cause {
            if let Some(own) = error.downcast_ref::<Self>() {
                return Some(own.kind);
            }
            cause = error.source();
        }
        None
    }
}

impl fmt::Display for TransportError {
    /// The whole chain of causes, since the last one mostly says what to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "cannot connect",
            TransportErrorKind::ConnectTimeout => "connecting took too long",
            TransportErrorKind::Exchange => "the connection broke",
            TransportErrorKind::Content => "cannot read the content to send",
            TransportErrorKind::TooLarge => "too much was answered",
        })?;
        let mut cause: Option<&(dyn StdError + 'static)> = Some(&*self.source);
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
