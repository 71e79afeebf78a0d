//! What a page says about one endpoint, as plain data.
//!
//! Everything that a later step compares with a spec or writes into one is here, each fact with its line; the page's own words
//! stand beside the facts, for people to read. Nothing here knows how a page was saved.

use serde::Serialize;
use serde_json::Value;

use crate::spec::{AppKind, Envelope, HttpMethod, RateLimit, TokenKind};

/// What one page says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageFacts {
    /// The platform's names for the operation.
    pub identity: Identity,
    /// Title of the page.
    pub title: String,
    /// Address of the page below the documentation's root; starts with `/`.
    pub address: Option<String>,
    /// When the page was last changed, in milliseconds since 1970.
    pub updated_ms: Option<i64>,
    /// The page's introduction.
    pub prose: String,
    /// Sections before the request: limits, prerequisites, remarks. Each with its heading on the first line.
    pub notes: Vec<String>,
    /// Where the facts about the endpoint itself stand.
    pub lines: Lines,
    /// HTTP method.
    #[serde(serialize_with = "word::method")]
    pub method: HttpMethod,
    /// Host of the endpoint.
    pub host: Host,
    /// Path with `:name` parameters, without query.
    pub path: String,
    /// Rate limit; `None` where the page gives none.
    #[serde(serialize_with = "word::rate")]
    pub rate_limit: Option<RateLimit>,
    /// Kinds of app that may call it.
    #[serde(serialize_with = "word::apps")]
    pub apps: Vec<AppKind>,
    /// Access tokens, in the order of the page.
    #[serde(serialize_with = "word::tokens")]
    pub tokens: Vec<TokenKind>,
    /// Scopes, any one of which is enough.
    pub scopes: Vec<Scope>,
    /// Scopes without which the server leaves fields out.
    pub field_scopes: Vec<Scope>,
    /// Request headers besides `Authorization` and `Content-Type`.
    pub headers: Vec<Field>,
    /// Path parameters.
    pub params: Vec<Field>,
    /// Query parameters.
    pub query: Vec<Field>,
    /// The request.
    pub request: Request,
    /// The response.
    pub response: Response,
    /// Error codes.
    pub errors: Vec<ErrorCode>,
    /// Why not to use the endpoint any more.
    pub deprecation: Option<Deprecation>,
    /// Tables of fields that belong to no part of the call by themselves, such as what a JSON string holds.
    pub other_tables: Vec<OtherTable>,
}

/// Lines of the page with the facts about the endpoint itself; that of the address for what the page does not give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Lines {
    /// Address: host and path.
    pub address: u32,
    /// HTTP method.
    pub method: u32,
    /// Rate limit.
    pub rate_limit: u32,
    /// Kinds of app.
    pub apps: u32,
    /// Scopes.
    pub scopes: u32,
    /// Field-level scopes.
    pub field_scopes: u32,
    /// Access tokens.
    pub tokens: u32,
}

/// The platform's names for an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Identity {
    /// Service, such as `attendance`.
    pub service: String,
    /// Version, such as `v1`.
    pub version: String,
    /// Resource, such as `user_flow`; parts are joined with dots (`calendar.event`).
    pub resource: String,
    /// Operation, such as `batch_del`.
    pub operation: String,
    /// Where the names are from.
    pub source: IdentitySource,
}

/// Where the names of an operation are from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentitySource {
    /// The page links the platform's API explorer with them.
    Explorer,
    /// The page's address tells them.
    Address,
    /// They are guessed from the endpoint's path.
    Path,
}

/// A host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Host {
    /// The Open API host.
    Open,
    /// The accounts host.
    Accounts,
    /// The host of old approval endpoints.
    Approval,
    /// Another one, by name.
    Other(String),
}

/// A scope.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Scope {
    /// Its name, such as `attendance:task`.
    pub name: String,
    /// What the page says it allows.
    pub label: String,
}

/// A field, parameter or header.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Line of the page.
    pub line: u32,
    /// Its type; out of the example where `type_words` give none.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// The type in the page's words.
    pub type_words: String,
    /// Whether it must be given; `None` where the table does not say.
    pub required: Option<bool>,
    /// What the server assumes when it is left out.
    pub default: Option<Worded>,
    /// Example value.
    pub example: Option<Worded>,
    /// Limits.
    pub limits: Limits,
    /// Values of an enumeration; empty where it is none.
    pub values: Vec<EnumValue>,
    /// Scopes of which any one makes the server return the field.
    pub scopes: Vec<Scope>,
    /// Whether its description calls the field retired.
    pub deprecated: bool,
    /// The description without what was read from it.
    pub prose: String,
    /// Fields of the object that it holds, also inside lists and maps.
    pub fields: Vec<Field>,
}

/// The type of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// Text.
    String,
    /// Whole number.
    Int,
    /// Number.
    Float,
    /// Flag.
    Bool,
    /// Part of a form, or a whole download.
    File,
    /// Any JSON.
    Any,
    /// Object, with the platform's name of its type where the page gives one.
    Object(Option<String>),
    /// List.
    List(Box<FieldType>),
    /// Object whose keys are data.
    Map(Box<FieldType>),
    /// The page gives no type.
    Unstated,
}

/// A value in the page's words and, where they could be read, as JSON.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Worded {
    /// The page's words.
    pub words: String,
    /// The value; `None` where the words are no value of the field's type.
    pub value: Option<Value>,
}

/// Documented limits.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Limits {
    /// Length of a text in characters: least and greatest.
    pub len: Option<Bounds>,
    /// Number of elements of a list: least and greatest.
    pub items: Option<Bounds>,
    /// Bounds of a number, inclusive.
    pub value: Option<Bounds>,
    /// Regular expression.
    pub pattern: Option<String>,
    /// Limits in the page's words that are none of these.
    pub other: Vec<String>,
}

/// Least and greatest allowed, as decimal numbers in the page's digits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Bounds {
    /// Least.
    pub min: Option<String>,
    /// Greatest.
    pub max: Option<String>,
}

/// A value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnumValue {
    /// The value as it is sent; digits where it is a number.
    pub value: String,
    /// What the page says it means.
    pub prose: String,
}

/// The body of the request.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Request {
    /// `Content-Type` that the page asks for.
    pub content_type: Option<String>,
    /// Whether the body is a form with files.
    pub multipart: bool,
    /// Fields of the body.
    pub body: Vec<Field>,
    /// Example bodies.
    pub examples: Vec<Example>,
}

/// The response.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Response {
    /// What surrounds the fields.
    #[serde(serialize_with = "word::envelope")]
    pub envelope: Envelope,
    /// The table of the page as it stands, with `code`, `msg` and `data` where it lists them.
    pub root: Vec<Field>,
    /// Whether `root` leaves the envelope out and starts with the fields of `data`.
    pub unwrapped: bool,
    /// Example bodies.
    pub examples: Vec<Example>,
}

/// An example body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Example {
    /// Line of its first line.
    pub line: u32,
    /// The body, or why it cannot be read.
    pub body: Result<Value, String>,
    /// Why it is no JSON, where it could be read nevertheless.
    pub flaw: Option<String>,
}

/// A documented error code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErrorCode {
    /// Line of the page.
    pub line: u32,
    /// The code.
    pub code: i64,
    /// HTTP statuses; empty where the page gives none.
    pub http: Vec<u16>,
    /// The server's text.
    pub message: String,
    /// What the page says to do.
    pub prose: String,
}

/// Why not to use an endpoint any more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Deprecation {
    /// Line of the note, or 1 where only title or place of the page tell.
    pub line: u32,
    /// The note in the page's words; empty where there is none.
    pub prose: String,
    /// Addresses of the pages that the note points to.
    pub successors: Vec<String>,
}

/// A further table of fields.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OtherTable {
    /// The heading it stands below.
    pub heading: String,
    /// Line of the page.
    pub line: u32,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// An event that the platform sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// Its type, such as `drive.file.read_v1`.
    pub name: String,
    /// The service that it is of, where the page tells.
    pub service: Option<String>,
    /// Line of the page that gives its type.
    pub line: u32,
}

impl Identity {
    /// The resource as specs write it: with `_` between its parts.
    pub fn spec_resource(&self) -> String {
        self.resource.replace('.', "_")
    }
}

impl Field {
    /// How many rows of the page the field and what it holds stand for.
    pub fn rows(&self) -> usize {
        1 + self.fields.iter().map(Self::rows).sum::<usize>()
    }
}

impl FieldType {
    /// The type inside all lists and maps.
    pub fn innermost(&self) -> &Self {
        match self {
            Self::List(inner) | Self::Map(inner) => inner.innermost(),
            other => other,
        }
    }
}

impl Response {
    /// The fields of `data`; beside `code` and `msg` where the envelope is flat; all where there is no envelope.
    pub fn fields(&self) -> Vec<&Field> {
        match self.envelope {
            Envelope::Data if !self.unwrapped => {
                self.root.iter().filter(|field| field.name == "data").flat_map(|data| &data.fields).collect()
            }
            Envelope::Flat => self.root.iter().filter(|field| !matches!(field.name.as_str(), "code" | "msg")).collect(),
            _ => self.root.iter().collect(),
        }
    }
}

/// Prints words of the spec format.
mod word {
    use serde::Serializer;

    use crate::spec::{AppKind, Envelope, HttpMethod, RateLimit, TokenKind};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde calls it with")]
    pub(super) fn method<S: Serializer>(method: &HttpMethod, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(method.word())
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde calls it with")]
    pub(super) fn envelope<S: Serializer>(envelope: &Envelope, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(envelope.word())
    }

    #[expect(clippy::ref_option, reason = "what serde calls it with")]
    pub(super) fn rate<S: Serializer>(rate: &Option<RateLimit>, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(rate.iter().map(RateLimit::to_string))
    }

    pub(super) fn apps<S: Serializer>(apps: &[AppKind], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(apps.iter().map(|app| app.word()))
    }

    pub(super) fn tokens<S: Serializer>(tokens: &[TokenKind], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(tokens.iter().map(|token| token.word()))
    }
}
