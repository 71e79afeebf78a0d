//! The keys of uploads in parts.

use super::notation::{SNAKE, WIRE_NAME};
use super::{Key, Layout, Need, Object, Shape};
use crate::spec::{Algorithm, Refusal};

pub(super) static CHUNKED: Object = Object {
    name: "description of an upload in parts",
    about: "The operations of the same resource, and their fields, with which a file goes up in parts.",
    keys: &[
        required!("above", Shape::Int(1, i64::MAX), "The largest file in bytes that goes up whole."),
        required!("prepare", Shape::Text(&SNAKE), "The operation that begins."),
        required!("part", Shape::Text(&SNAKE), "The operation that uploads a part."),
        required!("finish", Shape::Text(&SNAKE), "The operation that ends."),
        optional!(
            "size",
            Shape::Text(&WIRE_NAME),
            "The field of `prepare` for the length of the file; `size` where left out."
        ),
        optional!(
            "upload_id",
            Shape::Text(&WIRE_NAME),
            "The field that names the upload, in the answer of `prepare` and in `part` and `finish`; `upload_id` where left out.",
        ),
        optional!(
            "part_size",
            Shape::Text(&WIRE_NAME),
            "The field of the answer of `prepare` with the length of a part; `block_size` where left out."
        ),
        optional!(
            "part_count",
            Shape::Text(&WIRE_NAME),
            "The field with the number of parts, in the answer of `prepare` and in `finish` where they have it; `block_num` where left out.",
        ),
        optional!(
            "part_number",
            Shape::Text(&WIRE_NAME),
            "The field of `part` for the number of the part; `seq` where left out."
        ),
        optional!("first_part", Shape::Int(0, 1), "The number of the first part; 0 where left out."),
        optional!("checksum", Shape::Object(&CHECKSUM), "The checksum that the whole upload takes."),
        optional!("part_checksum", Shape::Object(&CHECKSUM), "The checksum that `part` takes."),
        optional!("refusals", Shape::Object(&REFUSALS), "Error codes by what they say of the upload."),
    ],
    rules: &[],
    layout: Layout::Line,
};

static CHECKSUM: Object = Object {
    name: "checksum",
    about: "A field that takes a checksum.",
    keys: &[
        required!("field", Shape::Text(&WIRE_NAME), "The field."),
        required!("algorithm", Shape::Word(Algorithm::MEANINGS), "How it is computed and written."),
    ],
    rules: &[],
    layout: Layout::Line,
};

static REFUSALS: Object = Object {
    name: "refusals of an upload",
    about: "Names of error codes by what they say of an upload in parts.",
    keys: &refusals(),
    rules: &[],
    layout: Layout::Line,
};

/// A key for each meaning that a code can have.
const fn refusals() -> [Key; Refusal::MEANINGS.len()] {
    const EMPTY: Key = Key { name: "", need: Need::Optional, shape: Shape::Text(&SNAKE), about: "" };
    let mut keys = [EMPTY; Refusal::MEANINGS.len()];
    let mut at = 0;
    while at < keys.len() {
        let (name, about) = Refusal::MEANINGS[at];
        keys[at] = Key { name, need: Need::Optional, shape: Shape::Text(&SNAKE), about };
        at += 1;
    }
    keys
}
