//! Uses of operations in Rust source: however they are imported, wherever they stand.

mod support;

use feishu_generator::ir::Client;
use feishu_generator::lookup::{Calls, needed};
use feishu_generator::usage::{Package, SourceText, Usage, usage};

fn client() -> Client {
    let loaded = feishu_generator::load::load(support::committed_specs());
    feishu_generator::lower::lower(&loaded.spec).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn package(files: &[(&str, &str)]) -> Package {
    let files = files.iter().map(|(path, text)| SourceText {
        path: (*path).to_owned(),
        display: (*path).to_owned(),
        text: (*text).to_owned(),
    });
    Package { name: "bot".to_owned(), clients: vec!["feishu".to_owned()], files: files.collect(), tests: false }
}

/// `id@file:line` of each use.
fn places(usage: &Usage<'_>) -> Vec<String> {
    let all = usage
        .used
        .iter()
        .flat_map(|(id, used)| used.places.iter().map(move |spot| format!("{id}@{}:{}", spot.file, spot.line)));
    all.collect()
}

/// The uses in one file.
fn found(text: &str) -> Vec<String> {
    let client = client();
    let usage = usage(&client, &[package(&[("src/main.rs", text)])]);
    assert_eq!(usage.unknown, [], "{text}");
    places(&usage).into_iter().map(|place| place.replace("@src/main.rs", "")).collect()
}

const CREATE: &str = "im.v1.message.create";

#[test]
fn every_way_to_import_is_followed() {
    for text in [
        "use feishu::im::v1::message; fn f() { message::Create::new(); }",
        "use feishu::im::v1::message::Create; fn f() { Create::new(); }",
        "use feishu::im::v1::message::Create as Send; fn f() { Send::new(); }",
        "use feishu::im::v1::{self, message::{self as m, Reply as _}}; fn f() { m::Create::new(); }",
        "use feishu::im::v1::message::*; fn f() { Create::new(); }",
        "use feishu::im::v1::*; fn f() { message::Create::new(); }",
        "use feishu::*; fn f() { im::v1::message::Create::new(); }",
        "use feishu::{Client, im::v1 as chat}; fn f() { chat::message::create::Create::new(); }",
        "use feishu; fn f() { feishu::im::v1::message::Create::new(); }",
        "use feishu as f; fn f() { f::im::v1::message::Create::new(); }",
        "extern crate feishu as fs; fn f() { fs::im::v1::message::Create::new(); }",
        "fn f() { ::feishu::im::v1::message::Create::new(); }",
        "fn f() { use feishu::im::v1::message; { message::Create::new(); } }",
        "type Send = feishu::im::v1::message::Create;",
        "use feishu::im::v1::message as m; use m::Create; fn f() { Create::new(); }",
        "fn f(request: feishu::im::v1::message::Create) {}",
        "const META: &M = <feishu::im::v1::message::Create as feishu::Endpoint>::META;",
        "use feishu::im::v1::message; fn f() { let x = Vec::<message::Create>::new(); }",
        "use feishu::im::v1::message; fn f() { println!(\"{:?}\", client.send(message::Create::new())); }",
        "use feishu::im::v1::message; fn f() { select! { done = client.send(message::Create::new()) => done, } }",
        "use feishu::im::v1::message; macro_rules! send { () => { message::Create::new() } }",
        "mod inner { pub use feishu::im::v1::message; } use inner::message; fn f() { message::Create::new(); }",
        "mod inner { pub use feishu::im::v1::message; } fn f() { inner::message::Create::new(); }",
        "use feishu::im::v1::message; mod inner { use super::*; fn f() { message::Create::new(); } }",
        "use common::feishu::im::v1::message; fn f() { message::Create::new(); }",
        "mod a { pub use super::*; } use a::*; use feishu::im::v1::message; fn f() { a::message::Create::new(); }",
    ] {
        assert_eq!(found(text), [format!("{CREATE}:1")], "{text}");
    }
}

#[test]
fn names_that_go_round_end() {
    for text in [
        "use b::c as a; use a::c as b; fn f() { a::x(); }",
        "mod a { pub use super::b::*; pub use super::*; } mod b { pub use super::a::*; pub use super::*; } use a::*; use b::*; fn f() { nowhere::x(); }",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

#[test]
fn what_is_no_use_is_none() {
    for text in [
        "use feishu::im::v1::message; use feishu::im::v1::message::Create;",
        "use feishu::im::v1::message; fn f(kind: message::MsgType) -> message::CreateResponse { }",
        "mod message { pub struct Create; } fn f() { message::Create::new(); }",
        "use feishu::im::v1::message::*; struct Create; fn f() { Create::new(); }",
        "use other::im::v1::message; fn f() { message::Create::new(); }",
        "#[cfg(test)] mod tests { fn f() { feishu::im::v1::message::Create::new(); } }",
        "#[test] fn f() { feishu::im::v1::message::Create::new(); }",
        "/// feishu::im::v1::message::Create::new()\nfn f() { \"feishu::im::v1::message::Create\"; }",
        "use a::b; use b::a; fn f() { a::x(); }",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

#[test]
fn several_files_are_one_tree() {
    let client = client();
    let files = [
        ("src/lib.rs", "pub mod api;\nmod jobs;"),
        (
            "src/api/mod.rs",
            "pub use feishu::im::v1::*;\npub mod docs { pub use feishu::docx::v1::document_block as block; }",
        ),
        (
            "src/jobs.rs",
            "use crate::api::{self, docs::block};\nfn f() {\n    api::message::List::new();\n    block::Get::new();\n}",
        ),
        ("src/bin/tool.rs", "use bot::api::message;\nfn main() { message::Reply::new(); }"),
        ("tests/all/main.rs", "mod part;"),
        ("tests/all/part.rs", "use super::super::x; fn f() { bot::api::image::Create::new(); }"),
    ];
    let usage = usage(&client, &[package(&files)]);
    assert_eq!(usage.unknown, []);
    let expected = [
        "docx.v1.document_block.get@src/jobs.rs:4",
        "im.v1.image.create@tests/all/part.rs:1",
        "im.v1.message.list@src/jobs.rs:3",
        "im.v1.message.reply@src/bin/tool.rs:2",
    ];
    assert_eq!(places(&usage), expected);
}

#[test]
fn raw_calls_are_found_by_their_paths() {
    let start = "use feishu::{Method, RawCall};\nconst PATH: &str = \"/open-apis/im/v1/messages\";\n";
    for call in [
        "RawCall::new(Method::Post, \"/open-apis/im/v1/messages\")",
        "feishu::RawCall::new(feishu::Method::Post, PATH)",
        "client.call_raw::<Value>(RawCall::new(Method::Post, PATH).json(&body))",
        "{ const HERE: &str = \"/open-apis/im/v1/messages\"; RawCall::new(Method::Post, HERE) }",
    ] {
        assert_eq!(found(&format!("{start}fn f() {{ {call}; }}")), [format!("{CREATE}:3")], "{call}");
    }
}

#[test]
fn what_cannot_be_told_is_reported() {
    let client = client();
    for (text, expected) in [
        (
            "fn f(path: &'static str) { feishu::RawCall::new(feishu::Method::Get, path); }",
            "neither a literal nor a constant",
        ),
        ("fn f() { feishu::RawCall::new(feishu::Method::Get, \"/open-apis/none\"); }", "`GET /open-apis/none`"),
        ("fn f() { feishu::im::v1::message::Vanish::new(); }", "`im::v1::message::Vanish`"),
        ("fn f() { feishu::im::v9::message::Create::new(); }", "`im::v9::message::Create`"),
        ("fn f( {", "no Rust that can be read"),
    ] {
        let usage = usage(&client, &[package(&[("src/main.rs", text)])]);
        let unknown = usage.unknown.first().unwrap_or_else(|| panic!("nothing is unknown of {text}"));
        assert!(unknown.what.contains(expected), "{unknown:?}");
        assert_eq!((unknown.spot.line, usage.used.len()), (1, 0), "{text}");
    }
}

#[test]
fn an_upload_is_four_operations() {
    let text = "fn f() { client.upload(feishu::drive::v1::file::UploadAll::new()); }";
    let ids: Vec<String> = found(text).iter().filter_map(|place| place.split(':').next().map(str::to_owned)).collect();
    let expected = ["upload_all", "upload_finish", "upload_part", "upload_prepare"];
    assert_eq!(ids, expected.map(|name| format!("drive.v1.file.{name}")));
}

#[test]
fn tests_count_where_they_are_asked_for() {
    let client = client();
    let text = "#[cfg(test)] mod tests { fn f() { feishu::im::v1::message::Create::new(); } }";
    let package = Package { tests: true, ..package(&[("src/lib.rs", text)]) };
    assert_eq!(places(&usage(&client, &[package])), [format!("{CREATE}@src/lib.rs:1")]);
}

#[test]
fn scopes_are_the_least() {
    let client = client();
    let operations: Vec<_> = client
        .operations()
        .filter(|operation| operation.id == CREATE || operation.id == "im.v1.message.list")
        .collect();
    let json = |calls: Calls| needed(&operations, calls).json();
    assert_eq!(json(Calls::default()), r#"{"scopes":{"tenant":["im:message"],"user":[]}}"#);
    let with_fields = json(Calls { all_fields: true, ..Calls::default() });
    assert!(with_fields.contains("contact:user.employee_id:readonly"), "{with_fields}");
    let as_user = json(Calls { as_user: true, ..Calls::default() });
    assert_eq!(as_user, json(Calls::default()), "neither takes user tokens");
    let search: Vec<_> = client.operations().filter(|operation| operation.id == "drive.v1.file.list").collect();
    let as_user = needed(&search, Calls { as_user: true, ..Calls::default() }).scopes;
    assert!(as_user.tenant.is_empty() && as_user.user.len() == 1, "{as_user:?}");
}
