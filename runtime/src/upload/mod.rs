//! Uploads of any size: whole where an operation takes that much, else in parts. Drives the steps, and names no operation:
//! which ones they are, and what their fields are called, is said by implementations of [`Chunked`].
//!
//! ```text
//! up to `Plan::above` bytes:  whole
//! more:                       prepare ─▶ part 1 ─▶ part 2 ─▶ … ─▶ finish
//! ```
//!
//! Parts go up one after the other: where the documentation says anything, it forbids calls at the same time. One part is in
//! memory at a time. Every step is a call like any other: limits, retries and the time limit of a call hold for each.
//!
//! ```
//! use feishu_runtime::File;
//! use feishu_runtime::transport::MemoryTransport;
//! # use feishu_runtime::upload::*;
//! # use feishu_runtime::{Client, EncodeError, Endpoint, Meta, Method, Parts};
//! # macro_rules! step {
//! #     ($name:ident) => {
//! #         #[derive(Clone)]
//! #         struct $name(File);
//! #         impl Endpoint for $name {
//! #             type Response = serde_json::Value;
//! #             const META: &'static Meta = &Meta::new("acme.v1.file.upload", Method::Post, "/x").tokens(&[]);
//! #             fn parts(&self) -> Result<Parts, EncodeError> {
//! #                 let mut parts = Parts::new(Self::META, &[])?;
//! #                 parts.file("file", &self.0);
//! #                 Ok(parts)
//! #             }
//! #         }
//! #     };
//! # }
//! # step!(UploadAll);
//! # step!(Step);
//! # impl UploadAll { fn new(file: File) -> Self { Self(file) } }
//! # impl Chunked for UploadAll {
//! #     type Prepare = Step;
//! #     type Part = Step;
//! #     type Finish = Step;
//! #     const PLAN: Plan = Plan::above(4);
//! #     fn file(&self) -> &File { &self.0 }
//! #     fn prepare(&self, _: i64) -> Step { Step(File::from_bytes("", "")) }
//! #     fn session(answer: serde_json::Value) -> Option<Session> { Some(Session::new(answer["id"].as_str()?.into(), 4, None)) }
//! #     fn part(&self, _: &Session, part: Part) -> Step { Step(part.file) }
//! #     fn finish(&self, _: &Session) -> Step { Step(File::from_bytes("", "")) }
//! #     fn finished(answer: serde_json::Value) -> serde_json::Value { answer }
//! # }
//! # futures_util::future::FutureExt::now_or_never(async {
//!
//! let transport = MemoryTransport::new();
//! for answer in [r#"{"id": "7111"}"#, "{}", "{}", r#"{"file_token": "boxcn"}"#] {
//!     transport.answer(200, format!(r#"{{"code": 0, "msg": "ok", "data": {answer}}}"#));
//! }
//! let client = Client::builder("cli_a", "secret").transport(transport).build()?;
//!
//! let done = client
//!     .upload(UploadAll::new(File::from_bytes("a.txt", "hello")))
//!     .on_progress(|progress| println!("{} of {} bytes", progress.sent, progress.total))
//!     .await?;
//! assert_eq!(done["file_token"], "boxcn");
//! # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
//! ```

mod checkpoint;
mod checksum;
mod content;
mod run;

pub use checkpoint::Checkpoint;
pub use checksum::Checksum;
pub use run::{Progress, Upload};

use crate::{Endpoint, File};

/// The whole upload of a file that can also go up in parts. Generated from the specs.
pub trait Chunked: Endpoint + Send + Sync + 'static {
    /// Begins an upload in parts.
    type Prepare: Endpoint;
    /// Uploads a part.
    type Part: Endpoint;
    /// Ends an upload in parts.
    type Finish: Endpoint;

    /// What does not depend on a call.
    const PLAN: Plan;

    /// The file.
    fn file(&self) -> &File;

    /// Sets the checksum of the file, where the whole upload takes one and the caller gave none.
    fn set_checksum(&mut self, checksum: String) {
        drop(checksum);
    }

    /// The call that begins an upload of so many bytes.
    fn prepare(&self, size: i64) -> Self::Prepare;

    /// What the server says of the parts; `None` where it left something out.
    fn session(answer: <Self::Prepare as Endpoint>::Response) -> Option<Session>;

    /// The call that uploads a part.
    fn part(&self, session: &Session, part: Part) -> Self::Part;

    /// The call that ends the upload.
    fn finish(&self, session: &Session) -> Self::Finish;

    /// The answer to that, as the whole upload would give it.
    fn finished(answer: <Self::Finish as Endpoint>::Response) -> Self::Response;
}

/// What is known of an upload in parts without calling it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// The largest file in bytes that goes up whole.
    pub above: u64,
    /// The number of the first part.
    pub first_part: i64,
    /// The checksum of the file that the whole upload takes.
    pub checksum: Option<Checksum>,
    /// The checksum of a part.
    pub part_checksum: Option<Checksum>,
    /// The error code that says that the upload has expired.
    pub expired: Option<i64>,
}

impl Plan {
    /// In parts above so many bytes, counted from 0, without checksums.
    pub const fn above(bytes: u64) -> Self {
        Self { above: bytes, first_part: 0, checksum: None, part_checksum: None, expired: None }
    }

    /// Sets [`Plan::first_part`].
    #[must_use]
    pub const fn first_part(mut self, number: i64) -> Self {
        self.first_part = number;
        self
    }

    /// Sets [`Plan::checksum`].
    #[must_use]
    pub const fn checksum(mut self, kind: Checksum) -> Self {
        self.checksum = Some(kind);
        self
    }

    /// Sets [`Plan::part_checksum`].
    #[must_use]
    pub const fn part_checksum(mut self, kind: Checksum) -> Self {
        self.part_checksum = Some(kind);
        self
    }

    /// Sets [`Plan::expired`].
    #[must_use]
    pub const fn expired(mut self, code: i64) -> Self {
        self.expired = Some(code);
        self
    }
}

/// What the server said when an upload began.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Session {
    /// The upload.
    pub upload_id: String,
    /// Length of every part but the last, in bytes.
    pub part_size: i64,
    /// How many parts there are; `None` where the server did not say.
    pub part_count: Option<i64>,
}

impl Session {
    /// What a server said.
    pub fn new(upload_id: String, part_size: i64, part_count: Option<i64>) -> Self {
        Self { upload_id, part_size, part_count }
    }

    /// How many parts there are.
    pub fn parts(&self) -> i64 {
        self.part_count.unwrap_or_default()
    }
}

/// A part of a file.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Part {
    /// Its number, counted from [`Plan::first_part`].
    pub number: i64,
    /// Its length in bytes.
    pub size: i64,
    /// Its checksum, where there is one.
    pub checksum: Option<String>,
    /// Its content, under the name of the whole file.
    pub file: File,
}
