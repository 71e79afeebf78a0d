//! What the blocks of a page mean: from the common form to facts.
//!
//! Knows the words of the documentation, and no dialect.

mod basics;
mod check;
mod columns;
mod deprecation;
mod describe;
mod envelope;
mod errors;
pub(super) mod event;
mod examples;
mod fields;
mod headers;
mod identity;
mod limits;
mod mend;
mod nesting;
mod scopes;
mod sections;
mod tree;
mod types;
mod values;
mod words;

use std::collections::HashSet;

use super::Rows;
use super::facts::{Lines, OtherTable, PageFacts, Request, Response};
use super::front::FrontMatter;
use super::model::Block;
use super::warning::{Kind, Warnings};
use basics::Basics;
use sections::{Role, Sections};

/// What the page says about its endpoint; `None` where it has no method and address of one.
pub(super) fn endpoint(
    page: &str,
    front: &FrontMatter,
    blocks: &[Block],
    rows: &mut Rows,
    warnings: &mut Warnings,
) -> Option<PageFacts> {
    let sections = Sections::of(blocks);
    let basics = basics::read(&sections, warnings)?;
    let headers = headers::read(&sections, rows, warnings);
    let request_examples = examples::bodies(&sections, Role::BodyExample, warnings);
    let response_examples = examples::bodies(&sections, Role::ResponseExample, warnings);
    let mut tables = fields::Tables::read(&sections, &basics, &request_examples, &response_examples, warnings);
    tables.count(rows);
    check::resolve(&mut tables.params, &[]);
    check::resolve(&mut tables.query, &[]);
    check::resolve(&mut tables.body, &request_examples);
    check::resolve(&mut tables.response, &response_examples);
    let (envelope, unwrapped) = envelope::of(&sections, &tables.response, &response_examples);
    let response = Response { envelope, root: tables.response, unwrapped, examples: response_examples };
    let multipart = headers.content_type.as_deref().is_some_and(|kind| kind.contains("multipart"));
    let request =
        Request { content_type: headers.content_type, multipart, body: tables.body, examples: request_examples };
    check::against_examples(&request, &response, basics.lines.address, warnings);
    check_path(&basics, &tables.params, warnings);
    let errors = errors::read(&sections, rows, warnings);
    Some(PageFacts {
        identity: identity::of(&sections, front, &basics, warnings),
        title: front.title.clone().or_else(|| sections.title()).unwrap_or_default(),
        address: front.address.clone(),
        updated_ms: front.updated_ms,
        prose: sections.introduction(),
        notes: sections.notes(),
        deprecation: deprecation::of(&sections, front, page),
        lines: Lines { tokens: headers.tokens_line.unwrap_or(basics.lines.tokens), ..basics.lines },
        method: basics.method,
        host: basics.host,
        path: basics.path,
        rate_limit: basics.rate_limit,
        apps: basics.apps,
        tokens: headers.tokens,
        scopes: basics.scopes,
        field_scopes: basics.field_scopes,
        headers: headers.extra,
        params: tables.params,
        query: tables.query,
        request,
        response,
        errors,
        other_tables: tables.other,
    })
}

/// Compares the parameters of the path with their table.
fn check_path(basics: &Basics, params: &[super::facts::Field], warnings: &mut Warnings) {
    let in_path: HashSet<&str> = basics.path.split('/').filter_map(|segment| segment.strip_prefix(':')).collect();
    let in_table: HashSet<&str> = params.iter().map(|field| field.name.as_str()).collect();
    let ordered = basics.path.split('/').filter_map(|segment| segment.strip_prefix(':'));
    for name in ordered {
        if !in_table.contains(name) {
            let message = format!("the path has `:{name}`, which the table of path parameters lacks");
            warnings.add(Kind::PathParameters, basics.lines.address, message);
        }
    }
    for field in params.iter().filter(|field| !in_path.contains(field.name.as_str())) {
        let message = format!("`{}` is a path parameter, but the path lacks it", field.name);
        warnings.add(Kind::PathParameters, field.line, message);
    }
}

/// Rows of further tables.
fn other_rows(other: &[OtherTable]) -> usize {
    other.iter().flat_map(|table| &table.fields).map(super::facts::Field::rows).sum()
}
