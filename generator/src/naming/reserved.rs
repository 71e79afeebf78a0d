//! Names that cannot be used as they are: keywords, and what would hide something that generated code needs.

/// Where an identifier stands, which decides what is reserved there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// A field of a structure.
    Field,
    /// A method that sets a field.
    Setter,
    /// A module.
    Module,
    /// A structure or enumeration.
    Type,
    /// A variant of an enumeration.
    Variant,
}

/// Keywords of all editions that `r#` makes usable.
const RAW_KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that nothing makes usable.
const HARD_KEYWORDS: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Methods that a setter would hide or clash with.
const METHODS: &[&str] = &[
    "as_ref",
    "as_str",
    "borrow",
    "borrow_mut",
    "clone",
    "clone_from",
    "clone_into",
    "cmp",
    "default",
    "deserialize",
    "each",
    "eq",
    "fields",
    "fmt",
    "from",
    "into",
    "ne",
    "new",
    "partial_cmp",
    "parts",
    "read",
    "read_field",
    "read_option",
    "send",
    "serialize",
    "to_owned",
    "to_string",
    "try_from",
    "try_into",
    "type_id",
];

/// Modules that the generated crate has of its own in every folder or exports from the runtime, crates, and files that mean
/// something to Cargo or cannot be on Windows.
const MODULES: &[&str] = &[
    "alloc",
    "aux",
    "blocking",
    "con",
    "core",
    "error_code",
    "feishu_runtime",
    "lib",
    "limit",
    "main",
    "mod",
    "nul",
    "prn",
    "scopes",
    "serde_json",
    "std",
    "transport",
    "types",
    "wire",
];

/// Types, traits and variants that generated code names without a path.
const TYPES: &[&str] = &[
    "AppKind",
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "CodeInfo",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "EncodeError",
    "Endpoint",
    "Envelope",
    "Eq",
    "Err",
    "ErrorCode",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Hash",
    "HostKind",
    "Into",
    "IntoIterator",
    "Iterator",
    "Meta",
    "Method",
    "None",
    "Ok",
    "Option",
    "Ord",
    "Paging",
    "PartialEq",
    "PartialOrd",
    "Parts",
    "RateLimit",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TokenKind",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Whether a text is a keyword in any edition.
pub fn is_keyword(text: &str) -> bool {
    is_raw_keyword(text) || HARD_KEYWORDS.contains(&text)
}

/// Whether a text is a keyword that must be written with `r#`.
pub fn is_raw_keyword(text: &str) -> bool {
    RAW_KEYWORDS.contains(&text)
}

/// Whether a text is a type or trait that generated code names without a path.
pub fn is_type_of_rust(text: &str) -> bool {
    TYPES.contains(&text)
}

/// Changes a name that is reserved in its container.
pub(super) fn escape(name: String, container: Container) -> String {
    match container {
        Container::Field if HARD_KEYWORDS.contains(&name.as_str()) => format!("{name}_"),
        Container::Module if HARD_KEYWORDS.contains(&name.as_str()) || MODULES.contains(&name.as_str()) => {
            format!("{name}_")
        }
        Container::Setter if HARD_KEYWORDS.contains(&name.as_str()) || METHODS.contains(&name.as_str()) => {
            format!("with_{name}")
        }
        Container::Type if TYPES.contains(&name.as_str()) => format!("{name}Type"),
        Container::Variant if matches!(name.as_str(), "Unknown" | "Self") => format!("{name}Value"),
        _ => name,
    }
}
