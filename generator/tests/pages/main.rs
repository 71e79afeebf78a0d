//! The page reader over all saved pages, held against counts by plain text search, the same pages in other dialects, and the specs
//! that were written by hand.
//!
//! The pages lie beside the repository. Where they are not there, tests say so and pass.

#![allow(missing_docs, reason = "a test")]

mod corpus;
mod dialects;
mod hostile;
mod outlines;
mod samples;
mod search;
mod seeds;
#[path = "../support/mod.rs"]
mod support;
mod whole;
