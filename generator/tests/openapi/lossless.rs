//! A document says no less and nothing else than the IR.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{VERSIONS, document, ir_facts, reader, trees};

/// Facts that two ledgers do not share, as a person reads them.
fn differences(wanted: &crate::facts::Ledger, found: &crate::facts::Ledger) -> Vec<String> {
    let keys: BTreeSet<&String> = wanted.0.keys().chain(found.0.keys()).collect();
    let keys = keys.into_iter().filter(|key| wanted.0.get(*key) != found.0.get(*key));
    keys.map(|key| format!("{key}: {:?} became {:?}", wanted.0.get(key), found.0.get(key))).collect()
}

#[test]
fn every_fact_comes_back() {
    for (tree, client) in trees() {
        let wanted = ir_facts::facts(&client);
        assert!(wanted.0.len() > 100, "{tree}");
        for version in VERSIONS {
            let found = reader::facts(document(&client, version, &[]).value());
            let differences = differences(&wanted, &found);
            let shown = differences.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("\n");
            assert!(differences.is_empty(), "{tree} in {version:?}, {} differences:\n{shown}", differences.len());
        }
    }
}

/// Takes a key out of all objects below; whether there was one.
fn take_out(value: &mut Value, key: &str) -> bool {
    match value {
        Value::Object(keys) => {
            let own = keys.shift_remove(key).is_some();
            keys.values_mut().fold(own, |found, inner| take_out(inner, key) | found)
        }
        Value::Array(list) => list.iter_mut().fold(false, |found, inner| take_out(inner, key) | found),
        _ => false,
    }
}

/// Extensions of a document; not the headers of rate limits, which look like some.
fn extensions(value: &Value, out: &mut BTreeSet<String>) {
    match value {
        Value::Object(keys) => {
            out.extend(keys.keys().filter(|key| key.starts_with("x-") && !key.starts_with("x-ogw-")).cloned());
            keys.values().for_each(|inner| extensions(inner, out));
        }
        Value::Array(list) => list.iter().for_each(|inner| extensions(inner, out)),
        _ => {}
    }
}

/// The comparison would notice if the emitter forgot an extension or a keyword.
#[test]
fn whatever_is_left_out_is_missed() {
    let keywords =
        ["minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "pattern", "default", "summary"];
    let keywords =
        keywords.into_iter().chain(["operationId", "required", "example", "examples", "externalDocs", "tags"]);
    for (tree, client) in trees().into_iter().filter(|(tree, _)| *tree != "small") {
        let wanted = ir_facts::facts(&client);
        for version in VERSIONS {
            let whole = document(&client, version, &[]).value().clone();
            let mut keys: BTreeSet<String> = keywords.clone().map(str::to_owned).collect();
            extensions(&whole, &mut keys);
            assert!(keys.len() > 30, "{keys:?}");
            for key in keys {
                let mut less = whole.clone();
                if !take_out(&mut less, &key) {
                    assert!(
                        matches!(key.as_str(), "examples" | "minItems" | "maxItems" | "pattern"),
                        "{tree} has no {key}"
                    );
                    continue;
                }
                let read = std::panic::catch_unwind(|| differences(&wanted, &reader::facts(&less)).len());
                assert!(read.is_err() || read.is_ok_and(|count| count > 0), "{key} is missed by nobody in {version:?}");
            }
        }
    }
}
