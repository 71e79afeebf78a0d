//! The notation of types: `string`, `list<T>`, `map<T>`, `Name`, `service.version.Name`.

use std::fmt;
use std::str::FromStr;

/// The deepest nesting of `list<…>` and `map<…>` that is read; real specs need two.
const MAX_DEPTH: usize = 16;

/// A type as it is written in a spec.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TypeExpr {
    /// `string`.
    String,
    /// `int`, 64 bits.
    Int,
    /// `float`.
    Float,
    /// `bool`.
    Bool,
    /// `any` JSON value.
    Any,
    /// `file`, a part of a multipart body.
    File,
    /// `object`, with its fields written in place.
    Object,
    /// `list<T>`.
    List(Box<TypeExpr>),
    /// `map<T>` with strings as keys.
    Map(Box<TypeExpr>),
    /// A named type.
    Named(TypePath),
}

/// The name of a type: `Name`, `service.version.Name` or `service.version.resource.Name`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TypePath {
    /// Segments before the name; empty for a plain name.
    pub scope: Vec<String>,
    /// The type's own name.
    pub name: String,
}

impl TypeExpr {
    /// The type inside all lists and maps.
    pub fn innermost(&self) -> &Self {
        match self {
            Self::List(inner) | Self::Map(inner) => inner.innermost(),
            other => other,
        }
    }

    /// The type with another one inside all its lists and maps.
    #[must_use]
    pub fn with_innermost(&self, innermost: Self) -> Self {
        match self {
            Self::List(inner) => Self::List(Box::new(inner.with_innermost(innermost))),
            Self::Map(inner) => Self::Map(Box::new(inner.with_innermost(innermost))),
            _ => innermost,
        }
    }

    fn parse(text: &str, depth: usize) -> Result<Self, String> {
        if depth > MAX_DEPTH {
            return Err(format!("a type nests lists and maps more than {MAX_DEPTH} deep"));
        }
        if let Some(inner) = generic(text, "list") {
            return Ok(Self::List(Box::new(Self::parse(inner, depth + 1)?)));
        }
        if let Some(inner) = generic(text, "map") {
            return Ok(Self::Map(Box::new(Self::parse(inner, depth + 1)?)));
        }
        match text {
            "string" => Ok(Self::String),
            "int" => Ok(Self::Int),
            "float" => Ok(Self::Float),
            "bool" => Ok(Self::Bool),
            "any" => Ok(Self::Any),
            "file" => Ok(Self::File),
            "object" => Ok(Self::Object),
            _ => text.parse().map(Self::Named),
        }
    }
}

/// The `T` of `name<T>`.
fn generic<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.strip_prefix(name)?.strip_prefix('<')?.strip_suffix('>')
}

impl FromStr for TypeExpr {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::parse(text, 0)
    }
}

impl FromStr for TypePath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{text}` is no type; write string, int, float, bool, any, file, object, list<T>, map<T>, `Name` or \
                 `service.version.Name`"
            )
        };
        let mut scope: Vec<String> = text.split('.').map(str::to_owned).collect();
        let name = scope.pop().ok_or_else(wrong)?;
        let named =
            name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric());
        let scoped = matches!(scope.len(), 0 | 2 | 3) && scope.iter().all(|segment| is_segment(segment));
        if named && scoped { Ok(Self { scope, name }) } else { Err(wrong()) }
    }
}

/// Whether a text can be the name of a service, version or resource.
fn is_segment(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

impl fmt::Display for TypeExpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => f.write_str("string"),
            Self::Int => f.write_str("int"),
            Self::Float => f.write_str("float"),
            Self::Bool => f.write_str("bool"),
            Self::Any => f.write_str("any"),
            Self::File => f.write_str("file"),
            Self::Object => f.write_str("object"),
            Self::List(inner) => write!(f, "list<{inner}>"),
            Self::Map(inner) => write!(f, "map<{inner}>"),
            Self::Named(path) => path.fmt(f),
        }
    }
}

impl fmt::Display for TypePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.scope {
            write!(f, "{segment}.")?;
        }
        f.write_str(&self.name)
    }
}
