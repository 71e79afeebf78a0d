//! What is known of an operation without calling it: policy as data.
//!
//! Plain constants; nothing here acts on them.

use std::fmt;

/// Everything that the documentation says of an operation and that does not depend on a call.
///
/// Generated operations have one as [`Endpoint::META`](crate::Endpoint::META). For an endpoint of your own, start with
/// [`Meta::new`] and set what applies:
///
/// ```
/// use feishu_runtime::{Meta, Method, RateLimit, TokenKind};
///
/// static PING: Meta = Meta::new("acme.v1.ping.get", Method::Get, "/open-apis/acme/v1/ping/:id")
///     .tokens(&[TokenKind::Tenant])
///     .rate_limit(RateLimit::per_second(10));
/// assert_eq!(PING.service(), "acme");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Meta {
    /// `service.version.resource.operation`.
    pub id: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path below the host, with `:name` for parameters.
    pub path: &'static str,
    /// Host that serves it.
    pub host: HostKind,
    /// Access tokens it takes, best first; empty where it takes none.
    pub tokens: &'static [TokenKind],
    /// Kinds of app that may call it.
    pub apps: &'static [AppKind],
    /// Documented rate limit, counted for each app and tenant.
    pub rate_limit: RateLimit,
    /// Limits on calls to one target, such as a chat or a document, that hold besides. [`Parts::target`](crate::Parts::target)
    /// says which target a call has.
    pub targets: &'static [Target],
    /// Scopes of which any one is enough; empty where none is needed.
    pub scopes: &'static [&'static str],
    /// Scopes that are needed besides, every one.
    pub all_scopes: &'static [&'static str],
    /// Scopes without which the server leaves some response fields out.
    pub field_scopes: &'static [&'static str],
    /// Error codes its page lists.
    pub error_codes: &'static [&'static CodeInfo],
    /// What surrounds the answer's fields.
    pub envelope: Envelope,
    /// How it pages, where it does.
    pub paging: Option<Paging>,
    /// Request field that makes a repeated call harmless.
    pub idempotency_key: Option<&'static str>,
    /// Whether a part of the file can be asked for with a `Range` header.
    pub ranges: bool,
    /// The `Content-Type` that a request without a body must carry all the same.
    pub content_type: Option<&'static str>,
    /// Address of its page in the official documentation.
    pub docs: &'static str,
    /// Why it should no longer be used, and what to use instead.
    pub deprecated: Option<&'static str>,
}

impl Meta {
    /// An operation that takes a tenant token from any app and answers with the platform's envelope.
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            host: HostKind::Open,
            tokens: &[TokenKind::Tenant],
            apps: &[AppKind::Custom, AppKind::Store],
            rate_limit: RateLimit::UNSPECIFIED,
            targets: &[],
            scopes: &[],
            all_scopes: &[],
            field_scopes: &[],
            error_codes: &[],
            envelope: Envelope::Data,
            paging: None,
            idempotency_key: None,
            ranges: false,
            content_type: None,
            docs: "",
            deprecated: None,
        }
    }

    /// Sets [`Meta::host`].
    #[must_use]
    pub const fn host(mut self, host: HostKind) -> Self {
        self.host = host;
        self
    }

    /// Sets [`Meta::tokens`].
    #[must_use]
    pub const fn tokens(mut self, tokens: &'static [TokenKind]) -> Self {
        self.tokens = tokens;
        self
    }

    /// Sets [`Meta::apps`].
    #[must_use]
    pub const fn apps(mut self, apps: &'static [AppKind]) -> Self {
        self.apps = apps;
        self
    }

    /// Sets [`Meta::rate_limit`].
    #[must_use]
    pub const fn rate_limit(mut self, rate_limit: RateLimit) -> Self {
        self.rate_limit = rate_limit;
        self
    }

    /// Sets [`Meta::targets`].
    #[must_use]
    pub const fn targets(mut self, targets: &'static [Target]) -> Self {
        self.targets = targets;
        self
    }

    /// Sets [`Meta::scopes`].
    #[must_use]
    pub const fn scopes(mut self, any_of: &'static [&'static str]) -> Self {
        self.scopes = any_of;
        self
    }

    /// Sets [`Meta::all_scopes`].
    #[must_use]
    pub const fn all_scopes(mut self, all_of: &'static [&'static str]) -> Self {
        self.all_scopes = all_of;
        self
    }

    /// Sets [`Meta::field_scopes`].
    #[must_use]
    pub const fn field_scopes(mut self, scopes: &'static [&'static str]) -> Self {
        self.field_scopes = scopes;
        self
    }

    /// Sets [`Meta::error_codes`].
    #[must_use]
    pub const fn error_codes(mut self, codes: &'static [&'static CodeInfo]) -> Self {
        self.error_codes = codes;
        self
    }

    /// Sets [`Meta::envelope`].
    #[must_use]
    pub const fn envelope(mut self, envelope: Envelope) -> Self {
        self.envelope = envelope;
        self
    }

    /// Sets [`Meta::paging`].
    #[must_use]
    pub const fn paging(mut self, paging: Paging) -> Self {
        self.paging = Some(paging);
        self
    }

    /// Sets [`Meta::idempotency_key`].
    #[must_use]
    pub const fn idempotency_key(mut self, field: &'static str) -> Self {
        self.idempotency_key = Some(field);
        self
    }

    /// Sets [`Meta::ranges`].
    #[must_use]
    pub const fn ranges(mut self) -> Self {
        self.ranges = true;
        self
    }

    /// Sets [`Meta::content_type`].
    #[must_use]
    pub const fn content_type(mut self, media_type: &'static str) -> Self {
        self.content_type = Some(media_type);
        self
    }

    /// Sets [`Meta::docs`].
    #[must_use]
    pub const fn docs(mut self, address: &'static str) -> Self {
        self.docs = address;
        self
    }

    /// Sets [`Meta::deprecated`].
    #[must_use]
    pub const fn deprecated(mut self, note: &'static str) -> Self {
        self.deprecated = Some(note);
        self
    }

    /// The service: the first part of the id.
    pub fn service(&self) -> &'static str {
        self.id.split('.').next().unwrap_or_default()
    }

    /// The limit on the targets of a group, where the operation has one.
    pub fn target(&self, group: &str) -> Option<&'static Target> {
        self.targets.iter().find(|target| target.group == group)
    }

    /// What is known of an error code that this operation returns.
    pub fn error_code(&self, code: i64) -> Option<&'static CodeInfo> {
        self.error_codes.iter().copied().find(|info| info.code == code)
    }
}

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`: reads.
    Get,
    /// `POST`: creates or acts.
    Post,
    /// `PUT`: replaces.
    Put,
    /// `PATCH`: changes in part.
    Patch,
    /// `DELETE`: removes.
    Delete,
}

impl Method {
    /// The method's name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
            Method::Put => Self::PUT,
            Method::Patch => Self::PATCH,
            Method::Delete => Self::DELETE,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which of the platform's hosts serves an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HostKind {
    /// The Open API host, `open.feishu.cn` or `open.larksuite.com`.
    Open,
    /// The accounts host, `accounts.feishu.cn` or `accounts.larksuite.com`.
    Accounts,
    /// The host of the old approval endpoints, `www.feishu.cn`.
    Approval,
}

/// A kind of access token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// `tenant_access_token`: the app inside one tenant.
    Tenant,
    /// `user_access_token`: a user of the app.
    User,
    /// `app_access_token`: the app itself.
    App,
}

/// A kind of app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AppKind {
    /// Self-built, for one tenant.
    Custom,
    /// From the app store, for many tenants.
    Store,
}

/// Calls that the documentation allows, counted for each app and tenant. All figures given hold at once, each in any span of
/// time of its length. A figure of 0 is taken for 1.
///
/// The client keeps them by itself: see [`limit`](crate::limit).
///
/// ```
/// use feishu_runtime::RateLimit;
///
/// let both = RateLimit::per_minute(1000).and_per_second(50);
/// assert_eq!((both.minute, both.second, both.day), (Some(1000), Some(50), None));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct RateLimit {
    /// Calls in a second.
    pub second: Option<u32>,
    /// Calls in a minute.
    pub minute: Option<u32>,
    /// Calls in a day.
    pub day: Option<u32>,
    /// The page calls the limit special instead of naming a tier.
    pub special: bool,
}

impl RateLimit {
    /// The page says nothing.
    pub const UNSPECIFIED: Self = Self { second: None, minute: None, day: None, special: false };

    /// The page calls the limit special and names no tier.
    pub const SPECIAL: Self = Self { second: None, minute: None, day: None, special: true };

    /// Whether it gives any figures.
    pub const fn has_windows(&self) -> bool {
        self.second.is_some() || self.minute.is_some() || self.day.is_some()
    }

    /// Whether one of the figures is 0.
    pub(crate) fn allows_nothing(&self) -> bool {
        [self.second, self.minute, self.day].contains(&Some(0))
    }

    /// So many calls in a second.
    pub const fn per_second(calls: u32) -> Self {
        Self::UNSPECIFIED.and_per_second(calls)
    }

    /// So many calls in a minute.
    pub const fn per_minute(calls: u32) -> Self {
        Self::UNSPECIFIED.and_per_minute(calls)
    }

    /// So many calls in a day.
    pub const fn per_day(calls: u32) -> Self {
        Self::UNSPECIFIED.and_per_day(calls)
    }

    /// The same limit, and so many calls in a second.
    #[must_use]
    pub const fn and_per_second(mut self, calls: u32) -> Self {
        self.second = Some(calls);
        self
    }

    /// The same limit, and so many calls in a minute.
    #[must_use]
    pub const fn and_per_minute(mut self, calls: u32) -> Self {
        self.minute = Some(calls);
        self
    }

    /// The same limit, and so many calls in a day.
    #[must_use]
    pub const fn and_per_day(mut self, calls: u32) -> Self {
        self.day = Some(calls);
        self
    }
}

/// A limit on the calls to one target, shared by all operations that name the group.
///
/// ```
/// use feishu_runtime::{Meta, Method, RateLimit, Target};
///
/// static SEND: Meta = Meta::new("acme.v1.message.send", Method::Post, "/open-apis/acme/v1/chats/:chat_id/messages")
///     .targets(&[Target::rate("acme.chat", RateLimit::per_second(5)).by("chat_id")]);
/// assert_eq!(SEND.target("acme.chat").and_then(|target| target.key), Some("chat_id"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Target {
    /// Name of the group of operations.
    pub group: &'static str,
    /// Request field that says which target it is; `None` where all calls have the same one.
    pub key: Option<&'static str>,
    /// What holds for each target.
    pub limit: TargetLimit,
}

impl Target {
    /// So many calls to each target.
    pub const fn rate(group: &'static str, limit: RateLimit) -> Self {
        Self { group, key: None, limit: TargetLimit::Rate(limit) }
    }

    /// One call to each target after the other.
    pub const fn serial(group: &'static str) -> Self {
        Self { group, key: None, limit: TargetLimit::Serial }
    }

    /// Sets the request field that says which target it is.
    #[must_use]
    pub const fn by(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self
    }
}

/// What holds for calls to one target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TargetLimit {
    /// So many in a time.
    Rate(RateLimit),
    /// One after the other: a call must have ended before the next one is sent.
    Serial,
}

/// What surrounds the fields of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Envelope {
    /// `{"code": 0, "msg": "…", "data": {…}}`.
    Data,
    /// The fields stand beside `code` and `msg`.
    Flat,
    /// The fields alone; the HTTP status tells success.
    None,
    /// Raw bytes on success, an error envelope on failure.
    File,
}

/// How an operation hands out a long list. [`Client::pages`](crate::Client::pages) and
/// [`Client::items`](crate::Client::items) do what it says.
///
/// ```
/// use feishu_runtime::{Paging, PagingBy};
///
/// static PAGING: Paging = Paging::by_token("page_token").items("items").size("page_size").default_size(20).max_size(50);
/// assert_eq!(PAGING.by, PagingBy::Token);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Paging {
    /// What names a page.
    pub by: PagingBy,
    /// Request field that names the page; with dots where it is inside an object.
    pub position: &'static str,
    /// The list in the answer; `None` where there are several, or none.
    pub items: Option<&'static str>,
    /// Request field for how many items a page may have.
    pub size: Option<&'static str>,
    /// Items that a page has at most where the request does not say.
    pub default_size: Option<u32>,
    /// Most items that can be asked for.
    pub max_size: Option<u32>,
}

/// What names a page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PagingBy {
    /// A token that the page before brings.
    Token,
    /// How many items are passed over.
    Offset,
    /// Its number.
    Page,
}

impl Paging {
    /// Pages named by a token in this request field.
    pub const fn by_token(position: &'static str) -> Self {
        Self::new(PagingBy::Token, position)
    }

    /// Pages named by how many items this request field passes over.
    pub const fn by_offset(position: &'static str) -> Self {
        Self::new(PagingBy::Offset, position)
    }

    /// Pages named by their number in this request field.
    pub const fn by_page(position: &'static str) -> Self {
        Self::new(PagingBy::Page, position)
    }

    const fn new(by: PagingBy, position: &'static str) -> Self {
        Self { by, position, items: None, size: None, default_size: None, max_size: None }
    }

    /// Sets [`Paging::items`].
    #[must_use]
    pub const fn items(mut self, field: &'static str) -> Self {
        self.items = Some(field);
        self
    }

    /// Sets [`Paging::size`].
    #[must_use]
    pub const fn size(mut self, field: &'static str) -> Self {
        self.size = Some(field);
        self
    }

    /// Sets [`Paging::default_size`].
    #[must_use]
    pub const fn default_size(mut self, items: u32) -> Self {
        self.default_size = Some(items);
        self
    }

    /// Sets [`Paging::max_size`].
    #[must_use]
    pub const fn max_size(mut self, items: u32) -> Self {
        self.max_size = Some(items);
        self
    }
}

/// What is known of an error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CodeInfo {
    /// The number in the envelope.
    pub code: i64,
    /// Name in `snake_case`, unique within its service.
    pub name: &'static str,
    /// HTTP statuses that it comes with; empty where the documentation gives none.
    pub http: &'static [u16],
    /// The server's text, as documented. The server may word it otherwise: never branch on it.
    pub message: &'static str,
    /// What went wrong and what to do.
    pub about: &'static str,
    /// Whether it passes by itself, so that the same call may succeed later.
    pub retryable: bool,
}

impl CodeInfo {
    /// A documented error code.
    pub const fn new(
        code: i64,
        name: &'static str,
        http: &'static [u16],
        message: &'static str,
        about: &'static str,
    ) -> Self {
        Self { code, name, http, message, about, retryable: false }
    }

    /// Sets [`CodeInfo::retryable`].
    #[must_use]
    pub const fn retryable(mut self) -> Self {
        self.retryable = true;
        self
    }
}
