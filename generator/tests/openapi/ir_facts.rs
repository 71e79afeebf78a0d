//! The IR, taken apart into facts. Every structure is taken apart by name, so that a new field of the IR does not compile here
//! until somebody has said whether it is a fact (or one of Rust alone, as `_` says) and how a document shows it.

use feishu_generator::ir::{
    Body, Chunked, Client, ContentType, ErrorCode, Facts, Field, FieldPath, Filler, Filling, Finished, Host, HostKind,
    Location, Operation, Paging, PagingBy, Parameter, Platform, Resource, Response, Scope, Service, Step, Sum, Target,
    TargetLimit, Ty, Type, TypeKind, Variant, Version,
};
use feishu_generator::spec::Format;
use serde_json::{Value, json};

use crate::facts::{Ledger, skeleton};

/// All facts of a client.
pub(crate) fn facts(client: &Client) -> Ledger {
    let mut ledger = Ledger::default();
    let Client { types, platform, services, scopes } = client;
    let Platform { about, docs, hosts, error_codes, types: _ } = platform;
    ledger.some("platform", "about", about.as_deref().map(skeleton));
    ledger.some("platform", "docs", docs.as_deref());
    for host in hosts {
        host_facts(&mut ledger, host);
    }
    code_facts(&mut ledger, "all services", error_codes);
    for scope in scopes {
        scope_facts(&mut ledger, scope);
    }
    for service in services {
        service_facts(&mut ledger, client, service);
    }
    for ty in types {
        type_facts(&mut ledger, client, ty);
    }
    ledger
}

fn host_facts(ledger: &mut Ledger, host: &Host) {
    let Host { name, about, feishu, lark } = host;
    let subject = format!("host {name}");
    ledger.note(&subject, "about", about.as_str());
    ledger.note(&subject, "feishu", feishu.as_str());
    ledger.some(&subject, "lark", lark.as_deref());
}

fn scope_facts(ledger: &mut Ledger, scope: &Scope) {
    let Scope { name, about, tokens } = scope;
    let subject = format!("scope {name}");
    ledger.note(&subject, "about", about.as_str());
    ledger.list(&subject, "tokens", tokens.iter().map(|token| token.word()));
}

fn code_facts(ledger: &mut Ledger, whose: &str, codes: &[ErrorCode]) {
    for code in codes {
        let ErrorCode { name, code, http, messages, about, retryable, platform } = code;
        assert_eq!(*platform, whose == "all services");
        let subject = format!("code {whose} {}", name.wire);
        ledger.note(&subject, "code", *code);
        ledger.list(&subject, "http", http.iter().copied());
        ledger.list(&subject, "messages", messages.iter().map(String::as_str));
        ledger.note(&subject, "about", about.as_str());
        ledger.flag(&subject, "retryable", *retryable);
    }
}

fn service_facts(ledger: &mut Ledger, client: &Client, service: &Service) {
    let Service { name, about, error_codes, types: _, versions } = service;
    let subject = format!("service {}", name.wire);
    ledger.note(&subject, "about", skeleton(about));
    code_facts(ledger, &name.wire, error_codes);
    for version in versions {
        let Version { name: version, about, types: _, resources } = version;
        let subject = format!("version {}.{}", name.wire, version.wire);
        ledger.note(&subject, "about", about.as_deref());
        for resource in resources {
            let Resource { name: resource, about, types: _, operations } = resource;
            let subject = format!("resource {}.{}.{}", name.wire, version.wire, resource.wire);
            ledger.note(&subject, "about", about.as_str());
            for operation in operations {
                operation_facts(ledger, client, &name.wire, operation);
            }
        }
    }
}

fn operation_facts(ledger: &mut Ledger, client: &Client, service: &str, operation: &Operation) {
    let Operation {
        id,
        name: _,
        type_name: _,
        module: _,
        service: _,
        summary,
        details,
        doc: _,
        docs,
        updated,
        method,
        path,
        segments: _,
        host,
        tokens,
        apps,
        rate_limit,
        targets,
        scopes,
        all_scopes,
        field_scopes,
        parameters,
        body,
        response,
        envelope,
        ranges,
        content_type,
        chunked,
        paging,
        idempotency_key,
        error_codes,
        deprecated,
        types: _,
        constructor: _,
    } = operation;
    ledger.note(id, "service", service);
    ledger.note(id, "summary", summary.as_str());
    ledger.some(id, "details", details.as_deref().map(skeleton).filter(|text| !text.is_empty()));
    ledger.some(id, "docs", docs.as_deref());
    ledger.some(id, "updated", updated.as_deref());
    ledger.note(id, "method", method.word());
    ledger.note(id, "path", path.as_str());
    ledger.note(id, "host", host.word());
    ledger.list(id, "addresses", addresses(client, *host, path));
    ledger.note(id, "tokens", tokens.iter().map(|token| token.word()).collect::<Vec<_>>());
    ledger.note(id, "apps", apps.iter().map(|app| app.word()).collect::<Vec<_>>());
    ledger.some(id, "rate limit", rate_limit.as_ref().map(ToString::to_string));
    ledger.list(id, "targets", targets.iter().map(target));
    ledger.list(id, "scopes", scopes.iter().map(String::as_str));
    ledger.list(id, "all scopes", all_scopes.iter().map(String::as_str));
    ledger.list(id, "field scopes", field_scopes.iter().map(String::as_str));
    parameter_facts(ledger, client, id, *body, parameters);
    ledger.note(id, "body", format!("{body:?}"));
    ledger.note(id, "response", response_text(client, response));
    ledger.note(id, "envelope", envelope.word());
    ledger.flag(id, "ranges", *ranges);
    ledger.some(id, "content type", content_type.map(ContentType::word));
    ledger.some(id, "chunked", chunked.as_ref().map(chunked_value));
    ledger.some(id, "paging", paging.as_ref().map(paging_value));
    ledger.some(id, "idempotency key", idempotency_key.as_deref());
    ledger.list(id, "error codes", error_codes.iter().map(named));
    ledger.some(id, "deprecated", deprecated.as_deref());
}

/// Where an operation is called, as far as its host is known.
fn addresses(client: &Client, kind: HostKind, path: &str) -> Vec<String> {
    let host = client.platform.hosts.iter().find(|host| host.name == kind.word());
    let hosts = host.into_iter().flat_map(|host| std::iter::once(&host.feishu).chain(&host.lark));
    hosts.map(|host| format!("{}{path}", host.trim_end_matches('/'))).collect()
}

fn named(code: &ErrorCode) -> Value {
    json!([code.code, code.name.wire, code.platform])
}

fn target(target: &Target) -> Value {
    let Target { group, key, limit } = target;
    let limit = match limit {
        TargetLimit::Rate(limit) => limit.to_string(),
        TargetLimit::Serial => "serial".to_owned(),
    };
    json!([group, key.as_ref().map(|key| &key.wire), limit])
}

fn parameter_facts(ledger: &mut Ledger, client: &Client, id: &str, body: Body, parameters: &[Parameter]) {
    let mut order = Vec::new();
    for Parameter { location, field } in parameters {
        let place = match location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Body if body == Body::Whole => {
                // It is the body: the rest is not from the specs.
                ledger.note(id, "body type", text_of(client, &field.ty));
                continue;
            }
            Location::Body => "body",
        };
        order.push(format!("{place} {}", field.name.wire));
        field_facts(ledger, client, &format!("{id} {place} {}", field.name.wire), field, *location == Location::Path);
    }
    ledger.list(id, "parameters", order);
}

fn field_facts(ledger: &mut Ledger, client: &Client, subject: &str, field: &Field, always: bool) {
    let Field { name: _, setter: _, ty, presence: _, boxed: _, doc: _, facts } = field;
    let Facts { about, required, size_of, default, example, len, items, min, max, pattern, format, scopes, deprecated } =
        facts;
    ledger.note(subject, "type", text_of(client, ty));
    ledger.note(subject, "about", skeleton(about));
    ledger.flag(subject, "required", *required || always);
    ledger.some(subject, "size of", size_of.as_deref());
    ledger.some(subject, "default", default.clone());
    ledger.some(subject, "example", example.clone());
    ledger.some(subject, "len", len.map(|range| range.to_string()));
    ledger.some(subject, "items", items.map(|range| range.to_string()));
    ledger.some(subject, "min", min.clone());
    ledger.some(subject, "max", max.clone());
    ledger.some(subject, "pattern", pattern.as_deref());
    ledger.some(subject, "format", format.map(Format::name));
    ledger.list(subject, "scopes", scopes.iter().map(String::as_str));
    ledger.some(subject, "deprecated", deprecated.as_deref());
}

/// The name of a type in documents: its home and its own name.
fn name_of(ty: &Type) -> String {
    let home = ty.exported_from.as_ref().unwrap_or(&ty.module);
    if home.first().is_some_and(|first| first == "types") {
        return ty.name.rust.clone();
    }
    format!("{}.{}", home.join("."), ty.name.rust)
}

fn text_of(client: &Client, ty: &Ty) -> String {
    match ty {
        Ty::String => "string".to_owned(),
        Ty::Secret => "secret".to_owned(),
        Ty::Int => "int".to_owned(),
        Ty::Float => "float".to_owned(),
        Ty::Bool => "bool".to_owned(),
        Ty::Any => "any".to_owned(),
        Ty::File => "file".to_owned(),
        Ty::List(inner) => format!("list<{}>", text_of(client, inner)),
        Ty::Map(inner) => format!("map<{}>", text_of(client, inner)),
        Ty::Type(id) => name_of(client.get(*id)),
    }
}

fn response_text(client: &Client, response: &Response) -> String {
    match response {
        Response::Nothing => "nothing".to_owned(),
        Response::File => "file".to_owned(),
        Response::Value(ty) => text_of(client, ty),
    }
}

fn type_facts(ledger: &mut Ledger, client: &Client, ty: &Type) {
    let Type {
        name: _,
        module: _,
        exported_from: _,
        about,
        doc: _,
        deprecated,
        kind,
        // Whether requests or answers hold it follows from where it stands.
        usage: _,
        constructor: _,
    } = ty;
    let subject = format!("type {}", name_of(ty));
    ledger.note(&subject, "about", skeleton(about));
    ledger.some(&subject, "deprecated", deprecated.as_deref());
    match kind {
        TypeKind::Object(fields) => {
            ledger.note(&subject, "kind", "object");
            ledger.list(&subject, "fields", fields.iter().map(|field| field.name.wire.as_str()));
            for field in fields {
                field_facts(ledger, client, &format!("{subject} {}", field.name.wire), field, false);
            }
        }
        TypeKind::TextEnum(values) => {
            ledger.note(&subject, "kind", "string");
            ledger.list(&subject, "values", values.iter().map(value));
        }
        TypeKind::IntEnum(values) => {
            ledger.note(&subject, "kind", "integer");
            ledger.list(&subject, "values", values.iter().map(value));
        }
    }
}

fn value<T: serde::Serialize>(variant: &Variant<T>) -> Value {
    let Variant { wire, rust, about, doc: _, deprecated } = variant;
    json!([wire, rust, about, deprecated])
}

fn paging_value(paging: &Paging) -> Value {
    let Paging { by, position, size, default_size, max_size, switch, items, next_token, has_more, total } = paging;
    let path = |path: &Option<FieldPath>| path.as_ref().map(|path| path.0.join("."));
    let by = match by {
        PagingBy::Token => json!(["token", null]),
        PagingBy::Offset => json!(["offset", null]),
        PagingBy::Page { first } => json!(["page", first]),
    };
    let request = json!([by, position.0.join("."), path(size), default_size, max_size, path(switch)]);
    json!([request, path(items), path(next_token), path(has_more), path(total)])
}

fn chunked_value(chunked: &Chunked) -> Value {
    let Chunked {
        above,
        first_part,
        file,
        checksum,
        part_checksum,
        prepare,
        part,
        finish,
        upload_id,
        part_size,
        part_count,
        finished,
        refusals,
    } = chunked;
    let sum = |sum: &Option<Sum>| sum.as_ref().map(|Sum { field, algorithm }| json!([field.wire, algorithm.word()]));
    let finished = match finished {
        Finished::Nothing => "nothing",
        Finished::Same => "same",
        Finished::Fields(_) => "fields",
    };
    let names = json!([upload_id.wire, part_size.wire, part_count.as_ref().map(|name| &name.wire)]);
    let refusals: Vec<Value> = refusals.iter().map(|(refusal, code)| json!([refusal.word(), named(code)])).collect();
    let steps = json!([step(prepare), step(part), step(finish)]);
    let sums = json!([sum(checksum), sum(part_checksum)]);
    json!([above, first_part, file.wire, sums, steps, names, finished, refusals])
}

fn step(step: &Step) -> Value {
    // What it is in Rust and what it answers stands with the operation of that name.
    let Step { id, module: _, type_name: _, response: _, fields } = step;
    let fields = fields.iter().filter_map(|Filling { name, value, optional: _ }| {
        let value = match value {
            Filler::Size => "size",
            Filler::UploadId => "upload_id",
            Filler::PartCount => "part_count",
            Filler::PartNumber => "part_number",
            Filler::PartSize => "part_size",
            Filler::PartChecksum => "part_checksum",
            Filler::Content => "content",
            Filler::Copied { .. } => "copied",
            Filler::Nothing => return None,
        };
        Some(json!([name.wire, value]))
    });
    json!([id, fields.collect::<Vec<_>>()])
}
