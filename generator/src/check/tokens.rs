//! Whether the scopes of an operation can be granted to the tokens that it takes.

use super::sites::Sites;
use super::text::{listed, problem};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;
use crate::spec::{Operation, Scope, TokenKind};
use std::collections::HashMap;

/// Reports scopes that no token of their operation can have.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    let scopes: HashMap<&str, (&Spanned<String>, &Scope)> =
        sites.spec.scopes.iter().map(|entry| (entry.name.value.as_str(), (&entry.name, &entry.value))).collect();
    for site in &sites.operations {
        let operation = &site.entry.value;
        let named = operation.scopes.iter().chain(&operation.all_scopes).chain(&operation.field_scopes);
        if operation.tokens.is_empty() {
            out.extend(named.take(1).map(|name| without_token(name, operation)));
            continue;
        }
        for name in named {
            let scope = scopes.get(name.value.as_str());
            out.extend(scope.and_then(|(defined, scope)| nothing_shared(name, operation, defined, scope)));
        }
    }
}

fn without_token(name: &Spanned<String>, operation: &Operation) -> Diagnostic {
    let report = problem(
        Code::ScopeForToken,
        name.span,
        "",
        format!("scope `{name}` needs a token, but the operation takes none"),
    );
    report
        .with_secondary(operation.tokens.span, "no token")
        .with_help("remove the scopes, or say which tokens the operation takes")
}

fn nothing_shared(
    name: &Spanned<String>,
    operation: &Operation,
    defined: &Spanned<String>,
    scope: &Scope,
) -> Option<Diagnostic> {
    let shared = |kind: &Spanned<TokenKind>| operation.tokens.iter().any(|token| token.value == kind.value);
    if scope.tokens.iter().any(shared) {
        return None;
    }
    let granted = listed(scope.tokens.iter().map(|kind| kind.value.word()));
    let taken = listed(operation.tokens.iter().map(|kind| kind.value.word()));
    let message = format!("scope `{name}` is for {granted} tokens, but the operation takes {taken} tokens");
    let report = problem(Code::ScopeForToken, name.span, "", message)
        .with_secondary(operation.tokens.span, "the tokens it takes")
        .with_secondary(defined.span, "the scope");
    Some(report.with_help("remove the scope, or correct `tokens` here or in scopes.yaml"))
}
