//! Types in the words of the pages.

use super::super::facts::{Field, FieldType};
use super::words::plain;

/// How deep lists and maps may nest in one type; real ones need three.
const DEEPEST: usize = 8;

/// A type as a page writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    /// The type; for an `enum`, of which kind its values are is found out later, and it is text until then.
    pub(super) kind: FieldType,
    /// Whether the page writes `enum`.
    pub(super) is_enum: bool,
    /// Whether the words are a type that the reader knows.
    pub(super) known: bool,
}

/// Reads a type.
pub(super) fn read(words: &str) -> Typed {
    let words = plain(words);
    let mut typed = Typed { kind: FieldType::Unstated, is_enum: false, known: true };
    typed.kind = typed.parse(&words, 0);
    typed
}

/// Whether fields can lie below a field.
pub(super) fn holds_fields(field: &Field) -> bool {
    let holds = matches!(field.kind.innermost(), FieldType::Object(_) | FieldType::Unstated | FieldType::Any);
    holds || is_name_of_object(field)
}

/// Whether a field's type can also be the name of an object: some services call theirs `enum` or `file`.
pub(super) fn is_name_of_object(field: &Field) -> bool {
    is_enum(field) || *field.kind.innermost() == FieldType::File
}

/// Whether the page writes `enum` for a field's type.
pub(super) fn is_enum(field: &Field) -> bool {
    matches!(field.kind.innermost(), FieldType::String | FieldType::Int) && read(&field.type_words).is_enum
}

/// Whether fields must lie below a field of this type: it is named, and its name is none of the general ones.
pub(super) fn needs_fields(kind: &FieldType) -> bool {
    matches!(kind.innermost(), FieldType::Object(Some(_)))
}

impl Typed {
    fn parse(&mut self, words: &str, depth: usize) -> FieldType {
        let words = words.trim();
        if depth > DEEPEST {
            self.known = false;
            return FieldType::Any;
        }
        if let Some(inner) = words.strip_suffix("[]") {
            return FieldType::List(Box::new(self.parse(inner, depth + 1)));
        }
        if let Some(inner) = words.strip_prefix("[]") {
            return FieldType::List(Box::new(self.parse(inner, depth + 1)));
        }
        let lower = words.to_ascii_lowercase();
        if let Some((outer, inner)) = lower.split_once('<').and_then(|(outer, _)| {
            let inner = words.get(outer.len() + 1..)?.strip_suffix('>')?;
            Some((outer.trim().to_owned(), inner))
        }) {
            return self.generic(&outer, inner, depth);
        }
        self.simple(words, &lower)
    }

    fn generic(&mut self, outer: &str, inner: &str, depth: usize) -> FieldType {
        match outer {
            "list" | "array" => FieldType::List(Box::new(self.parse(inner, depth + 1))),
            "map" => {
                let value = inner.split_once(',').map_or(inner, |(_, value)| value);
                FieldType::Map(Box::new(self.parse(value, depth + 1)))
            }
            _ => {
                self.known = false;
                FieldType::Any
            }
        }
    }

    fn simple(&mut self, words: &str, lower: &str) -> FieldType {
        match lower {
            "" | "-" | "/" | "—" | "--" => FieldType::Unstated,
            "string" | "str" => FieldType::String,
            "enum" => {
                self.is_enum = true;
                FieldType::String
            }
            "int" | "integer" | "i64" | "i32" | "u64" | "u32" | "int64" | "int32" | "uint64" | "uint32" | "long"
            | "byte" | "number(int)" | "number(int64)" => FieldType::Int,
            "float" | "double" | "number" | "number(float)" | "number(double)" | "float64" | "f64" => FieldType::Float,
            "bool" | "boolean" => FieldType::Bool,
            "file" | "binary" => FieldType::File,
            "any" | "union" | "interface" | "interface{}" | "json" | "object(any)" => FieldType::Any,
            "object" | "struct" | "map" | "dict" => FieldType::Object(None),
            "list" | "array" => FieldType::List(Box::new(FieldType::Any)),
            _ if is_name(words) => FieldType::Object(Some(words.to_owned())),
            _ => {
                self.known = false;
                FieldType::Any
            }
        }
    }
}

/// Whether words are the name of a type: a word, or words joined with dots.
fn is_name(words: &str) -> bool {
    let start = words.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    start && words.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::super::super::facts::FieldType;
    use super::read;

    fn list(inner: FieldType) -> FieldType {
        FieldType::List(Box::new(inner))
    }

    #[test]
    fn reads_what_pages_write() {
        let object = |name: &str| FieldType::Object(Some(name.to_owned()));
        let known = [
            ("string", FieldType::String),
            ("`string\\[\\]`", list(FieldType::String)),
            ("boolean", FieldType::Bool),
            ("[]string", list(FieldType::String)),
            ("number(float)", FieldType::Float),
            ("i18n\\[\\]", list(object("i18n"))),
            ("app.table.record\\[\\]\\[\\]", list(list(object("app.table.record")))),
            ("map<string, map<string, int>>", FieldType::Map(Box::new(FieldType::Map(Box::new(FieldType::Int))))),
            ("Array<array<Object>>", list(list(FieldType::Object(None)))),
            ("\\-", FieldType::Unstated),
            ("list", list(FieldType::Any)),
        ];
        for (words, kind) in known {
            let typed = read(words);
            assert_eq!((typed.kind, typed.known), (kind, true), "{words}");
        }
        for words in ["string or int", "文本", "set<string>", &"list<".repeat(50)] {
            assert!(!read(words).known, "{words}");
        }
    }
}
