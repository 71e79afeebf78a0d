//! Turns the tree of a file into typed data.
//!
//! Silent: what has the wrong form is left out here, because [`super::structure`] has reported it.

mod chunked;
mod field;
mod file;
mod operation;
mod shared;
mod value;

pub(super) use file::{platform, resource, scopes};
pub(super) use shared::shared;
