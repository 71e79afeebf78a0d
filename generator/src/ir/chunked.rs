//! Uploads in parts: which operations make one, and where every value of theirs comes from.

use super::{Algorithm, ErrorCode, Name, Refusal, Response};

/// How a file goes up in parts that is too large for an operation.
#[derive(Debug, Clone)]
pub struct Chunked {
    /// The largest file in bytes that goes up whole.
    pub above: i64,
    /// The number of the first part.
    pub first_part: i64,
    /// The file of the whole upload.
    pub file: Name,
    /// The checksum that the whole upload takes.
    pub checksum: Option<Sum>,
    /// The checksum that a part takes.
    pub part_checksum: Option<Sum>,
    /// Begins.
    pub prepare: Step,
    /// Uploads a part.
    pub part: Step,
    /// Ends.
    pub finish: Step,
    /// Field of the first answer: the upload.
    pub upload_id: Name,
    /// Field of the first answer: the length of a part.
    pub part_size: Name,
    /// Field of the first answer: how many parts there are.
    pub part_count: Option<Name>,
    /// The answer to the whole upload, from that to the last step.
    pub finished: Finished,
    /// Error codes by what they say.
    pub refusals: Vec<(Refusal, ErrorCode)>,
}

impl Chunked {
    /// The error code that says something.
    pub fn refusal(&self, wanted: Refusal) -> Option<&ErrorCode> {
        self.refusals.iter().find(|(refusal, _)| *refusal == wanted).map(|(_, code)| code)
    }

    /// The steps in their order.
    pub fn steps(&self) -> [&Step; 3] {
        [&self.prepare, &self.part, &self.finish]
    }
}

/// A field that takes a checksum.
#[derive(Debug, Clone)]
pub struct Sum {
    /// The field.
    pub field: Name,
    /// How it is computed.
    pub algorithm: Algorithm,
}

/// A call of an upload.
#[derive(Debug, Clone)]
pub struct Step {
    /// The operation's id.
    pub id: String,
    /// The module that exports its request.
    pub module: Vec<String>,
    /// The request's type.
    pub type_name: String,
    /// What it answers.
    pub response: Response,
    /// Every field of the request, in its order.
    pub fields: Vec<Filling>,
}

impl Step {
    /// The field that takes a value.
    pub fn taking(&self, wanted: &Filler) -> Option<&Name> {
        self.fields.iter().find(|filling| filling.value == *wanted).map(|filling| &filling.name)
    }
}

/// A field of a step and what it takes.
#[derive(Debug, Clone)]
pub struct Filling {
    /// The field.
    pub name: Name,
    /// Its value.
    pub value: Filler,
    /// Whether the field is an `Option`.
    pub optional: bool,
}

/// A value for a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filler {
    /// The length of the file.
    Size,
    /// The upload.
    UploadId,
    /// How many parts there are.
    PartCount,
    /// The number of the part.
    PartNumber,
    /// The length of the part.
    PartSize,
    /// The checksum of the part.
    PartChecksum,
    /// The content of the part.
    Content,
    /// A field of the whole upload's request.
    Copied {
        /// Its name in Rust.
        from: String,
        /// Whether it is an `Option`.
        optional: bool,
    },
    /// None.
    Nothing,
}

/// The answer to the whole upload, made of that to the last step.
#[derive(Debug, Clone)]
pub enum Finished {
    /// It carries nothing.
    Nothing,
    /// It is the same type.
    Same,
    /// Fields of the one, each with the field of the other that it takes its value from.
    Fields(Vec<(String, String)>),
}
