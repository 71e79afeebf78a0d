//! The obstacle course: specs that are as hostile as the notation allows become a client that compiles and works.
//!
//! `specs/` are the hostile ones, `program.rs` runs inside their client, and `small/` shows what a client looks like. Specs that
//! have to be refused are among those of `tests/diagnostics`.

mod course;
mod crate_on_disk;
mod items;
mod order;
mod paths;
mod prose;
mod small;
mod snippets;
#[path = "../support/mod.rs"]
mod support;
mod tiny;
mod whole_crate;
mod words;
