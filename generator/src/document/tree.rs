//! The tree of a spec file: mappings, lists and scalars, each with the comments and blank lines around it.
//!
//! Holds what was written, not how: quotes, indentation and line breaks are the printer's.

use serde_json::Value as Json;

use crate::load::{FileKind, kind_of};

/// A spec file.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    pub(super) kind: FileKind,
    /// The first line, which names the JSON Schema.
    pub(super) schema: String,
    pub(super) root: Mapping,
}

/// Keys with values, in the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mapping {
    /// The entries. No key stands twice in a document that was read.
    pub entries: Vec<Entry>,
    /// Comments behind the last entry.
    pub foot: Vec<Line>,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What is noted around it.
    pub notes: Notes,
    /// The key.
    pub key: String,
    /// What stands under it.
    pub value: Value,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct List {
    /// The elements.
    pub items: Vec<Item>,
    /// Comments behind the last element.
    pub foot: Vec<Line>,
}

/// An element of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What is noted around it.
    pub notes: Notes,
    /// The element.
    pub value: Value,
}

/// Comments and blank lines around an entry or element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notes {
    /// The lines before it.
    pub before: Vec<Line>,
    /// The comment at the end of its line, or of its first line.
    pub beside: Option<String>,
}

/// A line between entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A blank line.
    Blank,
    /// A comment, with its `#`.
    Comment(String),
}

/// What stands under a key or in a list.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Keys with values.
    Mapping(Mapping),
    /// A list.
    List(List),
    /// A text.
    Text(String),
    /// A number, `true` or `false`, as it was written.
    Plain(String),
}

impl Document {
    /// A file that holds nothing yet, by its path below the spec root, such as `im/v1/message.yaml`. `None` where no spec file can
    /// be there.
    pub fn new(path: &str) -> Option<Self> {
        let kind = kind_of(path).ok()?;
        let schema = crate::load::schema_line(&kind);
        Some(Self { kind, schema, root: Mapping::default() })
    }

    /// What the file holds.
    pub fn root(&self) -> &Mapping {
        &self.root
    }

    /// What the file holds, to be changed.
    pub fn root_mut(&mut self) -> &mut Mapping {
        &mut self.root
    }
}

impl Mapping {
    /// The entry of a key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The entry of a key, to be changed.
    pub fn entry_mut(&mut self, key: &str) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.key == key)
    }

    /// What stands under a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Adds an entry at the end. A mapping with fixed keys is printed in their order whatever the order here.
    pub fn push(&mut self, key: impl Into<String>, value: impl Into<Value>) -> &mut Entry {
        let at = self.entries.len();
        self.entries.push(Entry::new(key, value));
        &mut self.entries[at]
    }

    /// The same with one more entry at its end.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.push(key, value);
        self
    }
}

impl Entry {
    /// An entry without comments.
    pub fn new(key: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { notes: Notes::default(), key: key.into(), value: value.into() }
    }
}

impl Item {
    /// An element without comments.
    pub fn new(value: impl Into<Value>) -> Self {
        Self { notes: Notes::default(), value: value.into() }
    }
}

impl List {
    /// Adds an element at the end.
    pub fn push(&mut self, value: impl Into<Value>) -> &mut Item {
        let at = self.items.len();
        self.items.push(Item::new(value));
        &mut self.items[at]
    }
}

impl<V: Into<Value>> FromIterator<V> for List {
    fn from_iter<I: IntoIterator<Item = V>>(values: I) -> Self {
        Self { items: values.into_iter().map(Item::new).collect(), foot: Vec::new() }
    }
}

impl Notes {
    /// Adds a comment on lines of its own, behind those that stand before the entry already.
    pub fn comment(&mut self, text: &str) {
        self.before.extend(Line::comments(text));
    }

    /// Puts a comment at the end of the line, in place of one that is there.
    pub fn comment_beside(&mut self, text: &str) {
        let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
        self.beside = Some(format!("# {}", words.collect::<Vec<_>>().join(" ")));
    }
}

impl Line {
    /// A text as comments, one for each of its lines.
    pub fn comments(text: &str) -> impl Iterator<Item = Self> {
        text.lines().map(|line| {
            let line: String = line.chars().map(|c| if crate::load::is_unwritable(c) { ' ' } else { c }).collect();
            Self::Comment(format!("# {}", line.trim_end()).trim_end().to_owned())
        })
    }
}

impl Value {
    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The mapping, if it is one.
    pub fn as_mapping(&self) -> Option<&Mapping> {
        if let Self::Mapping(mapping) = self { Some(mapping) } else { None }
    }

    /// The mapping, if it is one, to be changed.
    pub fn as_mapping_mut(&mut self) -> Option<&mut Mapping> {
        if let Self::Mapping(mapping) = self { Some(mapping) } else { None }
    }

    /// The list, if it is one.
    pub fn as_list(&self) -> Option<&List> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    /// The list, if it is one, to be changed.
    pub fn as_list_mut(&mut self) -> Option<&mut List> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    /// A value of JSON; `None` where it holds a `null`, which specs cannot say.
    pub fn from_json(json: &Json) -> Option<Self> {
        Some(match json {
            Json::Null => return None,
            Json::Bool(_) | Json::Number(_) => Self::Plain(json.to_string()),
            Json::String(text) => Self::Text(text.clone()),
            Json::Array(values) => {
                Self::List(values.iter().map(Self::from_json).collect::<Option<Vec<_>>>()?.into_iter().collect())
            }
            Json::Object(entries) => {
                let entries = entries.iter().map(|(key, value)| Some(Entry::new(key, Self::from_json(value)?)));
                Self::Mapping(Mapping { entries: entries.collect::<Option<_>>()?, foot: Vec::new() })
            }
        })
    }
}

impl From<Mapping> for Value {
    fn from(mapping: Mapping) -> Self {
        Self::Mapping(mapping)
    }
}

impl From<List> for Value {
    fn from(list: List) -> Self {
        Self::List(list)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Plain(flag.to_string())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Plain(number.to_string())
    }
}
