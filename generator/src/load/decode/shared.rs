//! Types and error codes.

use super::field::{enum_int_values, enum_values, fields};
use super::value::{entries, flag, int, one_or_list, text};
use crate::load::node::Node;
use crate::source::FileId;
use crate::spec::{ErrorCode, Shared, TypeDef, TypeKind};

/// What any file may define for others.
pub(in crate::load) fn shared(node: &Node, file: FileId) -> Shared {
    Shared {
        file: Some(file),
        about: node.get("about").and_then(text),
        common_fields: node.get("common_fields").and_then(fields).unwrap_or_default(),
        types: node.get("types").map(|node| entries(node, type_def)).unwrap_or_default(),
        error_codes: node.get("error_codes").map(|node| entries(node, error_code)).unwrap_or_default(),
    }
}

fn type_def(node: &Node) -> Option<TypeDef> {
    let object = node.get("fields").and_then(fields).map(TypeKind::Object);
    let texts = || node.get("enum").and_then(enum_values).map(TypeKind::Enum);
    let numbers = || node.get("enum_int").and_then(enum_int_values).map(TypeKind::EnumInt);
    Some(TypeDef {
        span: node.span,
        about: node.get("about").and_then(text),
        kind: object.or_else(texts).or_else(numbers)?,
        rust_name: node.get("rust_name").and_then(text),
        deprecated: node.get("deprecated").and_then(text),
    })
}

fn error_code(node: &Node) -> Option<ErrorCode> {
    Some(ErrorCode {
        code: node.get("code").and_then(int)?,
        http: node.get("http").map(|node| one_or_list(node, int)).unwrap_or_default(),
        message: node.get("message").map(|node| one_or_list(node, text)).unwrap_or_default(),
        about: node.get("about").and_then(text),
        retry: node.get("retry").and_then(flag),
    })
}
