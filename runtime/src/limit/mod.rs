//! Rate limits that the client keeps by itself, so that the platform need not refuse: who may call now, and who waits how long.
//!
//! Counts calls by [`Meta`](crate::Meta), app, tenant and target; knows no request, no answer and no token. Nothing here holds a
//! lock while it waits, and all waiting is on the client's clock.

mod claim;
mod gate;
mod keys;
mod limiter;
mod limits;
mod log;
mod permit;
mod place;
mod queue;
#[cfg(feature = "redis")]
mod redis;
mod registry;
mod rule;
mod share;
mod store;
mod turn;

pub use claim::Claim;
pub use limiter::Limiter;
pub use limits::{Limits, Mode};
pub use permit::{Permit, Sharing};
#[cfg(feature = "redis")]
pub use redis::RedisLimits;
pub use rule::Window;
pub use store::{Ask, Given, LimitStore, PlaceId, Settled, StoreError};
