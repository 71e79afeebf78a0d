//! The contract between generated operations and the client.

use crate::answer::Answer;
use crate::{EncodeError, Meta, Parts};

/// A call that can be made: plain data that knows its operation.
///
/// Generated for every operation of the specs. Implement it for an endpoint that has no spec:
///
/// ```
/// use feishu_runtime::{EncodeError, Endpoint, Meta, Method, Parts};
///
/// struct Ping {
///     id: String,
/// }
///
/// impl Endpoint for Ping {
///     type Response = serde_json::Value;
///     const META: &'static Meta = &Meta::new("acme.v1.ping.get", Method::Get, "/open-apis/acme/v1/ping/:id");
///
///     fn parts(&self) -> Result<Parts, EncodeError> {
///         Parts::new(Self::META, &[("id", &self.id)])
///     }
/// }
///
/// let parts = Ping { id: "a/b".into() }.parts()?;
/// assert_eq!(parts.path(), "/open-apis/acme/v1/ping/a%2Fb");
/// # Ok::<(), EncodeError>(())
/// ```
pub trait Endpoint {
    /// What the platform answers.
    type Response: Answer;

    /// What is known of the operation without calling it.
    const META: &'static Meta;

    /// The request's path, query, headers and body.
    ///
    /// # Errors
    ///
    /// When a value cannot be sent: an empty path parameter, a header with a line break.
    fn parts(&self) -> Result<Parts, EncodeError>;
}

/// A call can be made from a reference, so that the request can be made again.
impl<E: Endpoint> Endpoint for &E {
    type Response = E::Response;

    const META: &'static Meta = E::META;

    fn parts(&self) -> Result<Parts, EncodeError> {
        (**self).parts()
    }
}
