//! Finds what somebody asks for in the client: an operation by its id, path or page, an error code by its number or name, a scope by
//! its name; and what has to do with it. Reads the IR only.

mod codes;
mod find;
mod needs;
mod routes;
mod scopes;

pub use codes::{Codes, Meaning};
pub use find::{Answer, Lookup};
pub use needs::{Calls, Needed, Sides, needed};
pub use routes::{Found, Routes};
pub use scopes::{ScopeUses, Scopes};
