//! Spec files as trees: read, printed in the canonical form, and edited.

#[path = "../support/mod.rs"]
mod support;

mod specs;
