//! The outline of an operation, as plain data.

use serde_json::{Number, Value};

use crate::spec::{AppKind, Envelope, Format, HostKind, HttpMethod, Range, RateLimit, TokenKind, TypeExpr};

/// What a page says of one operation, as far as the spec format can say it.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Service, as specs name its folder.
    pub service: String,
    /// Version, as specs name its folder.
    pub version: String,
    /// Resource, as specs name its file.
    pub resource: String,
    /// Name of the operation.
    pub operation: String,
    /// Title of the page.
    pub title: String,
    /// The page's introduction.
    pub prose: String,
    /// Sections of the page before the request: limits, prerequisites, remarks. Each with its heading on the first line.
    pub notes: Vec<String>,
    /// Address of the page below `docs` of the platform.
    pub page: Option<String>,
    /// The day the page was last changed, `yyyy-mm-dd` in UTC.
    pub updated: Option<String>,
    /// HTTP method.
    pub method: HttpMethod,
    /// Host.
    pub host: HostKind,
    /// Path with `:name` parameters.
    pub path: String,
    /// Rate limit; `None` where the page gives none.
    pub rate_limit: Option<RateLimit>,
    /// Kinds of app; empty where the page names none, which no spec may say.
    pub apps: Vec<AppKind>,
    /// Access tokens, in the order of the page.
    pub tokens: Vec<TokenKind>,
    /// Scopes, any one of which is enough.
    pub scopes: Vec<String>,
    /// Scopes without which the server leaves fields out.
    pub field_scopes: Vec<String>,
    /// What the page says that the scopes above, and those of fields, allow, by name; in the order of the page.
    pub scope_labels: Vec<(String, String)>,
    /// Request headers that only this operation has.
    pub headers: Vec<Field>,
    /// Path parameters: those of the path, in its order.
    pub params: Vec<Field>,
    /// Query parameters.
    pub query: Vec<Field>,
    /// Fields of the body.
    pub body: Vec<Field>,
    /// Whether the body is a form with files.
    pub multipart: bool,
    /// Whether the page asks for `Content-Type: application/json` though there is no body.
    pub empty_json: bool,
    /// The answer.
    pub answer: Answer,
    /// Error codes; each once.
    pub errors: Vec<ErrorCode>,
    /// Why not to use the operation any more.
    pub deprecated: Option<Deprecation>,
    /// What is left out, and what is uncertain, by line.
    pub doubts: Vec<Doubt>,
}

/// What an operation answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What surrounds the payload.
    pub envelope: Envelope,
    /// What is in it.
    pub payload: Payload,
    /// Whether a part of a file can be asked for.
    pub ranges: bool,
}

/// The payload of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Payload {
    /// There is none.
    Nothing,
    /// An object with these fields.
    Fields(Vec<Field>),
    /// A list or map as a whole, as a field that has its name from the page.
    Whole(Box<Field>),
}

/// A field, parameter or header.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Line of the page.
    pub line: u32,
    /// Its type. Never a named one: shapes are in place, and [`Field::type_name`] is only a name.
    pub kind: TypeExpr,
    /// The page's name for the type of the object inside, as it stands there.
    pub type_name: Option<String>,
    /// Whether the page calls it an object without showing any fields; the type inside is `any` then. A type that holds itself
    /// ends so, and so does an object that the platform knows no fields of.
    pub opaque: bool,
    /// Whether the caller must give it. Never in an answer, nor of a path parameter, which is always given.
    pub required: bool,
    /// What the server assumes when it is left out.
    pub default: Option<Value>,
    /// Example value.
    pub example: Option<Value>,
    /// Length of a string in characters.
    pub len: Option<Range>,
    /// Number of elements of a list.
    pub items: Option<Range>,
    /// Least number, inclusive.
    pub min: Option<Number>,
    /// Greatest number, inclusive.
    pub max: Option<Number>,
    /// Regular expression.
    pub pattern: Option<String>,
    /// How it is to be read, where the page's words leave no doubt.
    pub format: Option<Format>,
    /// Values of an enumeration.
    pub values: Option<Values>,
    /// Scopes of which any one makes the server return it.
    pub scopes: Vec<String>,
    /// Whether the page calls it retired.
    pub deprecated: bool,
    /// The page's words.
    pub prose: String,
    /// Fields of the object inside.
    pub fields: Vec<Field>,
}

/// The values of an enumeration, in the order of the page; each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Values {
    /// Strings.
    Strings(Vec<EnumValue<String>>),
    /// Whole numbers.
    Ints(Vec<EnumValue<i64>>),
}

/// A value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumValue<T> {
    /// The value.
    pub value: T,
    /// The page's words.
    pub prose: String,
}

/// An error code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorCode {
    /// Line of the page.
    pub line: u32,
    /// The code.
    pub code: i64,
    /// HTTP statuses, ascending; empty where the page gives none.
    pub http: Vec<u16>,
    /// The server's texts; empty where the page gives none, or only a remark.
    pub messages: Vec<String>,
    /// What the page says of it, and to do.
    pub prose: String,
}

/// Why not to use an operation any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecation {
    /// Line of the page.
    pub line: u32,
    /// The page's words; empty where only its title or place tells.
    pub prose: String,
}

/// Something that a page says and the outline does not, or only by a guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Line of the page.
    pub line: u32,
    /// What, and what became of it.
    pub text: String,
    /// How many rows of the page's tables are left out with it.
    pub rows: usize,
}

impl Field {
    /// How many rows of the page the field and what it holds stand for.
    pub fn rows(&self) -> usize {
        1 + self.fields.iter().map(Self::rows).sum::<usize>()
    }

    /// Whether it is an object, or a list or map of objects, whose fields are known.
    pub fn is_object(&self) -> bool {
        *self.kind.innermost() == TypeExpr::Object
    }
}

impl Payload {
    /// The fields of an object; none of anything else.
    pub fn fields(&self) -> &[Field] {
        if let Self::Fields(fields) = self { fields } else { &[] }
    }

    /// All there is: the fields of an object, or the one that is the whole.
    pub fn all(&self) -> &[Field] {
        match self {
            Self::Nothing => &[],
            Self::Fields(fields) => fields,
            Self::Whole(field) => std::slice::from_ref(field),
        }
    }
}

impl Outline {
    /// Rows of the page's tables of fields that are in the outline.
    pub fn rows(&self) -> usize {
        let parts = [&self.headers, &self.params, &self.query, &self.body];
        let request = parts.into_iter().flatten();
        request.chain(self.answer.payload.all()).map(Field::rows).sum()
    }
}

/// Collects doubts.
#[derive(Debug, Default)]
pub(super) struct Doubts(Vec<Doubt>);

impl Doubts {
    /// Something is uncertain, but nothing of the tables is left out.
    pub(super) fn add(&mut self, line: u32, text: impl Into<String>) {
        self.add_rows(line, text, 0);
    }

    /// Rows are left out.
    pub(super) fn add_rows(&mut self, line: u32, text: impl Into<String>, rows: usize) {
        let text: String = text.into();
        self.0.push(Doubt { line, text: text.replace(char::is_control, " "), rows });
    }

    /// All by line.
    pub(super) fn into_sorted(mut self) -> Vec<Doubt> {
        self.0.sort_by_key(|doubt| doubt.line);
        self.0
    }
}
