//! Limits that the client keeps: strict, fair, and without leaks. All in virtual time, but for what a real Redis server counts.

mod calls;
mod pauses;
#[cfg(feature = "redis")]
mod redis;
mod run;
mod shared;
mod storm;
mod targets;
mod windows;
