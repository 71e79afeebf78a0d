//! Operations.

use super::{
    AppKind, Chunked, ContentType, Envelope, HostKind, HttpMethod, Name, Paging, Parameter, RateLimit, TokenKind,
    TypeId,
};

/// One method on one path, as a Rust type that can be sent.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `service.version.resource.operation`.
    pub id: String,
    /// Name in the specs, and module.
    pub name: Name,
    /// The request's type.
    pub type_name: String,
    /// Path of its module below the crate.
    pub module: Vec<String>,
    /// Module of its service, where the error codes are.
    pub service: String,
    /// What it does, in one line.
    pub summary: String,
    /// What a caller should know besides.
    pub details: Option<String>,
    /// Lines of its documentation.
    pub doc: Vec<String>,
    /// Address of its page.
    pub docs: Option<String>,
    /// Day that its page was last changed.
    pub updated: Option<String>,
    /// HTTP method.
    pub method: HttpMethod,
    /// Path with `:name` parameters.
    pub path: String,
    /// The path in pieces.
    pub segments: Vec<PathSegment>,
    /// Host.
    pub host: HostKind,
    /// Tokens, best first.
    pub tokens: Vec<TokenKind>,
    /// Kinds of app.
    pub apps: Vec<AppKind>,
    /// Rate limit, where the page gives one.
    pub rate_limit: Option<RateLimit>,
    /// Limits on single targets, by group.
    pub targets: Vec<Target>,
    /// Scopes of which any one is enough.
    pub scopes: Vec<String>,
    /// Scopes that are needed besides.
    pub all_scopes: Vec<String>,
    /// Scopes without which fields are left out.
    pub field_scopes: Vec<String>,
    /// Everything the caller can give: path, query, headers, body, each in the order of the spec.
    pub parameters: Vec<Parameter>,
    /// How the body is made of the parameters.
    pub body: Body,
    /// What comes back.
    pub response: Response,
    /// What surrounds it.
    pub envelope: Envelope,
    /// Whether a part of the file can be asked for.
    pub ranges: bool,
    /// What a request without a body says that it holds.
    pub content_type: Option<ContentType>,
    /// How larger files go up.
    pub chunked: Option<Chunked>,
    /// How it pages.
    pub paging: Option<Paging>,
    /// Field that makes a repeated call harmless.
    pub idempotency_key: Option<String>,
    /// Error codes that its page lists.
    pub error_codes: Vec<ErrorCode>,
    /// Why it should no longer be used.
    pub deprecated: Option<String>,
    /// Types written in place, in the order they occur; the response's own among them.
    pub types: Vec<TypeId>,
    /// How the request is made.
    pub constructor: Constructor,
}

/// A piece of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathSegment {
    /// Fixed text between slashes.
    Fixed(String),
    /// A parameter, by its wire name.
    Parameter(String),
}

/// How a body is made of the parameters located there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// There is none.
    None,
    /// A JSON object of them.
    Json,
    /// The only one is the JSON body itself.
    Whole,
    /// A multipart form of them.
    Form,
}

/// What an operation answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Response {
    /// Nothing but success.
    Nothing,
    /// Values of a type.
    Value(super::Ty),
    /// A download.
    File,
}

/// Which values `new` takes, as indexes of [`Operation::parameters`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Constructor {
    /// Arguments.
    pub arguments: Vec<usize>,
    /// Fields of a structure that is the last argument, where arguments would be too many or easy to swap; its name.
    pub named: Option<(String, Vec<usize>)>,
}

/// A limit on the calls to one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Name that operations share it by.
    pub group: String,
    /// The request field that says which target it is; one for all calls where absent.
    pub key: Option<Name>,
    /// What holds for each target.
    pub limit: TargetLimit,
}

/// What holds for each target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetLimit {
    /// So many calls in a time.
    Rate(RateLimit),
    /// One call after the other.
    Serial,
}

/// An error code with its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorCode {
    /// Name in the specs, and variant.
    pub name: Name,
    /// The number in the envelope.
    pub code: i64,
    /// HTTP statuses.
    pub http: Vec<u16>,
    /// The server's texts; empty where the documentation gives none.
    pub messages: Vec<String>,
    /// What went wrong and what to do.
    pub about: String,
    /// Whether it passes by itself, so that the same call may succeed later.
    pub retryable: bool,
    /// Whether the platform defines it rather than a service.
    pub platform: bool,
}
