//! Uploads in parts.

use super::value::{int, text, word};
use crate::load::node::Node;
use crate::spec::{Algorithm, ChecksumField, Chunked, Refusal};

/// The description of an upload in parts, if it has all that is required.
pub(super) fn chunked(node: &Node) -> Option<Chunked> {
    Some(Chunked {
        span: node.span,
        above: node.get("above").and_then(int)?,
        prepare: node.get("prepare").and_then(text)?,
        part: node.get("part").and_then(text)?,
        finish: node.get("finish").and_then(text)?,
        size: node.get("size").and_then(text),
        upload_id: node.get("upload_id").and_then(text),
        part_size: node.get("part_size").and_then(text),
        part_count: node.get("part_count").and_then(text),
        part_number: node.get("part_number").and_then(text),
        first_part: node.get("first_part").and_then(int),
        checksum: node.get("checksum").and_then(checksum),
        part_checksum: node.get("part_checksum").and_then(checksum),
        refusals: node.get("refusals").map(refusals).unwrap_or_default(),
    })
}

fn checksum(node: &Node) -> Option<ChecksumField> {
    Some(ChecksumField {
        field: node.get("field").and_then(text)?,
        algorithm: node.get("algorithm").and_then(|node| word(node, Algorithm::from_word))?,
    })
}

fn refusals(node: &Node) -> Vec<(Refusal, crate::source::Spanned<String>)> {
    let given = Refusal::ALL.iter().map(|(word, refusal)| Some((*refusal, node.get(word).and_then(text)?)));
    given.flatten().collect()
}
