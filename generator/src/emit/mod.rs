//! From the IR to files. Emitters print; whatever needs deciding was decided when the IR was made.

mod file_set;
pub mod openapi;
pub mod rust;

pub use file_set::FileSet;
