//! What is odd about a page: kind, line, and a sentence.
//!
//! Kinds are stable: reports and tools count and filter by them. A warning never stops the reading.

use std::fmt;

use serde::Serialize;

/// The most warnings that are kept of one page; what comes after them is one warning that says so.
const MOST: usize = 5000;

/// Defines [`Kind`] from the table.
macro_rules! kinds {
    ($($variant:ident = $text:literal, $meaning:literal;)*) => {
        /// The kind of a warning. Its printed form never changes and is never given to another kind.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $(#[doc = $meaning] $variant,)* }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The printed form.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// What is odd, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }
        }
    };
}

kinds! {
    FrontMatter = "front-matter", "The head of the page is missing, not closed, or lacks title, address or time.";
    UnclosedFence = "unclosed-fence", "A code block is not closed.";
    UnclosedTag = "unclosed-tag", "An element is not closed.";
    StrayTag = "stray-tag", "An end tag closes nothing.";
    BrokenTag = "broken-tag", "A tag or comment never ends.";
    HiddenPart = "hidden-part", "A comment hides elements.";
    TooDeep = "too-deep", "Elements nest deeper than on any real page.";
    CutText = "cut-text", "The page is longer than any real page, and its rest was not read.";
    UnknownColumn = "unknown-column", "A table has a column that the reader does not know.";
    MalformedRow = "malformed-row", "A row has more or fewer cells than its table has columns.";
    SkippedRow = "skipped-row", "A row of a table of fields names no field, and is left out.";
    NamelessRow = "nameless-row", "A row of a table of fields names no field.";
    OddName = "odd-name", "The name of a field is no plain name.";
    LevelJump = "level-jump", "A row lies more than one level below the row before it.";
    ChildOfScalar = "child-of-scalar", "A row lies below a field whose type has no fields.";
    NestingGuessed = "nesting-guessed", "The nesting of a row follows from neither types nor the example.";
    DuplicateField = "duplicate-field", "An object has two fields of the same name.";
    UnknownType = "unknown-type", "A type is none that the reader knows.";
    OpaqueType = "opaque-type", "A type has a name, but its fields are on no row.";
    RequiredWords = "required-words", "Whether a field is required is not said in known words.";
    LimitWords = "limit-words", "A limit is not said in known words.";
    DefaultWords = "default-words", "A default does not fit the type of its field.";
    ExampleWords = "example-words", "An example value does not fit the type of its field.";
    EnumValue = "enum-value", "A value of an enumeration is empty, stands twice, or does not fit the type.";
    SecondTable = "second-table", "A section has a further table of fields, which is kept apart.";
    UnreadTable = "unread-table", "A table in a section of fields has no columns of names.";
    MethodWords = "method-words", "The HTTP method is none that is known.";
    UrlWords = "url-words", "The address of the endpoint cannot be used as it stands.";
    HostWords = "host-words", "The host of the endpoint is none that is known.";
    PathParameters = "path-parameters", "The path and the table of path parameters do not name the same parameters.";
    RateWords = "rate-words", "The rate limit is not said in known words.";
    AppWords = "app-words", "The kinds of app are not said in known words.";
    TokenWords = "token-words", "The access tokens are missing or not said in known words.";
    ScopeWords = "scope-words", "A scope is not said in known form.";
    UnknownFact = "unknown-fact", "The table about the request has a line that the reader does not know.";
    IdentityGuessed = "identity-guessed", "The platform's own names for the operation are missing; they are derived from addresses.";
    ErrorRow = "error-row", "A row of the error codes has no code or status that can be read.";
    ExampleNotJson = "example-not-json", "An example body is not JSON.";
    ExampleMissing = "example-missing", "There is no example of the response.";
    TypeAgainstExample = "type-against-example", "The example has a value of another type than the table says.";
    OnlyInExample = "only-in-example", "The example has a field that the table lacks.";
    LevelAgainstExample = "level-against-example", "The example has a field at another level than the table.";
    RequiredNotInExample = "required-not-in-example", "The example of the request lacks a field that the table requires.";
    TooManyWarnings = "too-many-warnings", "The page has more warnings than are kept.";
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

/// One oddity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// Its kind.
    pub kind: Kind,
    /// Line of the page, from one.
    pub line: u32,
    /// What is odd, with the words of the page that matter, on one line.
    pub message: String,
}

/// Collects the warnings of one page.
#[derive(Debug, Default)]
pub(super) struct Warnings {
    list: Vec<Warning>,
    dropped: bool,
}

impl Warnings {
    /// Adds a warning.
    pub(super) fn add(&mut self, kind: Kind, line: u32, message: impl Into<String>) {
        if self.list.len() < MOST {
            let message: String = message.into();
            let message = message.replace(char::is_control, " ");
            self.list.push(Warning { kind, line, message });
        } else if !self.dropped {
            self.dropped = true;
            let message = format!("the page has more than {MOST} warnings; those from here on are left out");
            self.list.push(Warning { kind: Kind::TooManyWarnings, line, message });
        }
    }

    /// All warnings by line.
    pub(super) fn into_sorted(mut self) -> Vec<Warning> {
        self.list.sort_by_key(|warning| (warning.line, warning.kind));
        self.list
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Kind, MOST, Warnings};

    #[test]
    fn printed_forms_are_distinct_and_plain() {
        let forms: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.text()).collect();
        assert_eq!(forms.len(), Kind::ALL.len());
        assert!(forms.iter().all(|form| form.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
        assert!(Kind::ALL.iter().all(|kind| kind.meaning().ends_with('.')));
    }

    #[test]
    fn keeps_a_bounded_number_and_says_so() {
        let mut warnings = Warnings::default();
        for line in 0..10_000 {
            warnings.add(Kind::StrayTag, line, "x");
        }
        let list = warnings.into_sorted();
        assert_eq!(list.len(), MOST + 1);
        assert_eq!(list.last().map(|warning| warning.kind), Some(Kind::TooManyWarnings));
    }
}
