//! A made-up spec tree of any size, for benchmarks: the same every time, and of the shape that the real documentation has.
//!
//! Each operation has 3 query parameters, 6 body fields, 10 response fields and two objects in place, so 4 structures.

use std::fmt::Write as _;

/// Resources of a service and operations of a resource.
const RESOURCES: usize = 10;
const OPERATIONS: usize = 10;

/// Spec files by path, with about `operations` operations (rounded up to whole services).
pub(super) fn specs(operations: usize) -> Vec<(String, String)> {
    let services = operations.div_ceil(RESOURCES * OPERATIONS);
    let mut files = vec![
        ("platform.yaml".to_owned(), platform()),
        ("scopes.yaml".to_owned(), scopes(services)),
    ];
    for service in 0..services {
        files.push((format!("bench{service}/_shared.yaml"), shared(service)));
        for resource in 0..RESOURCES {
            files.push((format!("bench{service}/v1/thing{resource}.yaml"), resource_file(service, resource)));
        }
    }
    files
}

fn head(schema: &str, kind: &str) -> String {
    format!("# yaml-language-server: $schema={schema}schema/{kind}.json\n")
}

fn platform() -> String {
    head("", "platform")
        + "\
about: A platform that nobody runs.
docs: https://docs.example.com
hosts:
  open: {about: Everything., feishu: https://open.example.com}
rate_tiers:
  tier_4: [1000/min, 50/s]
common_fields:
  page_size: {type: int, about: Most entries that a page may hold., example: 20}
  page_token: {type: string, about: Token of the page wanted; the first one without it., example: eVQrYzJBNDNONlk4VFZBZVlSdzlKdFJ4bVVHVExENDNKVHoxaVdiVnViQT0=}
types:
  UserIdType:
    about: Kind of the user IDs in a call.
    enum:
      open_id: {about: ID of the user within one app.}
      union_id: {about: ID of the user within the apps of one developer.}
      user_id: {about: ID of the user within the tenant.}
"
}

fn scopes(services: usize) -> String {
    let mut text = head("", "scopes") + "scopes:\n";
    for service in 0..services {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  bench{service}:things: {{about: Work with the things of service {service}., tokens: [tenant, user]}}");
    }
    text
}

fn shared(service: usize) -> String {
    head("../", "shared")
        + &format!(
            "\
about: Things of the made-up service {service}.
error_codes:
  param_is_invalid: {{code: {base}1, http: 400, message: param is invalid, about: A parameter has a value that is not allowed.}}
  system_error: {{code: {base}2, http: 500, message: system error, about: The server failed; try again.}}
",
            base = 90_000 + service
        )
}

fn resource_file(service: usize, resource: usize) -> String {
    let mut text = head("../../", "resource");
    let _ = writeln!(text, "about: Things of kind {resource}, as the made-up service {service} keeps them.\n\noperations:");
    for operation in 0..OPERATIONS {
        text.push_str(&operation_text(service, resource, operation));
    }
    text
}

fn operation_text(service: usize, resource: usize, operation: usize) -> String {
    format!(
        "  act{operation}:
    summary: Act on things in the way that number {operation} does.
    details: |
      The things concerned are counted again afterwards. When some of them cannot be found, the rest is still done.
    page: /bench-{service}/v1/thing{resource}/act{operation}
    updated: 2025-02-20
    method: POST
    path: /open-apis/bench{service}/v1/thing{resource}/act{operation}
    tokens: [tenant, user]
    apps: [custom, store]
    rate_limit: [1000/min, 50/s]
    scopes: [bench{service}:things]
    query:
      user_id_type: {{type: UserIdType, default: open_id, about: Kind of the user IDs in the request and in the answer.}}
      page_size: {{use: page_size, min: 1, max: 100}}
      page_token: {{use: page_token}}
    body:
      name: {{type: string, required: true, len: 1..50, about: What people call the thing., example: Front door}}
      owner_ids: {{type: list<string>, items: 1..10, about: IDs of the users who own it., example: [ou_7d8a6e6df7621556ce0d21922b676706ccs]}}
      count: {{type: int, min: 0, max: 1000, about: Number of such things., example: 3}}
      hidden: {{type: bool, default: false, about: Whether other people see it.}}
      remark: {{type: string, len: ..500, about: Free text for its owners., example: Mind the step}}
      place:
        type: object
        about: Where the thing stands.
        fields:
          city{operation}: {{type: string, about: Name of the city., example: Shanghai}}
          street{resource}: {{type: string, about: Street and number., example: 1 Nanjing Road}}
          floor{service}: {{type: int, about: Number of the floor., example: 7}}
          open: {{type: bool, about: Whether everybody may enter.}}
    response:
      thing_id: {{type: string, about: ID of the thing., example: thg_4f2a}}
      name: {{type: string, about: What people call the thing., example: Front door}}
      status: {{type: string, about: What the thing is doing., example: idle}}
      created_at: {{type: string, format: unix_ms, about: Time it was created., example: \"1615380573411\"}}
      count: {{type: int, about: Number of such things., example: 3}}
      hidden: {{type: bool, about: Whether other people see it., example: false}}
      owner_ids: {{type: list<string>, about: IDs of the users who own it., example: [ou_7d8a6e6df7621556ce0d21922b676706ccs]}}
      remark: {{type: string, about: Free text for its owners., example: Mind the step}}
      has_more: {{type: bool, about: Whether there are more pages., example: false}}
      parts:
        type: list<object>
        about: What the thing is made of.
        fields:
          part_id{operation}: {{type: string, about: ID of the part., example: prt_1}}
          weight{resource}: {{type: float, about: Weight in kilograms., example: 1.5}}
          amount{service}: {{type: int, about: How many of them., example: 2}}
          material: {{type: string, about: What it is made of., example: steel}}
    error_codes: [param_is_invalid, system_error]

"
    )
}
