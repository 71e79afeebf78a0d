//! Drafts of every saved page: with prose written, they are specs that nothing is wrong with.
//!
//! The pages lie beside the repository. Where they are not there, tests say so and pass.

#![allow(missing_docs, reason = "a test")]

mod compile;
#[allow(dead_code, reason = "not every test needs all of it")]
#[path = "../pages/corpus.rs"]
mod corpus;
#[path = "../obstacle_course/crate_on_disk.rs"]
mod crate_on_disk;
mod filled;
mod hostile;
mod mutations;
mod shapes;
#[path = "../support/mod.rs"]
mod support;
mod update;
mod whole;
