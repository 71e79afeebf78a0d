//! Tokens that the client fetches with the app's own credentials: the app's, and those of tenants.

mod fetch;
mod grant;
mod slots;
mod ticket;
mod token;

pub(super) use slots::{AppTokens, Key};
