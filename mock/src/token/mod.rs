//! Access tokens: who issues them, which are valid, and what a call needs. Must never print one.

mod authorize;
mod endpoints;
mod store;

pub(crate) use authorize::{authorize, revoke};
pub(crate) use endpoints::answer;
pub(crate) use store::Tokens;
