//! Paths that OpenAPI takes for one.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use feishu_generator::emit::openapi::{EmitError, Options, emit};
use feishu_generator::ir::Client;
use feishu_generator::source::SourceFile;
use serde_json::json;

use crate::schemas::at;
use crate::{VERSIONS, course, document, ir_facts, reader};

const PLATFORM: &str = "# yaml-language-server: $schema=schema/platform.json
hosts:
  open: {about: Serves the API., feishu: 'https://open.example.com', lark: 'https://open.example.org'}
  accounts: {about: Grants access., feishu: 'https://accounts.example.com'}
";

/// A client with one resource, each operation of which has a method, host and path.
fn client(operations: &[(&str, &str, &'static str)]) -> Client {
    let parameters = |path: &'static str| path.split('/').filter_map(|segment| segment.strip_prefix(':'));
    let mut resource = String::from(
        "# yaml-language-server: $schema=../../schema/resource.json\nabout: Things on several hosts.\ncommon_fields:\n",
    );
    let names: BTreeSet<&str> = operations.iter().flat_map(|(_, _, path)| parameters(path)).collect();
    resource.extend(names.iter().map(|name| format!("  {name}: {{type: string, about: Says which one.}}\n")));
    resource.push_str("operations:\n");
    for (number, (method, host, path)) in operations.iter().enumerate() {
        let uses: Vec<String> = parameters(path).map(|name| format!("{name}: {{use: {name}}}")).collect();
        let _ = write!(
            resource,
            "  do_{number}:\n    summary: Do it.\n    method: {method}\n    host: {host}\n    path: {path}\n    tokens: []\n    apps: [custom]\n    params: {{{}}}\n",
            uses.join(", ")
        );
    }
    let shared = "# yaml-language-server: $schema=../schema/shared.json\nabout: Things.\n";
    let files = [("platform.yaml", PLATFORM), ("things/_shared.yaml", shared), ("things/v1/thing.yaml", &resource)];
    course::client_of(files.map(|(path, text)| SourceFile::from_bytes(path, path, text.into())).into())
}

#[test]
fn names_of_parameters_make_no_difference() {
    let client = client(&[
        ("GET", "open", "/a/:x/b/:y"),
        ("POST", "open", "/a/:y/b/:x"),
        ("PUT", "open", "/a/:x/b/:y"),
        ("GET", "open", "/a/x/b/:y"),
    ]);
    for version in VERSIONS {
        let document = document(&client, version, &[]);
        let paths = &document.value()["paths"];
        assert_eq!(
            paths.as_object().map(|paths| paths.keys().collect::<Vec<_>>()).unwrap(),
            ["/a/x/b/{y}", "/a/{x}/b/{y}"]
        );
        let post = &paths["/a/{x}/b/{y}"]["post"];
        let names: Vec<_> =
            post["parameters"].as_array().unwrap().iter().map(|keys| (at(keys, "name"), at(keys, "x-name"))).collect();
        assert_eq!(names, [(&json!("x"), &json!("y")), (&json!("y"), &json!("x"))]);
        assert_eq!(post["x-path"], "/a/:y/b/:x");
        assert_eq!(at(&paths["/a/{x}/b/{y}"]["put"], "x-path"), &json!(null));
        assert_eq!(reader::facts(document.value()).0, ir_facts::facts(&client).0);
    }
}

#[test]
fn one_path_on_several_hosts_is_told_apart_by_the_server() {
    let client = client(&[
        ("GET", "accounts", "/open-apis/things/:id"),
        ("GET", "open", "/open-apis/things/:id"),
        ("GET", "approval", "/open-apis/things/:thing"),
        ("POST", "accounts", "/open-apis/things/:id"),
    ]);
    for version in VERSIONS {
        let document = document(&client, version, &[]);
        let paths = &document.value()["paths"];
        assert_eq!(paths["/open-apis/things/{id}"]["get"]["operationId"], "things.v1.thing.do_1");
        let moved = &paths["/things/{id}"]["get"];
        assert_eq!(
            moved["servers"],
            json!([{"url": "https://accounts.example.com/open-apis", "description": "Feishu. Grants access."}])
        );
        assert_eq!(moved["x-path"], "/open-apis/things/:id");
        // No address is known of this host.
        assert_eq!(paths["/{thing}"]["get"]["servers"], json!([{"url": "/open-apis/things"}]));
        assert_eq!(paths["/open-apis/things/{id}"]["post"]["servers"][0]["url"], "https://accounts.example.com");
        assert_eq!(reader::facts(document.value()).0, ir_facts::facts(&client).0);
    }
}

#[test]
fn what_has_no_place_is_refused() {
    let client = client(&[("GET", "open", "/:one/x"), ("GET", "accounts", "/:other/x")]);
    let options =
        Options { version: VERSIONS[0], title: String::new(), document_version: String::new(), services: Vec::new() };
    let refused = emit(&client, &options).expect_err("no place");
    let expected = EmitError::SamePath { operation: "things.v1.thing.do_1".to_owned(), path: "/:other/x".to_owned() };
    assert_eq!(refused, expected);
}
