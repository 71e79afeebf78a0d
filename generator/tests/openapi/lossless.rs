//! A document says no less and nothing else than the IR.

use std::collections::BTreeSet;

use feishu_generator::emit::openapi::Version;
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

/// Keywords that carry facts.
const KEYWORDS: &[&str] = &[
    "default",
    "example",
    "examples",
    "externalDocs",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "operationId",
    "pattern",
    "required",
    "summary",
    "tags",
];

/// The comparison would notice if the emitter forgot an extension or a keyword.
#[test]
fn whatever_is_left_out_is_missed() {
    for (tree, version) in [("committed", Version::V3_0), ("course", Version::V3_1)] {
        let (_, client) = trees().into_iter().find(|(name, _)| *name == tree).expect("the tree");
        let wanted = ir_facts::facts(&client);
        let whole = document(&client, version, &[]).value().clone();
        let mut keys: BTreeSet<String> = KEYWORDS.iter().map(|key| (*key).to_owned()).collect();
        extensions(&whole, &mut keys);
        let mut missed = 0;
        for key in keys {
            let mut less = whole.clone();
            if take_out(&mut less, &key) {
                let read = std::panic::catch_unwind(|| differences(&wanted, &reader::facts(&less)).len());
                assert!(read.is_err() || read.is_ok_and(|count| count > 0), "{key} is missed by nobody in {tree}");
                missed += 1;
            }
        }
        assert!(missed > 30, "{missed} in {tree}");
    }
}
