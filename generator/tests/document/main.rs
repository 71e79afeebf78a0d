//! Spec files as trees: read, printed in the canonical form, and edited.

#[path = "../support/mod.rs"]
mod disk;

mod comments;
mod damage;
mod edits;
mod random;
mod readers;
mod scalars;
mod specs;
mod support;
mod writer;
