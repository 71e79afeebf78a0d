//! Operations, paging, rate limits, targets and quirks.

use super::chunked::chunked;
use super::field::{fields, texts};
use super::value::{flag, int, is_mapping, json, list, one_or_list, parsed, text, text_of, word};
use crate::load::node::{Kind, Node};
use crate::source::Spanned;
use crate::spec::{
    AppKind, ContentType, Envelope, Fact, HostKind, HttpMethod, Operation, Paging, Quirk, RateLimit, Target, TokenKind,
};

/// An operation, if it has all that is required.
pub(super) fn operation(node: &Node) -> Option<Operation> {
    Some(Operation {
        span: node.span,
        summary: node.get("summary").and_then(text)?,
        details: node.get("details").and_then(text),
        page: node.get("page").and_then(text),
        updated: node.get("updated").and_then(text),
        method: node.get("method").and_then(|node| word(node, HttpMethod::from_word))?,
        path: node.get("path").and_then(text)?,
        host: node.get("host").and_then(|node| word(node, HostKind::from_word)),
        tokens: node.get("tokens").and_then(|node| words(node, TokenKind::from_word))?,
        apps: node.get("apps").and_then(|node| words(node, AppKind::from_word))?,
        rate_limit: node.get("rate_limit").and_then(rate_limit),
        targets: node.get("targets").map(|node| list(node, target)).unwrap_or_default(),
        scopes: texts(node, "scopes"),
        all_scopes: texts(node, "all_scopes"),
        field_scopes: texts(node, "field_scopes"),
        params: node.get("params").and_then(fields).unwrap_or_default(),
        query: node.get("query").and_then(fields).unwrap_or_default(),
        headers: node.get("headers").and_then(fields).unwrap_or_default(),
        body: node.get("body").and_then(fields),
        body_type: node.get("body_type").and_then(parsed),
        response: node.get("response").and_then(fields),
        response_type: node.get("response_type").and_then(parsed),
        envelope: node.get("envelope").and_then(|node| word(node, Envelope::from_word)),
        multipart: node.get("multipart").and_then(flag),
        ranges: node.get("ranges").and_then(flag),
        content_type: node.get("content_type").and_then(|node| word(node, ContentType::from_word)),
        chunked: node.get("chunked").and_then(chunked),
        paging: node.get("paging").and_then(paging),
        idempotency_key: node.get("idempotency_key").and_then(text),
        error_codes: texts(node, "error_codes"),
        deprecated: node.get("deprecated").and_then(text),
        rust_name: node.get("rust_name").and_then(text),
        quirks: node.get("quirks").map(|node| list(node, quirk)).unwrap_or_default(),
    })
}

/// A list of words with the place of the whole list.
fn words<T>(node: &Node, read: impl Fn(&str) -> Option<T>) -> Option<Spanned<Vec<Spanned<T>>>> {
    matches!(node.kind, Kind::Sequence(_)).then(|| Spanned::new(list(node, |node| word(node, &read)), node.span))
}

/// A rate limit: one window or several.
pub(super) fn rate_limit(node: &Node) -> Option<Spanned<RateLimit>> {
    if is_mapping(node) {
        return None;
    }
    let special = one_or_list(node, text_of_owned).iter().any(|text| text == "special");
    let windows = one_or_list(node, parsed).into_iter().map(|window| window.value).collect();
    let limit = RateLimit { special, windows };
    (limit != RateLimit::default()).then(|| Spanned::new(limit, node.span))
}

fn text_of_owned(node: &Node) -> Option<String> {
    text_of(node).map(str::to_owned)
}

fn target(node: &Node) -> Option<Target> {
    Some(Target {
        span: node.span,
        group: node.get("group").and_then(text)?,
        key: node.get("key").and_then(text),
        rate_limit: node.get("rate_limit").and_then(rate_limit),
        serial: node.get("serial").and_then(flag),
    })
}

fn quirk(node: &Node) -> Option<Quirk> {
    Some(Quirk {
        span: node.span,
        at: node.get("at").map(|node| one_or_list(node, text)).unwrap_or_default(),
        fact: node.get("fact").and_then(|node| word(node, Fact::from_word)),
        page: node.get("page").and_then(json),
        reason: node.get("reason").and_then(text)?,
    })
}

fn paging(node: &Node) -> Option<Paging> {
    if !is_mapping(node) {
        return None;
    }
    let field = |key| node.get(key).and_then(text);
    Some(Paging {
        span: node.span,
        items: field("items"),
        token: field("token"),
        offset: field("offset"),
        page: field("page"),
        first: node.get("first").and_then(int),
        size: field("size"),
        switch: field("switch"),
        next_token: field("next_token"),
        has_more: field("has_more"),
        total: field("total"),
    })
}
