//! Changes of documents: what they add stands where it belongs, and what they do not touch stays as it was.

use feishu_generator::document::{self, Document, EditError, List, Mapping, Place, Value};
use serde_json::json;

use crate::support::parsed;

const PATH: &str = "im/v1/message.yaml";

const TEXT: &str = "\
# yaml-language-server: $schema=../../schema/resource.json
about: Messages.

types:
  # Who sent it.
  Sender:
    about: Who sent a message.
    fields:
      id: {type: string, about: ID of the sender.}  # by hand

operations:
  get:
    summary: Get a message.
    method: GET
    path: /open-apis/im/v1/messages/:id
    tokens: [tenant]
    apps: [custom]
    response:
      sender: {type: Sender, about: Who sent it.}
";

fn changed(change: impl FnOnce(&mut Document)) -> String {
    let mut document = parsed(PATH, TEXT);
    change(&mut document);
    let printed = document::print(&document);
    assert_eq!(document::print(&parsed(PATH, &printed)), printed);
    printed
}

#[test]
fn nothing_changed_nothing_printed_otherwise() {
    assert_eq!(changed(|_| {}), TEXT);
}

#[test]
fn fixed_keys_go_where_the_notation_has_them() {
    let printed = changed(|document| {
        document.insert(&["operations", "get", "rate_limit"], "10/s", Place::Last).expect("a new key");
        document
            .insert(&["operations", "get", "details"], "One line.\nAnd another.\n", Place::Last)
            .expect("a new key");
        document
            .set(&["error_codes", "gone"], Mapping::default().with("code", 7).with("message", "Gone: #1"))
            .expect("new");
        document.set(&["error_codes", "gone", "about"], "It is gone.").expect("a new key");
    });
    let expected = TEXT
        .replace("    method: GET\n", "    details: |\n      One line.\n      And another.\n    method: GET\n")
        .replace("    apps: [custom]\n", "    apps: [custom]\n    rate_limit: 10/s\n")
        .replace(
            "\noperations:",
            "\nerror_codes:\n  gone: {code: 7, message: \"Gone: #1\", about: It is gone.}\n\noperations:",
        );
    assert_eq!(printed, expected);
}

#[test]
fn entries_go_where_they_are_put() {
    let field = |kind: &str| Mapping::default().with("type", kind).with("about", "A.");
    let printed = changed(|document| {
        let fields = ["types", "Sender", "fields"];
        let at = |key| [&fields[..], &[key]].concat();
        document.insert(&at("last"), field("int"), Place::Last).expect("a new key");
        document.insert(&at("first"), field("bool"), Place::First).expect("a new key");
        document.insert(&at("between"), field("any"), Place::After("id")).expect("a new key");
        let entry = document.insert(&at("before"), field("file"), Place::Before("id")).expect("a new key");
        entry.notes.comment("页面: 发送者\nof two\tlines");
        entry.notes.comment_beside("to be\nwritten");
    });
    let expected = TEXT.replace(
        "      id: {type: string, about: ID of the sender.}  # by hand\n",
        "      first: {type: bool, about: A.}\n      # 页面: 发送者\n      # of two lines\n      before: {type: file, about: A.}  # to be written\n      \
         id: {type: string, about: ID of the sender.}  # by hand\n      between: {type: any, about: A.}\n      \
         last: {type: int, about: A.}\n",
    );
    assert_eq!(printed, expected);
}

#[test]
fn what_is_replaced_or_renamed_keeps_its_comments() {
    let printed = changed(|document| {
        document.rename(&["types", "Sender"], "Author").expect("a type");
        let old = document.replace(&["types", "Author", "fields", "id", "type"], "int").expect("a field");
        assert_eq!(old, Value::from("string"));
        document.replace(&["operations", "get", "response", "sender", "type"], "Author").expect("a field");
    });
    let expected = TEXT.replace("  Sender:", "  Author:").replace("id: {type: string", "id: {type: int");
    assert_eq!(printed, expected.replace("{type: Sender", "{type: Author"));
}

#[test]
fn what_is_removed_goes_with_its_comments() {
    let printed = changed(|document| {
        let removed = document.remove(&["types", "Sender", "fields", "id"]).expect("a field");
        assert_eq!(removed.notes.beside.as_deref(), Some("# by hand"));
    });
    assert_eq!(
        printed,
        TEXT.replace("fields:\n      id: {type: string, about: ID of the sender.}  # by hand", "fields: {}")
    );
}

#[test]
fn impossible_changes_say_where() {
    let mut document = parsed(PATH, TEXT);
    let missing = |path: &str| Err(EditError::Missing(path.to_owned()));
    assert_eq!(document.insert(&["about"], "A.", Place::Last).map(drop), Err(EditError::Exists("about".to_owned())));
    assert_eq!(
        document.insert(&["about", "more"], "A.", Place::Last).map(drop),
        Err(EditError::NoMapping("about".to_owned()))
    );
    assert_eq!(document.insert(&["types", "B"], "A.", Place::After("A")).map(drop), missing("types.A"));
    assert_eq!(document.insert(&[], "A.", Place::Last).map(drop), missing(""));
    assert_eq!(document.replace(&["types", "B"], "A.").map(drop), missing("types.B"));
    assert_eq!(document.remove(&["about", "B"]).map(drop), missing("about.B"));
    assert_eq!(document.rename(&["a"], "about"), missing("a"));
    assert_eq!(document.rename(&["types"], "about"), Err(EditError::Exists("about".to_owned())));
    assert_eq!(document::print(&document), TEXT);
}

#[test]
fn new_files_start_with_the_line_of_their_schema() {
    let mut document = Document::new("im/v1/chat.yaml").expect("a path");
    document.root_mut().push("about", "Chats.");
    let field = Mapping::default()
        .with("type", "any")
        .with("about", "A.")
        .with("example", Value::from_json(&json!({"a": [1, 2.5, true, "true", {}], "b": "x, y"})).expect("no null"));
    document.set(&["types", "Chat", "fields", "a"], field).expect("a new key");
    document.set(&["types", "Chat", "about"], "A chat.").expect("a new key");
    document
        .set(&["operations", "get", "tokens"], ["tenant", "user"].into_iter().collect::<List>())
        .expect("a new key");
    let expected = "\
# yaml-language-server: $schema=../../schema/resource.json
about: Chats.

types:
  Chat:
    about: A chat.
    fields:
      a:
        type: any
        about: A.
        example: {a: [1, 2.5, true, \"true\", {}], b: \"x, y\"}

operations:
  get:
    tokens: [tenant, user]
";
    assert_eq!(document::print(&document), expected);
    assert_eq!(Document::new("schema/resource.json"), None);
    assert_eq!(Value::from_json(&json!([null])), None);
}
