//! One field: a parameter, a header, a member of a body or of an object.

use serde_json::Value;

use super::{Entries, EnumValue, Range, TypeExpr};
use crate::source::{Span, Spanned};

/// A field as it was written. With `use_` set, what is absent here comes from the common field of that name.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The whole mapping.
    pub span: Span,
    /// `type`.
    pub ty: Option<Spanned<TypeExpr>>,
    /// `use`: name of a common field.
    pub use_: Option<Spanned<String>>,
    /// `about`.
    pub about: Option<Spanned<String>>,
    /// `size_of`: the file field whose length this is.
    pub size_of: Option<Spanned<String>>,
    /// `required`.
    pub required: Option<Spanned<bool>>,
    /// `default`.
    pub default: Option<Spanned<Value>>,
    /// `example`.
    pub example: Option<Spanned<Value>>,
    /// `len`: characters of a string.
    pub len: Option<Spanned<Range>>,
    /// `items`: elements of a list.
    pub items: Option<Spanned<Range>>,
    /// `min`, inclusive.
    pub min: Option<Spanned<serde_json::Number>>,
    /// `max`, inclusive.
    pub max: Option<Spanned<serde_json::Number>>,
    /// `pattern`.
    pub pattern: Option<Spanned<String>>,
    /// `format`.
    pub format: Option<Spanned<Format>>,
    /// `scopes`: any one of them makes the server return the field.
    pub scopes: Vec<Spanned<String>>,
    /// `sensitive`.
    pub sensitive: Option<Spanned<bool>>,
    /// `deprecated`.
    pub deprecated: Option<Spanned<String>>,
    /// `fields` of an object written in place.
    pub fields: Option<Entries<Field>>,
    /// `enum` written in place: values by wire text.
    pub enum_: Option<Entries<EnumValue>>,
    /// `enum_int` written in place: values by wire number.
    pub enum_int: Option<Vec<(Spanned<i64>, EnumValue)>>,
    /// `rust_name`.
    pub rust_name: Option<Spanned<String>>,
    /// `type_name`.
    pub type_name: Option<Spanned<String>>,
}

/// How a string or a number is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the notation's own, explained in `Format::meaning`")]
pub enum Format {
    UnixS,
    UnixMs,
    UnixUs,
    Date,
    Datetime,
    Rfc3339,
    Iso8601,
    Json,
    Url,
    Email,
    Phone,
    Uuid,
    Base64,
    Base64url,
    Hex,
    Markdown,
    Timezone,
    Language,
    Country,
    Currency,
    Decimal,
}

impl Format {
    /// All formats with the notation's name and a sentence for documentation.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::UnixS, "unix_s", "Unix time in seconds."),
        (Self::UnixMs, "unix_ms", "Unix time in milliseconds."),
        (Self::UnixUs, "unix_us", "Unix time in microseconds."),
        (Self::Date, "date", "A date, `yyyy-MM-dd`."),
        (Self::Datetime, "datetime", "A date and time, `yyyy-MM-dd HH:mm:ss`."),
        (Self::Rfc3339, "rfc3339", "A date and time as in RFC 3339."),
        (Self::Iso8601, "iso8601", "A date and time as in ISO 8601."),
        (Self::Json, "json", "JSON encoded in a string."),
        (Self::Url, "url", "A URL."),
        (Self::Email, "email", "An email address."),
        (Self::Phone, "phone", "A phone number with its country code."),
        (Self::Uuid, "uuid", "A UUID."),
        (Self::Base64, "base64", "Bytes in Base64."),
        (Self::Base64url, "base64url", "Bytes in URL-safe Base64."),
        (Self::Hex, "hex", "Bytes in hexadecimal digits."),
        (Self::Markdown, "markdown", "Markdown text."),
        (Self::Timezone, "timezone", "A time zone of the IANA database."),
        (Self::Language, "language", "A language tag."),
        (Self::Country, "country", "A country or region code."),
        (Self::Currency, "currency", "A currency code."),
        (Self::Decimal, "decimal", "A decimal number in a string."),
    ];

    /// The format of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == name).map(|(format, _, _)| *format)
    }

    /// The notation's name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(format, _, _)| *format == self).map_or("", |(_, name, _)| name)
    }

    /// A sentence for documentation.
    pub fn meaning(self) -> &'static str {
        Self::ALL.iter().find(|(format, _, _)| *format == self).map_or("", |(_, _, meaning)| meaning)
    }
}
