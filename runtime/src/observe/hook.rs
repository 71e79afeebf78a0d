//! The trait for whoever wants to watch attempts.

use http::HeaderMap;

use super::{Attempt, Outcome};

/// Called around each attempt of each call, also those that fetch tokens. Must not block.
///
/// ```
/// use feishu_runtime::{Attempt, Hook, Outcome};
/// use std::sync::atomic::{AtomicU32, Ordering};
///
/// /// Counts failures.
/// #[derive(Default)]
/// struct Failures(AtomicU32);
///
/// impl Hook for Failures {
///     fn after(&self, attempt: &Attempt, outcome: &Outcome<'_>) {
///         if let Some(error) = outcome.error() {
///             self.0.fetch_add(1, Ordering::Relaxed);
///             eprintln!("attempt {} of {}: {error}", attempt.number(), attempt.meta().id);
///         }
///     }
/// }
/// ```
pub trait Hook: Send + Sync + 'static {
    /// Before the request is sent. Headers can be added; `Authorization` is not among them yet, and one that is put there is
    /// replaced.
    fn before(&self, attempt: &Attempt, headers: &mut HeaderMap) {
        let _ = (attempt, headers);
    }

    /// After the answer was read, or the attempt failed. Not called for an attempt whose call was dropped or ran out of time.
    fn after(&self, attempt: &Attempt, outcome: &Outcome<'_>) {
        let _ = (attempt, outcome);
    }
}
