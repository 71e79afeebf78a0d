//! The common form of a page, whatever dialect it was saved in: a list of blocks.
//!
//! Says what stands where, not what it means: which section a heading opens or what a cell tells is for [`super::read`].

/// A stretch of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading.
    Heading(Heading),
    /// Text between other blocks.
    Paragraph(Cell),
    /// A table.
    Table(Table),
    /// A code block.
    Code(Code),
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// Number of `#`.
    pub(super) level: u8,
    /// Its text, without marks of emphasis.
    pub(super) text: String,
    /// Line of the page, from one.
    pub(super) line: u32,
}

/// A code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// Language in lower case; empty where none is given.
    pub(super) language: String,
    /// The code.
    pub(super) text: String,
    /// Line of the first line of code.
    pub(super) line: u32,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// Texts of the head.
    pub(super) head: Vec<String>,
    /// Rows below the head.
    pub(super) rows: Vec<Row>,
    /// Whether rows tell their nesting. Where not, it has to be found out.
    pub(super) nested: bool,
    /// Line of the page, from one.
    pub(super) line: u32,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Its cells.
    pub(super) cells: Vec<Cell>,
    /// How deep the row lies, where its dialect says so outside of the cells.
    pub(super) level: Option<u32>,
    /// Line of the page, from one.
    pub(super) line: u32,
}

/// Text with what its dialect marks in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// The text: the page's own Markdown, without elements of HTML.
    pub(super) text: String,
    /// What is marked, in order.
    pub(super) marks: Vec<Mark>,
    /// Line of the page, from one.
    pub(super) line: u32,
}

/// Something that a dialect marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// A scope: its name and label.
    Scope(String, String),
    /// A kind of access token, by the platform's name.
    Token(String),
    /// A value of an enumeration and what it means.
    Value(String, String),
    /// Kinds of app.
    Apps(String),
    /// The field is required.
    Required,
}

impl Cell {
    /// A cell of text without marks.
    #[cfg(test)]
    pub(super) fn plain(text: impl Into<String>, line: u32) -> Self {
        Self { text: text.into(), marks: Vec::new(), line }
    }

    /// The scopes that are marked.
    pub(super) fn scopes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Scope(name, label) => Some((name.as_str(), label.as_str())),
            _ => None,
        })
    }

    /// The values of an enumeration that are marked.
    pub(super) fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Value(key, meaning) => Some((key.as_str(), meaning.as_str())),
            _ => None,
        })
    }
}
