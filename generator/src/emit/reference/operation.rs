//! The page of an operation.

use askama::Template;

use super::address;
use super::fields::{Fields, Shelf};
use super::highlight;
use super::page::{Page, Part, anchor, menu};
use super::prose::{self, Html};
use super::sample;
use super::site::{Link, Site, UP};
use crate::emit::facts::{Fact, Word, facts};
use crate::emit::snippet::snippet;
use crate::ir::{Body, ErrorCode, Field, Location, Operation, PathSegment, Response, Ty, TypeKind};

/// What a page should not exceed, in bytes, where its content allows.
const PAGE_BYTES: usize = 100_000;

/// How many rows inside of others are tried until a page is small enough.
const ROOMS: [usize; 4] = [300, 120, 40, 0];

/// A sample longer than this is left out.
const SAMPLE_LINES: usize = 80;

#[derive(Template)]
#[template(path = "reference/operation.html")]
struct OperationPage {
    page: Page,
    id: String,
    summary: Html,
    details: Option<Html>,
    deprecated: Option<Html>,
    method: &'static str,
    host: String,
    path: Vec<PathPart>,
    facts: Vec<Row>,
    groups: Vec<Group>,
    answer: Answer,
    codes: Vec<CodeRow>,
    feature: String,
    package: String,
    snippet: Html,
    sample: Option<Html>,
}

/// A piece of a path.
struct PathPart {
    text: String,
    parameter: bool,
}

/// A fact.
struct Row {
    name: &'static str,
    words: Html,
}

/// Parameters of one place.
struct Group {
    anchor: &'static str,
    title: &'static str,
    note: &'static str,
    fields: Fields,
}

/// What comes back.
struct Answer {
    note: Html,
    ty: Vec<Link>,
    fields: Option<Fields>,
}

/// An error code.
struct CodeRow {
    link: Link,
    name: String,
    about: Html,
    retryable: bool,
}

/// The page as text.
pub(super) fn page(site: &Site<'_>, operation: &Operation) -> Result<String, String> {
    let mut text = String::new();
    for room in ROOMS {
        text = model(site, operation, room)?.render().map_err(|error| error.to_string())?;
        if text.len() < PAGE_BYTES {
            break;
        }
    }
    Ok(text)
}

fn model(site: &Site<'_>, operation: &Operation, room: usize) -> Result<OperationPage, String> {
    let mut shelf = Shelf::new(site, &operation.types, room);
    let groups = groups(&mut shelf, operation);
    let answer = answer(site, &mut shelf, operation);
    let host = site.client.platform.hosts.iter().find(|host| host.name == operation.host.word());
    Ok(OperationPage {
        page: frame(site, operation),
        id: operation.id.clone(),
        summary: prose::line(&operation.summary),
        details: operation.details.as_deref().map(prose::blocks),
        deprecated: operation.deprecated.as_deref().map(prose::line),
        method: operation.method.word(),
        host: host.map(|host| host.feishu.clone()).unwrap_or_default(),
        path: path(operation),
        facts: facts(operation).iter().map(|fact| row(site, fact)).collect(),
        groups,
        answer,
        codes: operation.error_codes.iter().map(code_row).collect(),
        feature: operation.id.split('.').next().unwrap_or_default().to_owned(),
        package: site.package.to_owned(),
        snippet: highlight::rust(&snippet(site.client, site.library, operation)?),
        sample: sample(site, operation),
    })
}

fn frame(site: &Site<'_>, operation: &Operation) -> Page {
    let names: Vec<&str> = operation.id.split('.').collect();
    let (service, version, resource) = match names.as_slice() {
        [service, version, resource, ..] => (*service, *version, *resource),
        _ => ("", "", ""),
    };
    let service_link = site.service(service);
    let resource_link = Link {
        href: format!("{}#{}", service_link.href, anchor(version, resource)),
        text: format!("{version} {resource}"),
    };
    Page {
        root: UP,
        title: operation.summary.trim_end_matches('.').to_owned(),
        description: format!("{} {}", operation.method.word(), operation.path),
        part: Part::Services,
        crumbs: vec![service_link, resource_link],
        menu: site.service_of(operation).map(|service| menu(site, service, Some(&operation.id))).unwrap_or_default(),
    }
}

fn path(operation: &Operation) -> Vec<PathPart> {
    let parts = operation.segments.iter().map(|segment| match segment {
        PathSegment::Fixed(text) => PathPart { text: text.clone(), parameter: false },
        PathSegment::Parameter(name) => PathPart { text: format!(":{name}"), parameter: true },
    });
    parts.collect()
}

fn row(site: &Site<'_>, fact: &Fact) -> Row {
    let mut words = Html::default();
    for word in &fact.words {
        words.push(&match word {
            Word::Prose(text) => spaced(text),
            Word::Code(text) => Html::code(text),
            Word::Scope(name) => site.scope(name),
            Word::Address(address) if prose::is_web_address(address) => {
                Html::link(address, &Html::text(&short_address(address)))
            }
            Word::Address(address) => Html::code(address),
        });
    }
    Row { name: fact.name, words }
}

/// The host of an address and the end of its path, which tell more than what is between them.
fn short_address(address: &str) -> String {
    let parts: Vec<&str> = address.split('/').collect();
    match parts.as_slice() {
        [_, _, host, .., service, resource, operation] if parts.len() > 7 => {
            format!("{host}/…/{service}/{resource}/{operation}")
        }
        _ => address.to_owned(),
    }
}

/// A piece of prose with the blanks at its ends, which Markdown drops.
fn spaced(text: &str) -> Html {
    let blank = |is: bool| Html::text(if is { " " } else { "" });
    let mut html = blank(text.starts_with(' '));
    html.push(&prose::sentence(text.trim()));
    html.push(&blank(text.ends_with(' ')));
    html
}

fn groups(shelf: &mut Shelf<'_, '_>, operation: &Operation) -> Vec<Group> {
    let body = match operation.body {
        Body::Form => "A multipart form.",
        Body::Whole => "The value is the whole body, as JSON.",
        Body::None | Body::Json => "A JSON object.",
    };
    let places = [
        (Location::Path, "path", "Path parameters", ""),
        (Location::Query, "query", "Query parameters", ""),
        (Location::Header, "header", "Headers", ""),
        (Location::Body, "body", "Body", body),
    ];
    let mut groups = Vec::new();
    for (location, anchor, title, note) in places {
        let fields: Vec<&Field> = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.location == location)
            .map(|parameter| &parameter.field)
            .collect();
        if !fields.is_empty() {
            groups.push(Group { anchor, title, note, fields: shelf.rows(anchor, fields) });
        }
    }
    groups
}

fn answer(site: &Site<'_>, shelf: &mut Shelf<'_, '_>, operation: &Operation) -> Answer {
    match &operation.response {
        Response::Nothing => Answer { note: Html::text("Nothing but success."), ty: Vec::new(), fields: None },
        Response::File => {
            Answer { note: Html::text("A file, to be read while it comes."), ty: Vec::new(), fields: None }
        }
        Response::Value(ty) => {
            let note = match operation.envelope {
                crate::ir::Envelope::Data => "The fields of `data`.",
                crate::ir::Envelope::Flat => "The fields stand beside `code` and `msg`.",
                crate::ir::Envelope::None | crate::ir::Envelope::File => "The whole body, without `code`.",
            };
            let fields = match ty {
                Ty::Type(id) => match &site.client.get(*id).kind {
                    TypeKind::Object(fields) => Some(shelf.rows("answer", fields)),
                    TypeKind::TextEnum(_) | TypeKind::IntEnum(_) => None,
                },
                _ => None,
            };
            Answer { note: prose::line(note), ty: site.notation(ty), fields }
        }
    }
}

fn code_row(code: &ErrorCode) -> CodeRow {
    CodeRow {
        link: Link { href: format!("{UP}{}", address::code(code.code)), text: code.code.to_string() },
        name: code.name.rust.clone(),
        about: prose::brief(&code.about),
        retryable: code.retryable,
    }
}

fn sample(site: &Site<'_>, operation: &Operation) -> Option<Html> {
    let sample = sample::answer(site.client, operation)?;
    let text = serde_json::to_string_pretty(&sample).ok()?;
    (text.lines().count() <= SAMPLE_LINES).then(|| highlight::json(&text))
}
