//! The table of all kinds of problems.
//!
//! A new kind is one line: variant, printed form, meaning. Lines stand in the order of the printed form.
//! S001–S049: notation and file layout. S050–S079: meaning. S080–S099: names.

use std::fmt;

/// Defines [`Code`] from the table.
macro_rules! codes {
    ($($variant:ident = $text:literal, $meaning:literal;)*) => {
        /// The kind of a problem. Its printed form never changes and is never given to another kind.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $meaning] $variant,)* }

        impl Code {
            /// Every code in the order of its printed form.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The printed form.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// What is wrong, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }
        }
    };
}

codes! {
    NotUtf8 = "S001", "A file is not UTF-8 text.";
    FileTooLarge = "S002", "A file is larger than any spec needs to be.";
    ByteOrderMark = "S003", "A file starts with a byte order mark.";
    ControlCharacter = "S004", "A file holds a control character.";
    Tab = "S005", "A file holds a tab.";
    UnknownPath = "S006", "A file is not where a spec file can be.";
    BadPathName = "S007", "A folder or file has a name that no service, version or resource can have.";
    ServiceWithoutAbout = "S008", "A service has no `_shared.yaml` that says what it is about.";
    ResourceTwice = "S009", "Two files describe the same resource.";
    SchemaLine = "S010", "A file does not start with the line that names its JSON Schema.";
    Syntax = "S011", "A file is not valid YAML.";
    TooDeep = "S012", "A file nests lists and mappings too deep.";
    Anchor = "S013", "A file defines an anchor.";
    Alias = "S014", "A file uses an alias.";
    YamlTag = "S015", "A file uses a YAML tag.";
    MergeKey = "S016", "A file uses a merge key.";
    SeveralDocuments = "S017", "A file holds more than one YAML document.";
    Directive = "S018", "A file uses a YAML directive.";
    EmptyFile = "S019", "A file holds nothing.";
    ComplexKey = "S020", "A key is a list or a mapping.";
    UnknownKey = "S021", "A mapping has a key that the notation does not know.";
    DuplicateKey = "S022", "The same key stands twice.";
    MissingKey = "S023", "A required key is missing.";
    WrongType = "S024", "A value is of another type than the notation asks for.";
    NoValue = "S025", "A key has no value, or the value `null`.";
    Empty = "S026", "A text, list or mapping is empty where it must not be.";
    UnknownWord = "S027", "A value is not one of the words that the notation knows here.";
    BadNotation = "S028", "A value does not follow the small notation that it needs.";
    BadName = "S029", "A name does not have the form that such names have.";
    NumberRange = "S030", "A number is out of range.";
    ConflictingKeys = "S031", "Keys stand together that exclude each other, or none of them stands.";
    ElementTwice = "S032", "A list names the same thing twice.";
    AmbiguousScalar = "S033", "A value would be read differently by different YAML readers.";
    TooManyProblems = "S034", "A file has more problems than are worth printing.";
    NameClash = "S080", "Two names would be the same in Rust.";
    NoName = "S081", "No Rust name can be made of a name.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn printed_forms_are_distinct_and_in_order() {
        for pair in Code::ALL.windows(2) {
            assert!(pair[0].text() < pair[1].text(), "{} stands before {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn printed_forms_are_an_s_and_three_digits() {
        for code in Code::ALL {
            let digits = code.text().strip_prefix('S').unwrap_or_default();
            assert!(digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()), "{code}");
            assert!(code.meaning().ends_with('.'), "{code}");
        }
    }
}
