//! Seeing what happens to calls: spans for `tracing`, and hooks around each attempt.
//!
//! Watches only: nothing here decides anything about a call, and nothing shows a secret.

mod attempt;
mod hook;
mod observers;
mod span;

pub use attempt::{Attempt, Outcome};
pub use hook::Hook;
pub(crate) use observers::Observers;
pub(crate) use span::Span;
