//! What a page says of an endpoint, in the terms of the spec format.
//!
//! ```text
//! PageFacts ─▶ of_page ─▶ Outline ─┬─▶ drift: what differs from the spec
//!                                  └─▶ draft: a spec
//! ```
//!
//! Everything that the spec format would refuse is settled here, once: what cannot be said is left out, and a [`Doubt`] tells
//! the line and the reason. So a draft of a page never differs from the page. Knows no spec, and writes nothing.

mod errors;
mod field;
mod fields;
mod fit;
mod formats;
mod kinds;
mod limits;
mod model;
mod operation;
mod params;
mod response;
mod samples;
mod scopes;
mod values;

pub(crate) use fit::fits;
pub use model::{Answer, Deprecation, Doubt, EnumValue, ErrorCode, Field, Outline, Payload, Values};
pub use operation::of_page;
