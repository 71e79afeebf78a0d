//! Specs that look odd and are right, and specs that could keep a rule busy for ever.

use super::check;
use crate::diagnostic::{Code, Style, render};
use crate::load::load;
use crate::source::SourceFile;

/// Loads a service of one resource, with the platform's types and scopes, and gives the codes that are found.
fn codes(resource: &str) -> (Vec<Code>, String) {
    let file = |path: &str, levels: usize, schema: &str, text: &str| {
        let text = format!("# yaml-language-server: $schema={}schema/{schema}.json\n{text}", "../".repeat(levels));
        SourceFile::from_bytes(path, path, text.into())
    };
    let loaded = load(vec![
        file("platform.yaml", 0, "platform", PLATFORM),
        file("scopes.yaml", 0, "scopes", SCOPES),
        file("demo/_shared.yaml", 1, "shared", "about: A demo.\n"),
        file("demo/v1/thing.yaml", 2, "resource", resource),
    ]);
    assert!(loaded.diagnostics.is_empty(), "{}", render(&loaded.diagnostics, &loaded.sources, Style::Plain));
    let found = check(&loaded.spec);
    (found.iter().map(|diagnostic| diagnostic.code).collect(), render(&found, &loaded.sources, Style::Plain))
}

const PLATFORM: &str = "\
rate_tiers:
  tier_4: [1000/min, 50/s]
common_fields:
  page_token: {type: string, about: Where to go on.}
  title: {type: string, required: true, about: Title that others see.}
types:
  Text:
    about: A text in one language.
    fields:
      lang: {type: string, format: language, about: Language of the text.}
      value: {type: string, about: What it says.}
error_codes:
  rate_limited: {code: 99991400, message: too often, about: Wait and try again.}
";

const SCOPES: &str = "scopes:\n  \"demo:thing\": {about: Work with things., tokens: [tenant, user]}\n";

const ODD: &str = r#"
about: Things of the demo.

types:
  Node:
    about: A node of a tree.
    fields:
      children: {type: list<Node>, required: true, about: Nodes below it.}
      by_name: {type: map<Node>, required: true, about: Nodes below it by name.}
      parent: {type: Node, about: The node above it.}
  Empty:
    about: Content of a kind without fields.
    fields: {}
  Also:
    about: Content of another kind without fields.
    fields: {}
  State:
    about: State of a thing.
    enum_int:
      0: {name: closed, about: Closed.}
      1: {name: open, about: Open.}

operations:
  search:
    summary: Find things.
    method: GET
    path: /open-apis/demo/v1/things/search
    tokens: [tenant]
    apps: [custom]
    rate_limit: [50/s, 1000/min]
    scopes: ["demo:thing"]
    query:
      page_token: {use: page_token}
      ids: {type: list<string>, items: 1..3, about: IDs of the things., example: ["1", "2"]}
      states: {type: list<State>, about: States of the things., default: [0, 1]}
      since: {type: int, format: unix_s, about: Time of the first change., example: 1700000000}
    body:
      title: {use: title, required: false}
      root: {type: Node, about: Where to start., example: {children: [], parent: {by_name: {a: {children: []}}}}}
      weight: {type: float, min: 0.5, about: Weight of the thing in grams., example: 1}
      empty: {type: Empty, about: Nothing., example: {}}
      also: {type: Also, about: Nothing either.}
    response:
      items:
        type: list<object>
        type_name: Thing
        about: The things of this page.
        fields:
          id: {type: string, about: ID of the thing.}
          changed: {type: string, format: unix_ms, about: Time of the last change.}
      page_token: {use: page_token}
      other:
        type: object
        about: The same names, but a time of another kind.
        fields:
          id: {type: string, about: ID of the thing.}
          changed: {type: string, format: date, about: Day of the last change.}
    paging: {items: items}
    error_codes: [rate_limited]
"#;

#[test]
fn odd_specs_are_right() {
    let (codes, printed) = codes(ODD);
    assert!(codes.is_empty(), "{printed}");
}

#[test]
fn common_fields_that_hold_themselves_end() {
    let resource = r"
about: Things of the demo.
common_fields:
  node:
    type: object
    required: true
    about: A node of a tree.
    fields:
      left: {use: node}
      right: {use: other}
  other:
    type: object
    required: true
    about: A node of another tree.
    fields:
      left: {use: other}
      right: {use: node}
types:
  Tree:
    about: A tree.
    fields:
      root: {use: node}
      other: {use: other}
operations:
  put:
    summary: Put a tree.
    method: PUT
    path: /open-apis/demo/v1/tree
    tokens: [user]
    apps: [store]
    scopes: ['demo:thing']
    body_type: Tree
";
    let (codes, printed) = codes(resource);
    assert!(codes.contains(&Code::CircularUse), "{printed}");
}
