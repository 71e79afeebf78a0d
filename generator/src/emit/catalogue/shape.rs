//! The shape of the catalogue: what stands in the JSON, in which order. Field by field as `docs/catalogue.md` has it.

#![expect(clippy::struct_field_names, reason = "the names are those of the JSON")]

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Catalogue<'c> {
    pub(super) format: u32,
    pub(super) hosts: Vec<Host<'c>>,
    pub(super) services: Vec<Service<'c>>,
    pub(super) operations: Vec<Operation<'c>>,
    pub(super) scopes: Vec<Scope<'c>>,
    pub(super) error_codes: Vec<Code<'c>>,
}

#[derive(Serialize)]
pub(super) struct Host<'c> {
    pub(super) name: &'c str,
    pub(super) feishu: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lark: Option<&'c str>,
}

#[derive(Serialize)]
pub(super) struct Service<'c> {
    pub(super) name: &'c str,
    pub(super) about: &'c str,
}

#[derive(Serialize)]
pub(super) struct Scope<'c> {
    pub(super) name: &'c str,
    pub(super) about: &'c str,
    pub(super) tokens: Vec<&'static str>,
}

#[derive(Serialize)]
pub(super) struct Code<'c> {
    pub(super) code: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) service: Option<&'c str>,
    pub(super) name: &'c str,
    pub(super) about: &'c str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) http: &'c [u16],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) messages: &'c [String],
    #[serde(skip_serializing_if = "is_false")]
    pub(super) retry: bool,
}

#[derive(Serialize)]
pub(super) struct Operation<'c> {
    pub(super) id: &'c str,
    pub(super) service: &'c str,
    pub(super) version: &'c str,
    pub(super) resource: &'c str,
    pub(super) operation: &'c str,
    pub(super) summary: &'c str,
    pub(super) method: &'static str,
    pub(super) path: &'c str,
    #[serde(skip_serializing_if = "is_open")]
    pub(super) host: &'static str,
    pub(super) tokens: Vec<&'static str>,
    pub(super) apps: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rate_limit: Option<Rate>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) targets: Vec<Target<'c>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) scopes: &'c [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) all_scopes: &'c [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) field_scopes: &'c [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) parameters: Vec<Parameter<'c>>,
    pub(super) body: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) answer: Option<String>,
    pub(super) envelope: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) paging: Option<Paging>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) chunked: Option<Chunked<'c>>,
    #[serde(skip_serializing_if = "is_false")]
    pub(super) ranges: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) idempotency_key: Option<&'c str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) error_codes: Vec<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) deprecated: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) page: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) updated: Option<&'c str>,
    pub(super) rust: Rust<'c>,
}

#[derive(Serialize)]
pub(super) struct Rate {
    #[serde(skip_serializing_if = "is_false")]
    pub(super) special: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) windows: Vec<Window>,
}

#[derive(Serialize)]
pub(super) struct Window {
    pub(super) calls: u32,
    pub(super) seconds: u32,
}

#[derive(Serialize)]
pub(super) struct Target<'c> {
    pub(super) group: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) key: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rate_limit: Option<Rate>,
    #[serde(skip_serializing_if = "is_false")]
    pub(super) serial: bool,
}

#[derive(Serialize)]
pub(super) struct Parameter<'c> {
    pub(super) name: &'c str,
    #[serde(rename = "in")]
    pub(super) location: &'static str,
    #[serde(rename = "type")]
    pub(super) ty: String,
    #[serde(skip_serializing_if = "is_false")]
    pub(super) required: bool,
}

#[derive(Serialize)]
pub(super) struct Paging {
    pub(super) by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) first: Option<i64>,
    pub(super) position: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) size: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) default_size: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) max_size: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) switch: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) items: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) has_more: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) total: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Chunked<'c> {
    pub(super) above: i64,
    pub(super) prepare: &'c str,
    pub(super) part: &'c str,
    pub(super) finish: &'c str,
}

#[derive(Serialize)]
pub(super) struct Rust<'c> {
    pub(super) feature: &'c str,
    pub(super) module: String,
    pub(super) request: &'c str,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(flag: &bool) -> bool {
    !flag
}

fn is_open(host: &str) -> bool {
    host == "open"
}
