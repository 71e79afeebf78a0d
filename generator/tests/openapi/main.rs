//! OpenAPI documents say all that the IR knows, in both versions, and hold together.
//!
//! `ir_facts` takes the IR apart into single facts, `reader` reads the same facts back from a document without knowing how it was
//! written, and `lossless` compares them.

#[path = "../obstacle_course/course.rs"]
#[allow(dead_code, reason = "only what reads specs is needed")]
mod course;
mod facts;
mod ir_facts;
mod lossless;
mod paths;
mod reader;
mod references;
mod schemas;
#[path = "../support/mod.rs"]
mod support;
mod text;

use feishu_generator::emit::openapi::{Document, Options, Version, emit};
use feishu_generator::ir::Client;

/// Both versions of OpenAPI.
const VERSIONS: [Version; 2] = [Version::V3_0, Version::V3_1];

/// Trees of specs: the committed ones, and two that were made to be difficult.
fn trees() -> Vec<(&'static str, Client)> {
    let small = support::read_root(&course::beside("small/specs"), "specs");
    vec![
        ("committed", course::client_of(support::committed_specs())),
        ("course", course::client_of(course::files())),
        ("small", course::client_of(small)),
    ]
}

/// A document of some services; of all where none is named.
fn document(client: &Client, version: Version, services: &[&str]) -> Document {
    let options = Options {
        version,
        title: "Title".to_owned(),
        document_version: "1".to_owned(),
        services: services.iter().map(|name| (*name).to_owned()).collect(),
    };
    emit(client, &options).unwrap_or_else(|error| panic!("{error}"))
}
