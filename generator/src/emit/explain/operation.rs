//! An operation: its call, what it needs, what goes in and comes out, what can go wrong, and the lines of Rust.

use super::Paper;
use crate::emit::facts::{Word, facts};
use crate::emit::notation;
use crate::emit::snippet::snippet;
use crate::ir::{Client, Field, Location, Operation, Response, Ty, TypeKind};

/// Prints an operation.
pub(super) fn print(paper: &mut Paper, client: &Client, library: &str, operation: &Operation) -> Result<(), String> {
    paper.title(&operation.id);
    paper.prose(0, &operation.summary);
    if let Some(why) = &operation.deprecated {
        paper.prose(0, &format!("Deprecated: {why}"));
    }
    if let Some(details) = &operation.details {
        paper.line("");
        paper.prose(0, details);
    }
    paper.heading("Call");
    paper.line(&format!("  {} {}{}", operation.method.word(), host(client, operation), operation.path));
    paper
        .rows(&facts(operation).into_iter().map(|fact| [fact.name.to_owned(), plain(&fact.words)]).collect::<Vec<_>>());
    parameters(paper, client, operation);
    answer(paper, client, operation);
    codes(paper, operation);
    rust(paper, client, library, operation)
}

/// The host in front of the path.
fn host<'c>(client: &'c Client, operation: &Operation) -> &'c str {
    let host = client.platform.hosts.iter().find(|host| host.name == operation.host.word());
    host.map_or("", |host| host.feishu.as_str())
}

fn plain(words: &[Word]) -> String {
    let text = words.iter().map(|word| match word {
        Word::Prose(text) | Word::Code(text) | Word::Scope(text) | Word::Address(text) => text.as_str(),
    });
    text.collect()
}

fn parameters(paper: &mut Paper, client: &Client, operation: &Operation) {
    let rows: Vec<[String; 4]> = operation
        .parameters
        .iter()
        .map(|parameter| {
            let place = match parameter.location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
                Location::Body => "body",
            };
            let [name, ty, about] = field(client, &parameter.field);
            let required = if parameter.field.facts.required { "required" } else { "" };
            [name, format!("{place} {required}").trim_end().to_owned(), ty, about]
        })
        .collect();
    if !rows.is_empty() {
        paper.heading("Request");
        paper.rows(&rows);
    }
}

fn answer(paper: &mut Paper, client: &Client, operation: &Operation) {
    match &operation.response {
        Response::Nothing => {}
        Response::File => {
            paper.heading("Answer");
            paper.line("  a file");
        }
        Response::Value(ty) => {
            paper.heading("Answer");
            let fields = if let Ty::Type(id) = ty {
                &client.get(*id).kind
            } else {
                return paper.line(&format!("  {}", notation::text(client, ty)));
            };
            if let TypeKind::Object(fields) = fields {
                paper.rows(&fields.iter().map(|answered| field(client, answered)).collect::<Vec<_>>());
            } else {
                paper.line(&format!("  {}", notation::text(client, ty)));
            }
        }
    }
}

/// Name, type, and what it is.
fn field(client: &Client, field: &Field) -> [String; 3] {
    [field.name.wire.clone(), notation::text(client, &field.ty), first_line(&field.facts.about)]
}

fn first_line(prose: &str) -> String {
    prose.lines().take_while(|line| !line.trim().is_empty()).collect::<Vec<_>>().join(" ")
}

fn codes(paper: &mut Paper, operation: &Operation) {
    if operation.error_codes.is_empty() {
        return;
    }
    paper.heading("Error codes");
    let rows = operation
        .error_codes
        .iter()
        .map(|code| [code.code.to_string(), code.name.rust.clone(), first_line(&code.about)]);
    paper.rows(&rows.collect::<Vec<_>>());
}

fn rust(paper: &mut Paper, client: &Client, library: &str, operation: &Operation) -> Result<(), String> {
    let lines = snippet(client, library, operation)?;
    let feature = operation.id.split('.').next().unwrap_or_default();
    paper.heading(&format!("Rust, with the feature `{feature}`"));
    for line in lines.lines() {
        paper.line(&format!("  {line}"));
    }
    Ok(())
}
