//! One operation: a method on a path, with everything its page says.

use super::{Chunked, Entries, Field, Quirk, RateLimit};
use crate::source::{Span, Spanned};

/// An operation as it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// The whole mapping.
    pub span: Span,
    /// `summary`.
    pub summary: Spanned<String>,
    /// `details`.
    pub details: Option<Spanned<String>>,
    /// `page`.
    pub page: Option<Spanned<String>>,
    /// `updated`, checked to be a date `yyyy-mm-dd`.
    pub updated: Option<Spanned<String>>,
    /// `method`.
    pub method: Spanned<HttpMethod>,
    /// `path`, with `:name` parameters.
    pub path: Spanned<String>,
    /// `host`.
    pub host: Option<Spanned<HostKind>>,
    /// `tokens`, best first; empty for none.
    pub tokens: Spanned<Vec<Spanned<TokenKind>>>,
    /// `apps`.
    pub apps: Spanned<Vec<Spanned<AppKind>>>,
    /// `rate_limit`.
    pub rate_limit: Option<Spanned<RateLimit>>,
    /// `targets`.
    pub targets: Vec<Target>,
    /// `scopes`: any one is enough.
    pub scopes: Vec<Spanned<String>>,
    /// `all_scopes`: every one is needed besides.
    pub all_scopes: Vec<Spanned<String>>,
    /// `field_scopes`.
    pub field_scopes: Vec<Spanned<String>>,
    /// `params`.
    pub params: Entries<Field>,
    /// `query`.
    pub query: Entries<Field>,
    /// `headers`.
    pub headers: Entries<Field>,
    /// `body`; `None` where the key is absent.
    pub body: Option<Entries<Field>>,
    /// `body_type`.
    pub body_type: Option<Spanned<super::TypeExpr>>,
    /// `response`; `None` where the key is absent.
    pub response: Option<Entries<Field>>,
    /// `response_type`.
    pub response_type: Option<Spanned<super::TypeExpr>>,
    /// `envelope`.
    pub envelope: Option<Spanned<Envelope>>,
    /// `multipart`.
    pub multipart: Option<Spanned<bool>>,
    /// `ranges`: a part of the file can be asked for.
    pub ranges: Option<Spanned<bool>>,
    /// `content_type`: what a request without a body says all the same.
    pub content_type: Option<Spanned<ContentType>>,
    /// `chunked`.
    pub chunked: Option<Chunked>,
    /// `paging`.
    pub paging: Option<Paging>,
    /// `idempotency_key`.
    pub idempotency_key: Option<Spanned<String>>,
    /// `error_codes`: names.
    pub error_codes: Vec<Spanned<String>>,
    /// `deprecated`.
    pub deprecated: Option<Spanned<String>>,
    /// `rust_name`.
    pub rust_name: Option<Spanned<String>>,
    /// `quirks`.
    pub quirks: Vec<Quirk>,
}

/// One of `targets`: a limit on the calls to one target.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The whole mapping.
    pub span: Span,
    /// `group`: the name that operations share it by.
    pub group: Spanned<String>,
    /// `key`: the request field that says which target it is; one for all calls where absent.
    pub key: Option<Spanned<String>>,
    /// `rate_limit`.
    pub rate_limit: Option<Spanned<RateLimit>>,
    /// `serial`.
    pub serial: Option<Spanned<bool>>,
}

/// `paging`: which fields make an operation page. Dots lead to fields inside objects.
#[derive(Debug, Clone, PartialEq)]
pub struct Paging {
    /// The whole mapping.
    pub span: Span,
    /// `items`: the list in the answer.
    pub items: Option<Spanned<String>>,
    /// `token`: the request field for a token; `page_token` where absent and neither of the next two stands.
    pub token: Option<Spanned<String>>,
    /// `offset`: the request field that counts items.
    pub offset: Option<Spanned<String>>,
    /// `page`: the request field that numbers pages.
    pub page: Option<Spanned<String>>,
    /// `first`: the number of the first page; 1 where absent.
    pub first: Option<Spanned<i64>>,
    /// `size`: the request field for the items of a page; see [`Paging::usual_size`].
    pub size: Option<Spanned<String>>,
    /// `switch`: the request field that turns tokens on.
    pub switch: Option<Spanned<String>>,
    /// `next_token`: the token in the answer; `page_token` where absent.
    pub next_token: Option<Spanned<String>>,
    /// `has_more`: the flag in the answer; `has_more` where absent.
    pub has_more: Option<Spanned<String>>,
    /// `total`: the number of all items in the answer; `total` where absent.
    pub total: Option<Spanned<String>>,
}

impl Paging {
    /// The request field for the items of a page where `size` names none.
    pub fn usual_size(&self) -> &'static str {
        if self.offset.is_some() { "limit" } else { "page_size" }
    }

    /// Whether pages are named by tokens, rather than counted.
    pub fn is_by_token(&self) -> bool {
        self.offset.is_none() && self.page.is_none()
    }
}

/// Defines a closed set of words of the notation.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $(#[doc = $doc:literal] $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = $doc] $variant,)* }

        impl $name {
            /// Every word of the notation with what it stands for.
            pub const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$variant),)*];

            /// Every word of the notation with a sentence on it.
            pub const MEANINGS: &'static [(&'static str, &'static str)] = &[$(($word, $doc.trim_ascii()),)*];

            /// The meaning of a word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
            }

            /// The word of the notation.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}

pub(super) use words;

words! {
    /// An HTTP method.
    HttpMethod {
        /// Reads.
        Get = "GET",
        /// Creates or acts.
        Post = "POST",
        /// Replaces.
        Put = "PUT",
        /// Changes in part.
        Patch = "PATCH",
        /// Removes.
        Delete = "DELETE",
    }
}

words! {
    /// Which of the platform's hosts serves an operation.
    HostKind {
        /// The Open API host.
        Open = "open",
        /// The accounts host.
        Accounts = "accounts",
        /// The approval host.
        Approval = "approval",
    }
}

words! {
    /// A kind of access token.
    TokenKind {
        /// The app inside one tenant.
        Tenant = "tenant",
        /// A user of the app.
        User = "user",
        /// The app itself.
        App = "app",
    }
}

words! {
    /// A kind of app.
    AppKind {
        /// Self-built for one tenant.
        Custom = "custom",
        /// From the app store, for many tenants.
        Store = "store",
    }
}

words! {
    /// A media type.
    ContentType {
        /// JSON.
        Json = "application/json",
    }
}

words! {
    /// What surrounds an answer's fields.
    Envelope {
        /// `{code, msg, data}`.
        Data = "data",
        /// Fields beside `code` and `msg`.
        Flat = "flat",
        /// The fields alone, without `code`.
        None = "none",
        /// Raw bytes.
        File = "file",
    }
}
