//! The way to the platform and back, and the time it takes: everything the client needs from outside.
//!
//! Knows nothing of tokens, envelopes or operations, and names no runtime: the client works over any implementation.

mod clock;
mod error;
#[cfg(feature = "http")]
pub mod http;
mod memory;

use std::pin::Pin;
use std::sync::Arc;

pub use clock::{Clock, ManualClock};
pub use error::{TransportError, TransportErrorKind};
#[cfg(feature = "http")]
pub use http::HttpTransport;
pub use memory::MemoryTransport;

use crate::Body;

/// A boxed future, as the traits of this module return it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries requests to a host and brings back the answers.
///
/// An implementation must send the request once and as it is: it follows no redirect (the `Authorization` header is meant
/// for the one host in the request's URI), repeats nothing, and returns an answer of any status as `Ok`. It decodes content
/// encodings that it asked for.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request.
    fn call(&self, request: ::http::Request<Body>) -> BoxFuture<'_, Result<::http::Response<Body>, TransportError>>;

    /// The clock that fits the runtime of this transport: what its client measures and waits by.
    fn clock(&self) -> Arc<dyn Clock>;

    /// Runs a task to its end although nobody waits for it, on the runtime of this transport. Gives it back where that is
    /// not possible, as it is by default.
    ///
    /// The client runs refreshes of user tokens so: what the platform answers must be kept even if the call that needed the
    /// token was given up. Must not poll the task before it returns.
    ///
    /// # Errors
    ///
    /// The task, where it cannot be run.
    fn run_apart(&self, task: BoxFuture<'static, ()>) -> Result<(), BoxFuture<'static, ()>> {
        Err(task)
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn call(&self, request: ::http::Request<Body>) -> BoxFuture<'_, Result<::http::Response<Body>, TransportError>> {
        (**self).call(request)
    }

    fn clock(&self) -> Arc<dyn Clock> {
        (**self).clock()
    }

    fn run_apart(&self, task: BoxFuture<'static, ()>) -> Result<(), BoxFuture<'static, ()>> {
        (**self).run_apart(task)
    }
}
