{{ head }}

//! Typed client of the Feishu / Lark Open Platform.
//!
//! Requests are plain values: `new` takes what an operation requires, setters take the rest, and a [`Client`] sends them. What
//! is known of an operation without calling it (tokens, scopes, rate limit, error codes) is its [`Endpoint::META`].
//!
//! There is a Cargo feature for every service; none is on by default.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
#![warn(missing_docs)]
// Deprecated operations and values have code of their own, which uses them.
#![allow(deprecated)]
// Names are the platform's: a resource and its operation can have the same.
#![allow(clippy::module_inception, clippy::self_named_constructors)]

pub use feishu_runtime::*;

#[rustfmt::skip]
mod error_code;
#[rustfmt::skip]
pub mod types;

pub use error_code::ErrorCode;
{% for service in services %}
#[cfg(feature = "{{ service.wire }}")]
#[cfg_attr(docsrs, doc(cfg(feature = "{{ service.wire }}")))]
#[rustfmt::skip]
pub mod {{ service.ident }};
{%- endfor %}
