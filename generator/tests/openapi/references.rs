//! Documents of parts hold what they refer to, and names are what OpenAPI allows.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{VERSIONS, document, trees};

fn references<'v>(value: &'v Value, out: &mut BTreeSet<&'v str>) {
    match value {
        Value::Object(keys) => {
            out.extend(keys.get("$ref").and_then(Value::as_str));
            keys.values().for_each(|inner| references(inner, out));
        }
        Value::Array(list) => list.iter().for_each(|inner| references(inner, out)),
        _ => {}
    }
}

#[test]
fn every_reference_leads_somewhere() {
    for (tree, client) in trees() {
        let services: Vec<&str> = client.services.iter().map(|service| service.name.wire.as_str()).collect();
        let parts = services.iter().map(std::slice::from_ref).chain([&[][..]]);
        for part in parts {
            for version in VERSIONS {
                let document = document(&client, version, part);
                let mut found = BTreeSet::new();
                references(document.value(), &mut found);
                for reference in found {
                    let pointer = reference.strip_prefix('#').expect("a place in the document");
                    assert!(document.value().pointer(pointer).is_some(), "{tree} {part:?}: {reference} leads nowhere");
                }
            }
        }
    }
}

#[test]
fn a_part_says_of_its_service_what_the_whole_says() {
    for (tree, client) in trees().into_iter().filter(|(tree, _)| *tree == "committed") {
        for version in VERSIONS {
            let whole = document(&client, version, &[]);
            for service in &client.services {
                let part = document(&client, version, &[&service.name.wire]);
                assert_eq!(part.value()["tags"].as_array().map(Vec::len), Some(1));
                for (path, methods) in part.value()["paths"].as_object().expect("paths") {
                    for (method, operation) in methods.as_object().expect("methods") {
                        assert_eq!(operation, &whole.value()["paths"][path][method], "{tree} {path}");
                    }
                }
                let schemas = part.value()["components"]["schemas"].as_object().expect("schemas");
                for (name, schema) in schemas {
                    assert_eq!(schema, &whole.value()["components"]["schemas"][name], "{tree} {name}");
                }
                assert!(schemas.len() < whole.schemas(), "{}", service.name.wire);
            }
        }
    }
}

#[test]
fn names_are_those_of_components() {
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    for (tree, client) in trees() {
        let document = document(&client, VERSIONS[0], &[]);
        let schemas = document.value()["components"]["schemas"].as_object().expect("schemas");
        // One for each type, so that no two have one name, and two for what surrounds answers.
        assert_eq!(schemas.len(), client.types.len() + 2, "{tree}");
        assert_eq!(schemas.keys().find(|name| name.is_empty() || !name.chars().all(allowed)), None);
        assert_eq!(document.operations(), client.operations().count(), "{tree}");
    }
}
