//! The four kinds of files.

use super::operation::{operation, rate_limit};
use super::shared::shared;
use super::value::{entries, is_mapping, list, text, word};
use crate::load::node::Node;
use crate::source::FileId;
use crate::spec::{Entries, Host, Operation, Platform, Scope, Shared, TokenKind};

/// `platform.yaml`.
pub(in crate::load) fn platform(node: &Node, file: FileId) -> Platform {
    Platform {
        docs: node.get("docs").and_then(text),
        hosts: node.get("hosts").map(|node| entries(node, host)).unwrap_or_default(),
        rate_tiers: node.get("rate_tiers").map(|node| entries(node, rate_limit)).unwrap_or_default(),
        shared: shared(node, file),
    }
}

/// `scopes.yaml`.
pub(in crate::load) fn scopes(node: &Node) -> Entries<Scope> {
    node.get("scopes").map(|node| entries(node, scope)).unwrap_or_default()
}

/// What a resource file holds: what it shares, and its operations.
pub(in crate::load) fn resource(node: &Node, file: FileId) -> (Shared, Entries<Operation>) {
    let operations = node.get("operations").map(|node| entries(node, operation)).unwrap_or_default();
    (shared(node, file), operations)
}

fn host(node: &Node) -> Option<Host> {
    Some(Host {
        about: node.get("about").and_then(text),
        feishu: node.get("feishu").and_then(text)?,
        lark: node.get("lark").and_then(text),
    })
}

fn scope(node: &Node) -> Option<Scope> {
    is_mapping(node).then(|| Scope {
        about: node.get("about").and_then(text),
        tokens: node.get("tokens").map(|node| list(node, |node| word(node, TokenKind::from_word))).unwrap_or_default(),
    })
}
