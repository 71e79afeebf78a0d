//! What is known of an operation without calling it: policy as data.
//!
//! Plain constants; nothing here acts on them.

mod code;
mod kinds;
mod limit;
mod paging;

pub use code::CodeInfo;
pub use kinds::{AppKind, Envelope, HostKind, Method, TokenKind};
pub use limit::{RateLimit, Target, TargetLimit};
pub use paging::{Paging, PagingBy};

use crate::path::Template;

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
    /// The path that [`Meta::new`] was given, where it is a template.
    template: Option<Template>,
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
            template: Template::new(path),
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

    /// The path as a template; `None` where it is none.
    pub(crate) fn template(&self) -> Option<Template> {
        // The field is open to changes, on a copy.
        let kept = self.template.filter(|template| std::ptr::eq(template.as_str(), self.path));
        kept.or_else(|| Template::new(self.path))
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
