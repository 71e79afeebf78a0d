//! The obstacle course: specs that are as hostile as the notation allows become a client that compiles, or are refused.
//!
//! `specs/` must be accepted, each folder of `refused/` must not, and `small/` shows what a client looks like.

mod course;
mod crate_on_disk;
mod items;
mod order;
#[path = "../support/mod.rs"]
mod support;
mod whole_crate;
