//! `quirks`: differences between an operation and its page that are meant.

use serde_json::Value;

use crate::source::{Span, Spanned};

/// One of `quirks`.
#[derive(Debug, Clone, PartialEq)]
pub struct Quirk {
    /// The whole mapping.
    pub span: Span,
    /// `at`: the fields or error codes, such as `response.items.name`; empty where it is the operation itself.
    pub at: Vec<Spanned<String>>,
    /// `fact`: what differs; where absent, that the field or code is there at all.
    pub fact: Option<Spanned<Fact>>,
    /// `page`: what the page says; anything where absent.
    pub page: Option<Spanned<Value>>,
    /// `reason`: why the spec is right.
    pub reason: Spanned<String>,
}

super::operation::words! {
    /// A fact that a page and a spec can differ in.
    Fact {
        /// Address of the page.
        Page = "page",
        /// Day the page was last changed.
        Updated = "updated",
        /// HTTP method.
        Method = "method",
        /// Path of the endpoint.
        Path = "path",
        /// Host of the endpoint.
        Host = "host",
        /// Access tokens.
        Tokens = "tokens",
        /// Kinds of app.
        Apps = "apps",
        /// Rate limit.
        RateLimit = "rate_limit",
        /// Scopes; of an operation or of a field.
        Scopes = "scopes",
        /// Scopes of fields, as the operation lists them.
        FieldScopes = "field_scopes",
        /// Envelope of the answer.
        Envelope = "envelope",
        /// Whether the body is a form.
        Multipart = "multipart",
        /// Whether a part of a file can be asked for.
        Ranges = "ranges",
        /// `Content-Type` without a body.
        ContentType = "content_type",
        /// Whether the operation or the field is retired.
        Deprecated = "deprecated",
        /// Type of a field.
        Type = "type",
        /// Whether a field must be given.
        Required = "required",
        /// Default of a field.
        Default = "default",
        /// Length of a string.
        Len = "len",
        /// Number of elements of a list.
        Items = "items",
        /// Least number.
        Min = "min",
        /// Greatest number.
        Max = "max",
        /// Regular expression.
        Pattern = "pattern",
        /// Values of an enumeration.
        Enum = "enum",
        /// HTTP statuses of an error code.
        Http = "http",
        /// The server's texts of an error code.
        Message = "message",
    }
}

/// What a fact can be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactOwner {
    /// An operation.
    Operation,
    /// A field.
    Field,
    /// An error code.
    ErrorCode,
}

impl Fact {
    /// Whether something has such a fact.
    pub fn belongs_to(self, owner: FactOwner) -> bool {
        match self {
            Self::Scopes | Self::Deprecated => owner != FactOwner::ErrorCode,
            Self::Type
            | Self::Required
            | Self::Default
            | Self::Len
            | Self::Items
            | Self::Min
            | Self::Max
            | Self::Pattern
            | Self::Enum => owner == FactOwner::Field,
            Self::Http | Self::Message => owner == FactOwner::ErrorCode,
            _ => owner == FactOwner::Operation,
        }
    }
}

impl Quirk {
    /// Parts of an operation that hold fields, and the one that holds error codes.
    pub const PARTS: &'static [&'static str] = &["params", "query", "headers", "body", "response", Self::ERROR_CODES];
    /// The part that holds error codes, each by its number.
    pub const ERROR_CODES: &'static str = "error_codes";
    /// Stands for any fields on the way, or none.
    pub const ANY: &'static str = "*";

    /// Whether a pattern of `at` is of a place.
    pub fn is_at(pattern: &str, place: &str) -> bool {
        let (wanted, names): (Vec<&str>, Vec<&str>) = (pattern.split('.').collect(), place.split('.').collect());
        matches(&wanted, &names)
    }
}

/// Whether names are those of a pattern in which `*` stands for any, or none.
fn matches(wanted: &[&str], names: &[&str]) -> bool {
    // Where the pattern goes on from its last `*` when it does not fit: the usual way that needs no recursion.
    let (mut at, mut name, mut retry) = (0, 0, None);
    while name < names.len() {
        match wanted.get(at) {
            Some(&Quirk::ANY) => {
                retry = Some((at, name));
                at += 1;
            }
            Some(segment) if *segment == names[name] => (at, name) = (at + 1, name + 1),
            _ => {
                let Some((star, from)) = retry else { return false };
                retry = Some((star, from + 1));
                (at, name) = (star + 1, from + 1);
            }
        }
    }
    wanted[at..].iter().all(|segment| *segment == Quirk::ANY)
}

#[cfg(test)]
mod tests {
    use super::Quirk;

    #[test]
    fn stars_stand_for_any_fields() {
        for (pattern, place, expected) in [
            ("response.items.name", "response.items.name", true),
            ("response.items", "response.items.name", false),
            ("response.items.name", "response.items", false),
            ("response.*.name", "response.name", true),
            ("response.*.name", "response.a.b.name", true),
            ("response.*.name", "response.a.name.b", false),
            ("response.*", "response", true),
            ("response.*.a.*.b", "response.a.x.a.b", true),
            ("response.*.a.*.b", "response.x.b", false),
            ("body.*", "response.a", false),
        ] {
            assert_eq!(Quirk::is_at(pattern, place), expected, "{pattern} {place}");
        }
    }
}
