//! JSON and YAML are the same document, the same bytes every time, and descriptions are safe to render.

use pulldown_cmark::{Event, LinkType, Parser, Tag};
use serde_json::Value;

use crate::{VERSIONS, document, trees};

#[test]
fn yaml_and_json_say_the_same() {
    for (tree, client) in trees() {
        for version in VERSIONS {
            let document = document(&client, version, &[]);
            let json: Value = serde_json::from_str(&document.json().expect("JSON")).expect("JSON");
            let yaml: Value = serde_yaml::from_str(&document.yaml().expect("YAML")).expect("YAML");
            assert_eq!(&json, document.value(), "{tree}");
            assert!(yaml == json, "{tree} in {version:?}");
        }
    }
}

#[test]
fn the_same_specs_give_the_same_bytes() {
    for ((tree, one), (_, other)) in trees().into_iter().zip(trees()) {
        for version in VERSIONS {
            let [one, other] = [&one, &other].map(|client| document(client, version, &[]).yaml().expect("YAML"));
            assert!(one == other, "{tree}");
        }
    }
}

/// Every description of a document where OpenAPI reads one as Markdown: extensions hold plain text.
fn descriptions<'v>(value: &'v Value, out: &mut Vec<&'v str>) {
    match value {
        Value::Object(keys) => {
            out.extend(keys.get("description").and_then(Value::as_str));
            keys.iter().filter(|(key, _)| !key.starts_with("x-")).for_each(|(_, inner)| descriptions(inner, out));
        }
        Value::Array(list) => list.iter().for_each(|inner| descriptions(inner, out)),
        _ => {}
    }
}

#[test]
fn descriptions_hold_no_html_and_no_links_but_addresses() {
    for (tree, client) in trees() {
        for version in VERSIONS {
            let document = document(&client, version, &[]);
            let mut found = Vec::new();
            descriptions(document.value(), &mut found);
            assert!(found.len() > 20, "{tree}");
            for text in found {
                for event in Parser::new(text) {
                    let html = matches!(event, Event::Html(_) | Event::InlineHtml(_));
                    assert!(!html, "{tree}: HTML in {text}");
                }
                let links = Parser::new(text).filter_map(|event| match event {
                    Event::Start(Tag::Link { link_type, dest_url, .. }) => Some((link_type, dest_url)),
                    Event::Start(Tag::Image { .. }) => panic!("{tree}: an image in {text}"),
                    _ => None,
                });
                for (link_type, address) in links {
                    assert_eq!(link_type, LinkType::Autolink, "{tree}: {text}");
                    assert!(address.starts_with("https://") || address.starts_with("http://"), "{tree}: {text}");
                }
            }
        }
    }
}
