//! Whether a failed call is tried again, and when. Decides only; waiting and sending are the client's.

pub(crate) mod backoff;
mod budget;
mod policy;
mod verdict;

pub(crate) use budget::Budget;
pub use policy::RetryPolicy;
pub(crate) use verdict::{Failed, Verdict};
