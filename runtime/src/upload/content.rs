//! The content of an upload: cut into parts, or summed up.

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt as _;

use super::Checksum;
use crate::file::{Chunks, Source};
use crate::{Error, ErrorKind};

/// Content that is taken part by part.
pub(super) struct Content {
    chunks: Chunks,
    /// What was read and not taken yet.
    rest: Bytes,
}

impl Content {
    /// The content of a source from an offset on.
    pub(super) fn new(source: &Source, offset: u64) -> Self {
        Self { chunks: source.read_from(offset), rest: Bytes::new() }
    }

    /// The next so many bytes. What is in memory already is not copied.
    pub(super) async fn take(&mut self, len: usize) -> Result<Bytes, Error> {
        if self.rest.is_empty() {
            self.rest = self.read().await?;
        }
        if self.rest.len() >= len {
            return Ok(self.rest.split_to(len));
        }
        let mut part = BytesMut::with_capacity(len);
        part.extend_from_slice(&std::mem::take(&mut self.rest));
        while part.len() < len {
            let mut chunk = self.read().await?;
            part.extend_from_slice(&chunk.split_to(chunk.len().min(len - part.len())));
            self.rest = chunk;
        }
        Ok(part.freeze())
    }

    async fn read(&mut self) -> Result<Bytes, Error> {
        match self.chunks.next().await {
            Some(chunk) => chunk.map_err(failed),
            // Sources whose length is known say so themselves; this is for what is left of them.
            None => Err(Error::new(ErrorKind::Io, "cannot read the content to send: it ended early")),
        }
    }
}

/// The checksum of all content of a source.
pub(super) async fn sum(source: &Source, kind: Checksum) -> Result<String, Error> {
    let mut running = kind.begin();
    let mut chunks = source.read_from(0);
    while let Some(chunk) = chunks.next().await {
        running.update(&chunk.map_err(failed)?);
    }
    Ok(running.finish())
}

fn failed(error: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("cannot read the content to send: {error}")).with_source(error)
}
