//! Spec files as trees: read, printed in the canonical form, and edited.

mod comments;
mod edits;
mod specs;
mod support;

#[path = "../support/mod.rs"]
mod disk;
