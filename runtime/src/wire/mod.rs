//! The JSON of the platform, as generated types read and write it.
//!
//! Generated types hold no serde code of their own: each lists its fields once for reading ([`Object`]) and once for writing
//! ([`Fields`]), and everything else is here. Reading is generic over the format and compiled only for the types a program
//! uses; it forgives what the platform is known to do (numbers in strings, `null` for nothing, unknown fields) and nothing
//! else. Knows no envelope, no client and no endpoint.

mod collections;
mod fields;
mod macros;
mod names;
mod object;
mod place;
mod read;
mod scalars;
mod unknown;

pub(crate) use fields::write_fields_from;
pub use fields::{Compare, Fields, Value, Visit, debug_fields, same_fields, write_fields};
pub use object::{FieldValue, Object, read_object};
pub use place::Place;
pub use read::Read;
pub use scalars::{read_int, read_int_option, read_text, read_text_option};
pub(crate) use unknown::beside;
pub use unknown::{Open, Unknown, watched};

/// What the macros of this crate need from others, so that their users need not depend on them.
#[doc(hidden)]
pub mod private {
    pub use core::cmp::PartialEq;
    pub use core::fmt::{Debug, Formatter, Result as Shown};
    pub use core::result::Result;

    pub use serde;
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
}
