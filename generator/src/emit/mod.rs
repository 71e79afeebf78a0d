//! From the IR to files. Emitters print; whatever needs deciding was decided when the IR was made.

mod file_set;
pub mod rust;
pub mod snippet;

pub use file_set::FileSet;
