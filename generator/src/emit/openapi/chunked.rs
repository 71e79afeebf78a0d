//! How files go up in parts that are too large for an operation.

use serde_json::Value;

use super::error_codes::named;
use super::keys::Keys;
use crate::ir::{Algorithm, Chunked, Filler, Finished, Name, Refusal, Step, Sum};

/// The operations, and where each field of theirs gets its value.
pub(super) fn chunked(chunked: &Chunked) -> Value {
    let refusals = chunked.refusals.iter().map(|(refusal, code)| (Refusal::word(*refusal), named(code)));
    Keys::default()
        .with("above", chunked.above)
        .with("first_part", chunked.first_part)
        .with("file", wire(&chunked.file))
        .some("checksum", chunked.checksum.as_ref().map(sum))
        .some("part_checksum", chunked.part_checksum.as_ref().map(sum))
        .with("prepare", step(&chunked.prepare))
        .with("part", step(&chunked.part))
        .with("finish", step(&chunked.finish))
        .with("upload_id", wire(&chunked.upload_id))
        .with("part_size", wire(&chunked.part_size))
        .some("part_count", chunked.part_count.as_ref().map(wire))
        .with("answer", answer(&chunked.finished))
        .object("refusals", refusals.collect())
        .into()
}

fn wire(name: &Name) -> &str {
    &name.wire
}

fn sum(sum: &Sum) -> Value {
    Keys::from_iter([("field", wire(&sum.field)), ("algorithm", Algorithm::word(sum.algorithm))]).into()
}

fn step(step: &Step) -> Value {
    let fields = step.fields.iter().filter_map(|field| Some((wire(&field.name), value(&field.value)?)));
    Keys::default().with("operation", step.id.as_str()).object("fields", fields.collect()).into()
}

/// What a field takes; `copied` is the field of the same name of the whole upload. `None` where it is left out.
fn value(filler: &Filler) -> Option<&'static str> {
    match filler {
        Filler::Size => Some("size"),
        Filler::UploadId => Some("upload_id"),
        Filler::PartCount => Some("part_count"),
        Filler::PartNumber => Some("part_number"),
        Filler::PartSize => Some("part_size"),
        Filler::PartChecksum => Some("part_checksum"),
        Filler::Content => Some("content"),
        Filler::Copied { .. } => Some("copied"),
        Filler::Nothing => None,
    }
}

/// How the last answer makes that to the whole upload: as it is, or by its fields of the same names.
fn answer(finished: &Finished) -> &'static str {
    match finished {
        Finished::Nothing => "nothing",
        Finished::Same => "same",
        Finished::Fields(_) => "fields",
    }
}
