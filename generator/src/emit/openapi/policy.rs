//! Who may call an operation, how often, and with which scopes.

use serde_json::Value;

use super::keys::Keys;
use crate::ir::{AppKind, Operation, Period, RateLimit, Scope, Target, TargetLimit, TokenKind};

/// What an operation says of it, but the security schemes.
pub(super) fn policy(operation: &Operation) -> Keys {
    let texts = |texts: &[String]| texts.to_vec();
    Keys::default()
        .with("x-tokens", tokens(&operation.tokens))
        .with("x-apps", operation.apps.iter().copied().map(AppKind::word).collect::<Vec<_>>())
        .some("x-rate-limit", operation.rate_limit.as_ref().map(rate_limit))
        .list("x-targets", operation.targets.iter().map(target))
        .list("x-scopes", texts(&operation.scopes))
        .list("x-all-scopes", texts(&operation.all_scopes))
        .list("x-field-scopes", texts(&operation.field_scopes))
}

/// The tokens that an operation takes, any one of them: the best first.
pub(super) fn security(operation: &Operation) -> Vec<Value> {
    let scheme = |token: &TokenKind| Keys::default().with(token.word(), Vec::<Value>::new()).into();
    operation.tokens.iter().map(scheme).collect()
}

/// Every kind of token.
pub(super) fn security_schemes() -> Keys {
    let scheme = |(word, meaning): &(&'static str, &'static str)| {
        let about = format!("The platform's `{word}_access_token`. Who calls with it: {meaning}");
        (*word, Keys::from_iter([("type", "http"), ("scheme", "bearer")]).with("description", about))
    };
    TokenKind::MEANINGS.iter().map(scheme).collect()
}

/// Scopes by name.
pub(super) fn scopes<'s>(scopes: impl Iterator<Item = &'s Scope>) -> Keys {
    let scope = |scope: &'s Scope| {
        let keys = Keys::default().with("description", scope.about.as_str()).with("tokens", tokens(&scope.tokens));
        (scope.name.as_str(), keys)
    };
    scopes.map(scope).collect()
}

fn tokens(tokens: &[TokenKind]) -> Vec<&'static str> {
    tokens.iter().copied().map(TokenKind::word).collect()
}

fn rate_limit(limit: &RateLimit) -> Value {
    let windows = limit.windows.iter().map(|window| {
        let seconds = match window.period {
            Period::Second => 1,
            Period::Minute => 60,
            Period::Day => 86_400,
        };
        Keys::default().with("calls", window.count).with("seconds", seconds)
    });
    Keys::default().flag("special", limit.special).list("windows", windows).into()
}

fn target(target: &Target) -> Value {
    let keys = Keys::default().with("group", target.group.as_str());
    let keys = keys.some("key", target.key.as_ref().map(|key| key.wire.as_str()));
    match &target.limit {
        TargetLimit::Rate(limit) => keys.with("rate_limit", rate_limit(limit)),
        TargetLimit::Serial => keys.flag("serial", true),
    }
    .into()
}
