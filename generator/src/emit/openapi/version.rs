//! What the two versions of OpenAPI write differently, each difference once.

use serde_json::{Value, json};

use super::keys::Keys;
use crate::spec::Format;

/// A version of OpenAPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// 3.0, which most generators of clients read.
    V3_0,
    /// 3.1, whose schemas are JSON Schemas.
    V3_1,
}

impl Version {
    /// What the document says of itself.
    pub(super) fn number(self) -> &'static str {
        match self {
            Self::V3_0 => "3.0.3",
            Self::V3_1 => "3.1.0",
        }
    }

    /// A reference with keys beside it: 3.0 ignores what stands beside `$ref`, so it goes into `allOf` there.
    pub(super) fn beside(self, reference: Value, keys: Keys) -> Value {
        match self {
            _ if keys.is_empty() => reference,
            Self::V3_0 => Keys::default().with("allOf", vec![reference]).all(keys).into(),
            Self::V3_1 => match reference {
                Value::Object(reference) => reference.into_iter().collect::<Keys>().all(keys).into(),
                other => other,
            },
        }
    }

    /// The example of a schema.
    pub(super) fn example(self, example: Option<&Value>) -> Keys {
        match self {
            Self::V3_0 => Keys::default().some("example", example.cloned()),
            Self::V3_1 => Keys::default().list("examples", example.cloned()),
        }
    }

    /// The keyword for a format, where OpenAPI has one of the same meaning.
    pub(super) fn format(self, format: Format) -> Keys {
        let keyword = match (self, format) {
            (_, Format::Date) => ("format", "date"),
            (_, Format::Rfc3339) => ("format", "date-time"),
            (_, Format::Url) => ("format", "uri"),
            (_, Format::Email) => ("format", "email"),
            (_, Format::Uuid) => ("format", "uuid"),
            (Self::V3_0, Format::Base64) => ("format", "byte"),
            (Self::V3_1, Format::Base64) => ("contentEncoding", "base64"),
            (Self::V3_1, Format::Base64url) => ("contentEncoding", "base64url"),
            (Self::V3_1, Format::Hex) => ("contentEncoding", "base16"),
            (Self::V3_1, Format::Json) => ("contentMediaType", "application/json"),
            (Self::V3_1, Format::Markdown) => ("contentMediaType", "text/markdown"),
            _ => return Keys::default(),
        };
        Keys::from_iter([keyword])
    }

    /// The bytes of a file.
    pub(super) fn file(self) -> Keys {
        let keys = Keys::default().with("type", "string").with("format", "binary");
        match self {
            Self::V3_0 => keys,
            Self::V3_1 => keys.with("contentMediaType", "application/octet-stream"),
        }
    }

    /// Values of a type of which more may come: 3.0 names them beside the type, because its generators make either a closed
    /// enumeration or nothing usable of `anyOf`; 3.1 says "one of these, or another one".
    pub(super) fn open_values(self, ty: Keys, values: Vec<Value>, more: Keys) -> Keys {
        match self {
            _ if values.is_empty() => ty.all(more),
            Self::V3_0 => ty.with("x-extensible-enum", values).all(more),
            Self::V3_1 => {
                let other = Value::from(ty);
                let mut known = other.clone();
                known["enum"] = values.into();
                Keys::default().with("anyOf", json!([known, other])).all(more)
            }
        }
    }
}
