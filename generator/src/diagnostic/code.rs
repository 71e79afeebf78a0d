//! The table of all kinds of problems.
//!
//! A new kind is one line: variant, printed form, meaning. Lines stand in the order of the printed form.
//! S001–S049: notation and file layout. S050–S079: meaning. S080–S099: names. S110–S119: meaning, of uploads and downloads.
//! S120–S129: meaning, of limits. S130–S139: how things are described. S150–S159: drafts.

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
    RelativePath = "S050", "A path has a segment `.` or `..`.";
    PathParameter = "S051", "A path and its `params` do not name the same parameters.";
    SameEndpoint = "S052", "Two operations have the same method and path.";
    UnknownType = "S053", "There is no type of this name.";
    UnknownCommonField = "S054", "There is no common field of this name.";
    UnknownScope = "S055", "There is no scope of this name.";
    UnknownErrorCode = "S056", "There is no error code of this name.";
    UnknownTier = "S057", "A rate limit is no tier of the platform.";
    CircularUse = "S058", "A common field uses itself.";
    TypeBesideUse = "S059", "A field has another type than the common field that it uses.";
    KeyNotForType = "S060", "A key of a field does not go with the field's type.";
    CannotTravel = "S061", "A field has a type that cannot be sent where the field stands.";
    WholeBody = "S062", "A body as a whole is no object, or cannot be there at all.";
    Header = "S063", "An operation cannot declare this header.";
    Paging = "S064", "A field that paging needs is missing or of another type.";
    IdempotencyKey = "S065", "The idempotency key is missing or no string.";
    ScopeForToken = "S066", "A scope cannot be granted to any token of its operation.";
    Unused = "S067", "Nobody uses a definition.";
    Shadowed = "S068", "A definition hides another one of the same name.";
    ErrorCodeTwice = "S069", "A service has the same error code twice.";
    EnumName = "S070", "Two values of an enumeration have the same name.";
    EndlessType = "S071", "A type would hold itself without end.";
    SameShape = "S072", "Two objects have the same fields.";
    BadValue = "S073", "A default or an example does not fit its field.";
    BadLimit = "S074", "A limit cannot be kept, or is none.";
    Required = "S075", "`required` stands where it says nothing or cannot hold.";
    NotEnglish = "S076", "Prose is not in English.";
    PoorProse = "S077", "Prose is unfinished or says nothing.";
    RustName = "S078", "A name that is given for Rust is a keyword.";
    VersionName = "S079", "A folder that should be a version is not named like one.";
    NameClash = "S080", "Two names would be the same in Rust.";
    NoName = "S081", "No Rust name can be made of a name.";
    Chunked = "S110", "A step or field that an upload in parts needs is missing or does not fit.";
    SizeOf = "S111", "A field cannot be the size of a file.";
    KeyNotForOperation = "S112", "A key of an operation does not go with its body or its answer.";
    Target = "S120", "A limit on single targets names no target, or is none.";
    RepeatedParameter = "S130", "A parameter that operations share is described more than once.";
    NoUnit = "S131", "An amount does not say of what.";
    Quirk = "S140", "A quirk names nothing that a page and the spec could differ in.";
    Unwritten = "S150", "Prose is still to be written.";
    PageWords = "S151", "A comment still holds words of a page.";
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
