//! The codec: held against serde's derive, and what it forgives beyond.

mod like_derive;
mod odd_names;
mod samples;
mod tolerance;
mod twins;
mod wide;
mod write;
