//! The spec files as typed data: a faithful mirror of what a person wrote, with the place of every value.
//!
//! Knows the notation, knows no Rust and takes no decision.

mod chunked;
mod effective;
mod entries;
mod error_code;
mod field;
mod inside;
mod lookup;
mod operation;
mod platform;
mod quirk;
mod range;
mod rate_limit;
mod resource;
mod type_expr;
mod types;

pub use chunked::{Algorithm, ChecksumField, Chunked, Refusal};
pub use effective::Effective;
pub use entries::{Entries, Entry};
pub use error_code::ErrorCode;
pub use field::{Field, Format};
pub use inside::{Inside, Members, Values};
pub use lookup::{Address, Found, Place};
pub use operation::{AppKind, ContentType, Envelope, HostKind, HttpMethod, Operation, Paging, Target, TokenKind};
pub use platform::{Host, Platform, Scope};
pub use quirk::{Fact, FactOwner, Quirk};
pub use range::Range;
pub use rate_limit::{Period, RateLimit, Window};
pub use resource::{Resource, Service, Shared, SpecSet, Version};
pub use type_expr::{TypeExpr, TypePath};
pub use types::{EnumValue, TypeDef, TypeKind};
