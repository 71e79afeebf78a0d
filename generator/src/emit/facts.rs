//! What an operation needs and how it behaves, as rows for documents. Each document prints the words in its own way.

use crate::ir::{Operation, Paging, PagingBy};
use crate::lower;

/// A row: what is said, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    /// What it is about.
    pub(crate) name: &'static str,
    /// What is said.
    pub(crate) words: Vec<Word>,
}

/// A piece of what is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Word {
    /// Prose, which may hold Markdown.
    Prose(String),
    /// A name of the wire or of code.
    Code(String),
    /// A scope.
    Scope(String),
    /// An address.
    Address(String),
}

/// The rows of an operation; what its call looks like is no part of them.
pub(crate) fn facts(operation: &Operation) -> Vec<Fact> {
    let mut facts = access(operation);
    facts.extend(limits(operation));
    facts.extend(operation.paging.as_ref().map(|paging| Fact { name: "Paging", words: paging_words(paging) }));
    facts.extend(behaviour(operation));
    facts.extend(operation.docs.as_ref().map(|docs| {
        let updated = operation.updated.as_ref().map(|day| prose(format!(", as of {day}")));
        Fact { name: "Official page", words: std::iter::once(Word::Address(docs.clone())).chain(updated).collect() }
    }));
    facts
}

fn access(operation: &Operation) -> Vec<Fact> {
    let tokens: Vec<&str> = operation.tokens.iter().map(|token| token.word()).collect();
    let tokens = if tokens.is_empty() { "none".to_owned() } else { tokens.join(", ") };
    let apps: Vec<&str> = operation.apps.iter().map(|app| app.word()).collect();
    let mut facts = vec![
        Fact { name: "Token", words: vec![prose(tokens)] },
        Fact { name: "Apps", words: vec![prose(apps.join(", "))] },
    ];
    match operation.scopes.as_slice() {
        [] => {}
        [scope] => facts.push(Fact { name: "Scope", words: vec![Word::Scope(scope.clone())] }),
        scopes => facts.push(Fact { name: "Scopes", words: list("any of ", scopes) }),
    }
    if !operation.all_scopes.is_empty() {
        facts.push(Fact { name: "Also needs", words: list("every one of ", &operation.all_scopes) });
    }
    if !operation.field_scopes.is_empty() {
        facts.push(Fact { name: "For some fields", words: list("", &operation.field_scopes) });
    }
    facts
}

fn limits(operation: &Operation) -> Vec<Fact> {
    let limit = operation.rate_limit.as_ref().map(|limit| prose(lower::rate_limit(limit)));
    let limit = limit.map(|words| Fact { name: "Rate limit", words: vec![words] });
    let targets: Vec<String> = operation.targets.iter().map(lower::target_limit).collect();
    let targets = (!targets.is_empty()).then(|| Fact { name: "Per target", words: vec![prose(targets.join("; "))] });
    limit.into_iter().chain(targets).collect()
}

fn behaviour(operation: &Operation) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(key) = &operation.idempotency_key {
        let words = vec![Word::Code(key.clone()), prose(" makes a repeated call harmless")];
        facts.push(Fact { name: "Idempotency", words });
    }
    if operation.ranges {
        let words = vec![prose("a part of the file can be asked for, with "), Word::Code("Call::range".to_owned())];
        facts.push(Fact { name: "Ranges", words });
    }
    if let Some(chunked) = &operation.chunked {
        let words = vec![
            prose(format!("above {} bytes in parts, with ", chunked.above)),
            Word::Code("Client::upload".to_owned()),
        ];
        facts.push(Fact { name: "Larger files", words });
    }
    facts
}

/// What names its pages, what goes through them, and how long they are.
fn paging_words(paging: &Paging) -> Vec<Word> {
    let by = match paging.by {
        PagingBy::Token => "by token in ",
        PagingBy::Offset => "by offset in ",
        PagingBy::Page { .. } => "by page number in ",
    };
    let mut words = vec![prose(by), Word::Code(paging.position.to_string())];
    if let Some(items) = &paging.items {
        words.extend([prose(", through "), Word::Code(items.to_string())]);
    }
    words.extend(paging.default_size.map(|size| prose(format!("; {size} items a page unless asked otherwise"))));
    words.extend(paging.max_size.map(|size| prose(format!("; at most {size} items a page"))));
    words
}

fn list(start: &str, scopes: &[String]) -> Vec<Word> {
    let mut words = Vec::new();
    for (at, scope) in scopes.iter().enumerate() {
        let before = if at == 0 { start } else { ", " };
        words.extend((!before.is_empty()).then(|| prose(before)));
        words.push(Word::Scope(scope.clone()));
    }
    words
}

fn prose(text: impl Into<String>) -> Word {
    Word::Prose(text.into())
}
