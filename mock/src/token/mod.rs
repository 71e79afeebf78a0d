//! Access tokens: who issues them, which are valid, and what a call needs. Must never print one.

mod authorize;
mod endpoints;
mod oauth;
mod store;

pub(crate) use authorize::{authorize, revoke};
pub(crate) use endpoints::answer;
pub(crate) use oauth::{Endpoint as OAuthEndpoint, Grants};
pub(crate) use store::Tokens;
