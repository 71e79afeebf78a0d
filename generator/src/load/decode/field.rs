//! Fields and enumeration values.

use super::value::{entries, flag, int_entries, is_mapping, json, list, number, parsed, text, word};
use crate::load::node::Node;
use crate::source::Spanned;
use crate::spec::{Entries, EnumValue, Field, Format};

/// Fields by name.
pub(super) fn fields(node: &Node) -> Option<Entries<Field>> {
    is_mapping(node).then(|| entries(node, field))
}

fn field(node: &Node) -> Option<Field> {
    is_mapping(node).then(|| Field {
        span: node.span,
        ty: node.get("type").and_then(parsed),
        use_: node.get("use").and_then(text),
        about: node.get("about").and_then(text),
        size_of: node.get("size_of").and_then(text),
        required: node.get("required").and_then(flag),
        default: node.get("default").and_then(json),
        example: node.get("example").and_then(json),
        len: node.get("len").and_then(parsed),
        items: node.get("items").and_then(parsed),
        min: node.get("min").and_then(number),
        max: node.get("max").and_then(number),
        pattern: node.get("pattern").and_then(text),
        format: node.get("format").and_then(|node| word(node, Format::from_name)),
        scopes: texts(node, "scopes"),
        sensitive: node.get("sensitive").and_then(flag),
        deprecated: node.get("deprecated").and_then(text),
        fields: node.get("fields").and_then(fields),
        enum_: node.get("enum").and_then(enum_values),
        enum_int: node.get("enum_int").and_then(enum_int_values),
        rust_name: node.get("rust_name").and_then(text),
        type_name: node.get("type_name").and_then(text),
    })
}

/// A list of texts under a key; empty where the key is absent.
pub(super) fn texts(node: &Node, key: &str) -> Vec<Spanned<String>> {
    node.get(key).map(|node| list(node, text)).unwrap_or_default()
}

/// The values of an enumeration of texts.
pub(super) fn enum_values(node: &Node) -> Option<Entries<EnumValue>> {
    is_mapping(node).then(|| entries(node, enum_value))
}

/// The values of an enumeration of numbers.
pub(super) fn enum_int_values(node: &Node) -> Option<Vec<(Spanned<i64>, EnumValue)>> {
    is_mapping(node).then(|| int_entries(node, enum_value))
}

fn enum_value(node: &Node) -> Option<EnumValue> {
    is_mapping(node).then(|| EnumValue {
        span: node.span,
        name: node.get("name").and_then(text),
        about: node.get("about").and_then(text),
        deprecated: node.get("deprecated").and_then(text),
    })
}
