//! Client, tokens, errors and wire format of the Feishu / Lark Open Platform.
//!
//! This crate knows no concrete endpoint: operations are generated elsewhere, or written by hand, as implementations of
//! [`Endpoint`]. What they have in common is here: who calls ([`Client`]), what is sent ([`Parts`]), what comes back
//! ([`Answer`]) and what can go wrong ([`Error`]).
//!
//! With the feature `http` (on by default) requests go over HTTP with hyper and rustls on tokio. Without it, the crate opens
//! no socket and needs no runtime; the caller brings a [`Transport`](transport::Transport).

mod answer;
mod auth;
#[cfg(feature = "blocking")]
pub mod blocking;
mod body;
mod client;
mod download;
mod endpoint;
mod envelope;
mod error;
mod file;
mod form;
mod full;
pub mod limit;
mod meta;
mod observe;
pub mod page;
mod parts;
mod path;
mod raw;
mod retry;
pub mod scopes;
mod secret;
mod texts;
pub mod transport;
pub mod upload;
pub mod wire;

pub use answer::{Answer, Head, Reply};
#[cfg(feature = "redis")]
pub use auth::RedisTokenStore;
pub use auth::{AuthorizeUrl, CodeExchange, DeviceLogin, MemoryTokenStore, OAuth, Pkce};
pub use auth::{StoreEntry, StoreError, TokenStore, UserGrant, UserLogin, UserToken};
pub use body::Body;
pub use client::{Call, Client, ClientBuilder, Deployment};
pub use download::{ContentRange, Download};
pub use endpoint::Endpoint;
pub use error::{Error, ErrorKind, FieldViolation, Help, MissingScopes, PermissionViolation, Remedy};
pub use file::File;
pub use form::Form;
pub use full::Full;
pub use meta::{
    AppKind, CodeInfo, Envelope, HostKind, Meta, Method, Paging, PagingBy, RateLimit, Target, TargetLimit, TokenKind,
};
pub use observe::{Attempt, Hook, Outcome};
pub use parts::{EncodeError, Parts, RequestBody};
pub use raw::RawCall;
pub use retry::RetryPolicy;
pub use secret::Secret;
pub use texts::Texts;

/// The guide, whose examples are run.
#[cfg(doctest)]
mod guide {
    macro_rules! pages {
        ($($page:ident)*) => {$(
            #[doc = include_str!(concat!("../../docs/guide/", stringify!($page), ".md"))]
            mod $page {}
        )*};
    }

    pages!(errors files limits paging testing tokens watching);
}
