//! All operations as one compact JSON for tools. Its shape is described in `docs/catalogue.md`; who changes it raises [`FORMAT`].

mod shape;

use self::shape::{
    Catalogue, Chunked, Code, Host, Operation, Paging, Parameter, Rate, Rust, Scope, Service, Target, Window,
};
use super::notation;
use crate::ir::{self, Client, Location, Response, TargetLimit};

/// The number of the shape. It goes up when something that was there is removed or means something else; what is added changes
/// nothing.
pub const FORMAT: u32 = 1;

/// The catalogue, with a line end.
///
/// # Errors
///
/// When it cannot be written as JSON: a bug of the generator, never of a spec.
pub fn catalogue(client: &Client) -> Result<String, String> {
    let catalogue = Catalogue {
        format: FORMAT,
        hosts: client.platform.hosts.iter().map(host).collect(),
        services: client.services.iter().map(service).collect(),
        operations: operations(client),
        scopes: client.scopes.iter().map(scope).collect(),
        error_codes: codes(client),
    };
    let mut text = serde_json::to_string(&catalogue).map_err(|error| error.to_string())?;
    text.push('\n');
    Ok(text)
}

fn host(host: &ir::Host) -> Host<'_> {
    Host { name: &host.name, feishu: &host.feishu, lark: host.lark.as_deref() }
}

fn service(service: &ir::Service) -> Service<'_> {
    Service { name: &service.name.wire, about: &service.about }
}

fn scope(scope: &ir::Scope) -> Scope<'_> {
    let tokens = scope.tokens.iter().map(|token| token.word()).collect();
    Scope { name: &scope.name, about: &scope.about, tokens }
}

fn codes(client: &Client) -> Vec<Code<'_>> {
    let platform = client.platform.error_codes.iter().map(|known| code(None, known));
    let services = client.services.iter().flat_map(|service| {
        let name = service.name.wire.as_str();
        service.error_codes.iter().map(move |known| code(Some(name), known))
    });
    platform.chain(services).collect()
}

fn code<'c>(service: Option<&'c str>, code: &'c ir::ErrorCode) -> Code<'c> {
    Code {
        code: code.code,
        service,
        name: &code.name.wire,
        about: &code.about,
        http: &code.http,
        messages: &code.messages,
        retry: code.retryable,
    }
}

fn operations(client: &Client) -> Vec<Operation<'_>> {
    let mut operations = Vec::new();
    for service in &client.services {
        for version in &service.versions {
            for resource in &version.resources {
                let names = [&service.name.wire, &version.name.wire, &resource.name.wire];
                operations.extend(resource.operations.iter().map(|known| operation(client, names, known)));
            }
        }
    }
    operations
}

fn operation<'c>(client: &'c Client, names: [&'c String; 3], known: &'c ir::Operation) -> Operation<'c> {
    let [service, version, resource] = names;
    let module = known.module.split_last().map_or(&[][..], |(_, resource)| resource);
    Operation {
        id: &known.id,
        service,
        version,
        resource,
        operation: &known.name.wire,
        summary: &known.summary,
        method: known.method.word(),
        path: &known.path,
        host: known.host.word(),
        tokens: known.tokens.iter().map(|token| token.word()).collect(),
        apps: known.apps.iter().map(|app| app.word()).collect(),
        rate_limit: known.rate_limit.as_ref().map(rate),
        targets: known.targets.iter().map(target).collect(),
        scopes: &known.scopes,
        all_scopes: &known.all_scopes,
        field_scopes: &known.field_scopes,
        parameters: known.parameters.iter().map(|parameter| self::parameter(client, parameter)).collect(),
        body: body(known.body),
        answer: answer(client, &known.response),
        envelope: known.envelope.word(),
        paging: known.paging.as_ref().map(paging),
        chunked: known.chunked.as_ref().map(chunked),
        ranges: known.ranges,
        idempotency_key: known.idempotency_key.as_deref(),
        error_codes: known.error_codes.iter().map(|code| code.code).collect(),
        deprecated: known.deprecated.as_deref(),
        page: known.docs.as_deref(),
        updated: known.updated.as_deref(),
        rust: Rust { feature: service, module: module.join("::"), request: &known.type_name },
    }
}

fn rate(limit: &ir::RateLimit) -> Rate {
    let windows = limit.windows.iter().map(|window| Window {
        calls: window.count,
        seconds: match window.period {
            ir::Period::Second => 1,
            ir::Period::Minute => 60,
            ir::Period::Day => 86_400,
        },
    });
    Rate { special: limit.special, windows: windows.collect() }
}

fn target(target: &ir::Target) -> Target<'_> {
    let (rate_limit, serial) = match &target.limit {
        TargetLimit::Rate(limit) => (Some(rate(limit)), false),
        TargetLimit::Serial => (None, true),
    };
    Target { group: &target.group, key: target.key.as_ref().map(|key| key.wire.as_str()), rate_limit, serial }
}

fn parameter<'c>(client: &Client, parameter: &'c ir::Parameter) -> Parameter<'c> {
    Parameter {
        name: &parameter.field.name.wire,
        location: match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Body => "body",
        },
        ty: notation::text(client, &parameter.field.ty),
        required: parameter.field.facts.required,
    }
}

fn body(body: ir::Body) -> &'static str {
    match body {
        ir::Body::None => "none",
        ir::Body::Json => "json",
        ir::Body::Whole => "whole",
        ir::Body::Form => "form",
    }
}

fn answer(client: &Client, response: &Response) -> Option<String> {
    match response {
        Response::Nothing => None,
        Response::File => Some("file".to_owned()),
        Response::Value(ty) => Some(notation::text(client, ty)),
    }
}

fn paging(paging: &ir::Paging) -> Paging {
    let path = |path: &Option<ir::FieldPath>| path.as_ref().map(ToString::to_string);
    let (by, first) = match paging.by {
        ir::PagingBy::Token => ("token", None),
        ir::PagingBy::Offset => ("offset", None),
        ir::PagingBy::Page { first } => ("page", Some(first)),
    };
    Paging {
        by,
        first,
        position: paging.position.to_string(),
        size: path(&paging.size),
        default_size: paging.default_size,
        max_size: paging.max_size,
        switch: path(&paging.switch),
        items: path(&paging.items),
        next_token: path(&paging.next_token),
        has_more: path(&paging.has_more),
        total: path(&paging.total),
    }
}

fn chunked(chunked: &ir::Chunked) -> Chunked<'_> {
    let [prepare, part, finish] = chunked.steps().map(|step| step.id.as_str());
    Chunked { above: chunked.above, prepare, part, finish }
}
