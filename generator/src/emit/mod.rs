//! From the IR to files. Emitters print; whatever needs deciding was decided when the IR was made.

pub mod catalogue;
mod counted;
pub mod explain;
mod facts;
mod file_set;
mod notation;
mod odd;
pub mod openapi;
pub mod reference;
pub mod rust;
pub mod snippet;

pub use counted::counted;
pub use file_set::FileSet;
