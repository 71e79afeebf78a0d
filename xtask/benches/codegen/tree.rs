//! Made-up specs in any number, shaped like those of the platform: each operation has 3 query parameters, 6 body fields, 10
//! response fields and 4 structures; every fourth brings a shared structure and an enumeration.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

const PLATFORM: &str = include_str!("../../tests/specs/platform.yaml");

const SCOPES: &str = "# yaml-language-server: $schema=schema/scopes.json
scopes:
  bench:all: {about: Do anything in a benchmark., tokens: [tenant]}
";

/// Parameters that all operations of a service have, described once as the checks ask.
const COMMON: &str = "common_fields:
  thing_id: {type: string, about: ID of the thing that it is done to., example: \"7\"}
  page_size: {type: int, about: How many answers fit on a page., min: 1, max: 100, default: 20}
  with_history: {type: bool, about: Whether older answers count as well.}
  language: {type: string, about: Language of the texts in the answer., example: en_us}
";

/// Operations of one resource, resources of one service.
const OPERATIONS: usize = 4;
const RESOURCES: usize = 8;

/// Writes specs with so many operations.
pub(crate) fn write(root: &Path, operations: usize) -> io::Result<()> {
    fs::create_dir_all(root)?;
    fs::write(root.join("platform.yaml"), PLATFORM)?;
    fs::write(root.join("scopes.yaml"), SCOPES)?;
    for resource in 0..operations.div_ceil(OPERATIONS) {
        let (service, resource) = (resource / RESOURCES, resource % RESOURCES);
        let folder = root.join(format!("bench{service}"));
        fs::create_dir_all(folder.join("v1"))?;
        let shared = format!(
            "# yaml-language-server: $schema=../schema/shared.json\nabout: Made-up service number {service}.\n{COMMON}"
        );
        fs::write(folder.join("_shared.yaml"), shared)?;
        fs::write(folder.join(format!("v1/thing{resource}.yaml")), resource_file(service, resource))?;
    }
    Ok(())
}

fn resource_file(service: usize, resource: usize) -> String {
    let mut text = String::from("# yaml-language-server: $schema=../../schema/resource.json\n");
    let _ = writeln!(text, "about: Made-up resource number {resource} of service {service}.\n");
    let _ =
        writeln!(text, "types:\n  Owner{resource}:\n    about: Who something of this kind belongs to.\n    fields:");
    for field in 0..3 {
        let _ = writeln!(
            text,
            "      owner_{service}_{resource}_{field}: {{type: string, about: Detail {field} on the one who owns it.}}"
        );
    }
    let _ = writeln!(text, "  Mode{resource}:\n    about: How carefully something of this kind is done.\n    enum:");
    let _ = writeln!(
        text,
        "      slow_{service}: {{about: With every check.}}\n      fast_{service}: {{about: Without any check.}}"
    );
    text.push_str("\noperations:\n");
    for operation in 0..OPERATIONS {
        push_operation(&mut text, service, resource, operation);
    }
    text
}

fn push_operation(text: &mut String, service: usize, resource: usize, operation: usize) {
    let id = format!("{service}_{resource}_{operation}");
    let _ = write!(
        text,
        "  act{operation}:
    summary: Do number {operation} to a thing.
    details: |
      It is done at once, and cannot be taken back. Where the thing is `locked`, nothing happens; see the answer.
    page: /bench{service}/thing{resource}/act{operation}
    updated: 2025-01-02
    method: POST
    path: /open-apis/bench{service}/v1/things{resource}/:thing_id/act{operation}
    tokens: [tenant]
    apps: [custom, store]
    rate_limit: 10/s
    scopes: [bench:all]
    params:
      thing_id: {{use: thing_id}}
    query:
      page_size: {{use: page_size}}
      with_history: {{use: with_history}}
      language: {{use: language}}
    body:
      title_{id}: {{type: string, required: true, len: 1..100, about: What the thing is called from now on.}}
      amount: {{type: int, about: How often it is done., min: 1}}
      note: {{type: string, about: A remark for those who look at the log.}}
      place_{id}:
        type: object
        about: Where it is done.
        fields:
          street_{id}: {{type: string, about: Street and number of the place.}}
          city_{id}: {{type: string, about: City that the place is in.}}
          floor: {{type: int, about: Number of the floor.}}
          open: {{type: bool, about: Whether everybody may enter.}}
      steps: {{type: list<string>, items: 1..50, about: What is done one after the other.}}
      mode: {{type: Mode{resource}, about: How carefully it is done.}}
    response:
      owner: {{type: Owner{resource}, about: Who the thing belongs to now.}}
"
    );
    for field in 0..8 {
        let kind = ["string", "int", "bool", "list<string>"][field % 4];
        let _ =
            writeln!(text, "      value_{field}: {{type: {kind}, about: Measured value number {field} of the thing.}}");
    }
    let _ = write!(
        text,
        "      items_{id}:
        type: list<object>
        about: Things that changed along with it.
        fields:
          item_{id}: {{type: string, about: ID of one of the things.}}
          name: {{type: string, about: What people call it.}}
          hidden: {{type: bool, about: Whether others see it.}}
          state_{id}: {{type: int, about: Progress in percent.}}
"
    );
}
