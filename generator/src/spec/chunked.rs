//! `chunked`: the operations and fields with which a file goes up in parts.

use crate::source::{Span, Spanned};

/// `chunked` of an operation that uploads a whole file.
#[derive(Debug, Clone, PartialEq)]
pub struct Chunked {
    /// The whole mapping.
    pub span: Span,
    /// `above`: the largest file in bytes that goes up whole.
    pub above: Spanned<i64>,
    /// `prepare`: the operation that begins.
    pub prepare: Spanned<String>,
    /// `part`: the operation that uploads a part.
    pub part: Spanned<String>,
    /// `finish`: the operation that ends.
    pub finish: Spanned<String>,
    /// `size`: the field of `prepare` for the length of the file; `size` where absent.
    pub size: Option<Spanned<String>>,
    /// `upload_id`: the field of the answer of `prepare`, and of `part` and `finish`; `upload_id` where absent.
    pub upload_id: Option<Spanned<String>>,
    /// `part_size`: the field of the answer of `prepare`; `block_size` where absent.
    pub part_size: Option<Spanned<String>>,
    /// `part_count`: the field of the answer of `prepare`, and of `finish` where it has one; `block_num` where absent.
    pub part_count: Option<Spanned<String>>,
    /// `part_number`: the field of `part`; `seq` where absent.
    pub part_number: Option<Spanned<String>>,
    /// `first_part`: the number of the first part; 0 where absent.
    pub first_part: Option<Spanned<i64>>,
    /// `checksum` of the whole file.
    pub checksum: Option<ChecksumField>,
    /// `part_checksum`.
    pub part_checksum: Option<ChecksumField>,
    /// `refusals`: error codes by what they say.
    pub refusals: Vec<(Refusal, Spanned<String>)>,
}

impl Chunked {
    /// The name of a field, which has a usual one.
    pub fn field<'a>(given: Option<&'a Spanned<String>>, usual: &'a str) -> &'a str {
        given.map_or(usual, |name| &name.value)
    }

    /// The field for the length of the file.
    pub fn size(&self) -> &str {
        Self::field(self.size.as_ref(), "size")
    }

    /// The field for the upload.
    pub fn upload_id(&self) -> &str {
        Self::field(self.upload_id.as_ref(), "upload_id")
    }

    /// The field for the length of a part.
    pub fn part_size(&self) -> &str {
        Self::field(self.part_size.as_ref(), "block_size")
    }

    /// The field for the number of parts.
    pub fn part_count(&self) -> &str {
        Self::field(self.part_count.as_ref(), "block_num")
    }

    /// The field for the number of a part.
    pub fn part_number(&self) -> &str {
        Self::field(self.part_number.as_ref(), "seq")
    }
}

/// A field that takes a checksum.
#[derive(Debug, Clone, PartialEq)]
pub struct ChecksumField {
    /// `field`: its name.
    pub field: Spanned<String>,
    /// `algorithm`.
    pub algorithm: Spanned<Algorithm>,
}

super::operation::words! {
    /// How a checksum is computed.
    Algorithm {
        /// Adler-32, as an unsigned decimal number.
        Adler32 = "adler32",
        /// MD5, in hexadecimal digits.
        Md5 = "md5",
        /// SHA-256, in hexadecimal digits.
        Sha256 = "sha256",
    }
}

super::operation::words! {
    /// What an error code says of an upload in parts.
    Refusal {
        /// The upload has expired: it has to be started again.
        Expired = "expired",
        /// Another identity began the upload.
        OtherIdentity = "other_identity",
        /// A checksum is not that of what arrived.
        WrongChecksum = "wrong_checksum",
        /// The length of what arrived is not the one that was said.
        WrongSize = "wrong_size",
        /// Not all parts arrived.
        MissingPart = "missing_part",
        /// There are more parts than the file has.
        TooManyParts = "too_many_parts",
        /// There are calls at the same time, or too many of them.
        Busy = "busy",
    }
}
