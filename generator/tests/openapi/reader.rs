//! Reads a document: what stands in it, as facts.

use serde_json::{Value, json};

use crate::facts::{Ledger, skeleton};
use crate::schemas::{about, at, deprecation, elements, field, pairs, properties, target, text, there, type_of, types};

/// All facts of a document.
pub(crate) fn facts(document: &Value) -> Ledger {
    let mut ledger = Ledger::default();
    ledger.some("platform", "about", at(at(document, "info"), "description").as_str().map(skeleton));
    ledger.some("platform", "docs", there(at(at(document, "externalDocs"), "url")));
    for (name, host) in pairs(at(document, "x-hosts")) {
        let subject = format!("host {name}");
        ledger.note(&subject, "about", at(host, "description").clone());
        ledger.note(&subject, "feishu", at(host, "feishu").clone());
        ledger.some(&subject, "lark", there(at(host, "lark")));
    }
    for (name, scope) in pairs(at(document, "x-scopes")) {
        let subject = format!("scope {name}");
        ledger.note(&subject, "about", at(scope, "description").clone());
        ledger.list(&subject, "tokens", elements(at(scope, "tokens")).cloned());
    }
    codes(&mut ledger, "all services", document);
    elements(at(document, "tags")).for_each(|tag| service(&mut ledger, tag));
    for (path, methods) in pairs(at(document, "paths")) {
        for (method, keys) in pairs(methods) {
            operation(&mut ledger, document, path, method, keys);
        }
    }
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    types(&mut ledger, schemas.expect("schemas"));
    ledger
}

fn codes(ledger: &mut Ledger, whose: &str, holder: &Value) {
    for code in elements(at(holder, "x-error-codes")) {
        let subject = format!("code {whose} {}", text(at(code, "name")));
        ledger.note(&subject, "code", at(code, "code").clone());
        ledger.list(&subject, "http", elements(at(code, "http")).cloned());
        ledger.list(&subject, "messages", elements(at(code, "messages")).cloned());
        ledger.note(&subject, "about", at(code, "description").clone());
        ledger.flag(&subject, "retryable", at(code, "retry") == true);
    }
}

fn service(ledger: &mut Ledger, tag: &Value) {
    let name = text(at(tag, "name"));
    ledger.note(&format!("service {name}"), "about", skeleton(text(at(tag, "description"))));
    codes(ledger, name, tag);
    for (version, keys) in pairs(at(tag, "x-versions")) {
        ledger.note(&format!("version {name}.{version}"), "about", at(keys, "description").clone());
        for (resource, keys) in pairs(at(keys, "resources")) {
            ledger.note(&format!("resource {name}.{version}.{resource}"), "about", at(keys, "description").clone());
        }
    }
}

fn operation(ledger: &mut Ledger, document: &Value, path: &str, method: &str, keys: &Value) {
    let id = text(at(keys, "operationId"));
    ledger.note(id, "service", at(keys, "tags").get(0).cloned());
    ledger.note(id, "summary", at(keys, "summary").clone());
    let details = about(at(keys, "description"), at(keys, "x-deprecated"));
    ledger.some(id, "details", Some(details).filter(|details| !details.is_empty()));
    ledger.some(id, "docs", there(at(at(keys, "externalDocs"), "url")));
    ledger.some(id, "updated", there(at(keys, "x-updated")));
    ledger.note(id, "method", method.to_uppercase());
    place(ledger, document, path, keys);
    policy(ledger, id, keys);
    parameters(ledger, id, keys);
    let (body, ty) = body_of(keys);
    ledger.note(id, "body", body);
    ledger.some(id, "body type", ty);
    ledger.note(id, "response", response(keys));
    ledger.note(id, "envelope", there(at(keys, "x-envelope")).unwrap_or("data".into()));
    ledger.flag(id, "ranges", at(keys, "x-ranges") == true);
    ledger.some(id, "content type", there(at(keys, "x-content-type")));
    ledger.some(id, "chunked", there(at(keys, "x-chunked")).map(|keys| chunked(&keys)));
    ledger.some(id, "paging", there(at(keys, "x-paging")).map(|keys| paging(&keys)));
    ledger.some(id, "idempotency key", there(at(keys, "x-idempotency-key")));
    ledger.list(id, "error codes", elements(at(keys, "x-error-codes")).map(named));
    deprecation(ledger, id, keys);
}

/// The path, and the addresses that a program gets that reads no extensions, its parameters named as the platform does.
fn place(ledger: &mut Ledger, document: &Value, path: &str, keys: &Value) {
    let id = text(at(keys, "operationId"));
    let host = there(at(keys, "x-host")).unwrap_or("open".into());
    let known = document.pointer(&format!("/x-hosts/{}", text(&host))).is_some();
    let own = path_with_own_names(path, keys);
    ledger.note(id, "path", there(at(keys, "x-path")).unwrap_or_else(|| own.clone().into()));
    ledger.note(id, "host", host);
    let servers = there(at(keys, "servers")).or_else(|| there(at(document, "servers"))).unwrap_or_default();
    let addresses = elements(&servers).map(|server| format!("{}{own}", text(at(server, "url"))));
    ledger.list(id, "addresses", addresses.filter(|_| known));
}

fn path_with_own_names(path: &str, keys: &Value) -> String {
    let own = |name: &str| {
        let mut parameters = elements(at(keys, "parameters"));
        let parameter = parameters.find(|keys| at(keys, "in") == "path" && at(keys, "name") == name);
        let parameter = parameter.unwrap_or_else(|| panic!("{path} has no {name}"));
        there(at(parameter, "x-name")).map_or_else(|| name.to_owned(), |own| text(&own).to_owned())
    };
    let segments = path.split('/').map(|segment| {
        let name = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        name.map_or_else(|| segment.to_owned(), |name| format!(":{}", own(name)))
    });
    segments.collect::<Vec<_>>().join("/")
}

fn policy(ledger: &mut Ledger, id: &str, keys: &Value) {
    let schemes = elements(at(keys, "security")).flat_map(pairs).map(|(scheme, _)| scheme.as_str());
    let tokens: Vec<&str> = elements(at(keys, "x-tokens")).map(text).collect();
    assert_eq!(schemes.collect::<Vec<_>>(), tokens, "{id}");
    ledger.note(id, "tokens", at(keys, "x-tokens").clone());
    ledger.note(id, "apps", at(keys, "x-apps").clone());
    ledger.some(id, "rate limit", there(at(keys, "x-rate-limit")).map(|limit| rate_limit(&limit)));
    let targets = elements(at(keys, "x-targets")).map(|target| {
        let serial = at(target, "serial") == true;
        let limit = if serial { "serial".to_owned() } else { rate_limit(at(target, "rate_limit")) };
        json!([at(target, "group"), at(target, "key"), limit])
    });
    ledger.list(id, "targets", targets);
    ledger.list(id, "scopes", elements(at(keys, "x-scopes")).cloned());
    ledger.list(id, "all scopes", elements(at(keys, "x-all-scopes")).cloned());
    ledger.list(id, "field scopes", elements(at(keys, "x-field-scopes")).cloned());
}

/// A rate limit as the specs write it.
fn rate_limit(limit: &Value) -> String {
    let special = (at(limit, "special") == true).then(|| "special".to_owned());
    let windows = elements(at(limit, "windows")).map(|window| {
        let period = match at(window, "seconds").as_u64() {
            Some(1) => "s",
            Some(60) => "min",
            Some(86_400) => "day",
            other => panic!("a window of {other:?} seconds"),
        };
        format!("{}/{period}", at(window, "calls"))
    });
    special.into_iter().chain(windows).collect::<Vec<_>>().join(", ")
}

fn parameters(ledger: &mut Ledger, id: &str, keys: &Value) {
    let mut order = Vec::new();
    for parameter in elements(at(keys, "parameters")) {
        let (name, place) = (text(at(parameter, "name")), text(at(parameter, "in")));
        // The header for ranges is said with `x-ranges`.
        if at(keys, "x-ranges") == true && (name, place) == ("Range", "header") {
            continue;
        }
        let own = there(at(parameter, "x-name")).map_or(name.to_owned(), |own| text(&own).to_owned());
        let subject = format!("{id} {place} {own}");
        let schema = at(parameter, "schema");
        field(ledger, &subject, parameter, schema, at(parameter, "required") == true);
        order.push(format!("{place} {own}"));
    }
    if body_of(keys).1.is_none() {
        for (_, content) in pairs(at(at(keys, "requestBody"), "content")) {
            for (name, keys, required) in properties(at(content, "schema")) {
                field(ledger, &format!("{id} body {name}"), keys, keys, required);
                order.push(format!("body {name}"));
            }
        }
    }
    ledger.list(id, "parameters", order);
}

/// The kind of body, and its type where it is one as a whole.
fn body_of(keys: &Value) -> (&'static str, Option<String>) {
    let Some((media, content)) = pairs(at(at(keys, "requestBody"), "content")).next() else { return ("None", None) };
    let schema = at(content, "schema");
    let fields = at(schema, "type") == "object" && at(schema, "additionalProperties").is_null();
    match media.as_str() {
        "multipart/form-data" => ("Form", None),
        "application/json" if fields => ("Json", None),
        "application/json" => ("Whole", Some(type_of(schema))),
        other => panic!("a body of {other}"),
    }
}

fn response(keys: &Value) -> String {
    let success = at(at(keys, "responses"), "200");
    let Some((media, content)) = pairs(at(success, "content")).next() else { return "nothing".to_owned() };
    let schema = at(content, "schema");
    match (text(at(keys, "x-envelope")), media.as_str()) {
        ("file", "application/octet-stream") => "file".to_owned(),
        ("none", "application/json") => type_of(schema),
        (_, "application/json") if at(schema, "allOf").is_null() && target(schema).is_some() => "nothing".to_owned(),
        ("flat", "application/json") => type_of(&at(schema, "allOf")[1]),
        ("", "application/json") => type_of(at(at(schema, "properties"), "data")),
        other => panic!("an answer of {other:?}"),
    }
}

fn named(code: &Value) -> Value {
    json!([at(code, "code"), at(code, "name"), at(code, "platform") == true])
}

fn paging(keys: &Value) -> Value {
    let [by, first, position] = ["by", "first", "position"].map(|key| at(keys, key));
    let [size, default_size, max_size, switch] =
        ["size", "default_size", "max_size", "switch"].map(|key| at(keys, key));
    let [items, next_token, has_more, total] = ["items", "next_token", "has_more", "total"].map(|key| at(keys, key));
    let request = json!([[by, first], position, size, default_size, max_size, switch]);
    json!([request, items, next_token, has_more, total])
}

fn chunked(keys: &Value) -> Value {
    let sum = |key: &str| there(at(keys, key)).map(|sum| json!([at(&sum, "field"), at(&sum, "algorithm")]));
    let step = |key: &str| {
        let fields: Vec<Value> = pairs(at(at(keys, key), "fields")).map(|(name, value)| json!([name, value])).collect();
        json!([at(at(keys, key), "operation"), fields])
    };
    let [above, first_part, file] = ["above", "first_part", "file"].map(|key| at(keys, key));
    let names = ["upload_id", "part_size", "part_count"].map(|key| at(keys, key));
    let sums = json!([sum("checksum"), sum("part_checksum")]);
    let steps = json!([step("prepare"), step("part"), step("finish")]);
    let refusals = pairs(at(keys, "refusals")).map(|(refusal, code)| json!([refusal, named(code)]));
    let refusals: Vec<Value> = refusals.collect();
    json!([above, first_part, file, sums, steps, names, at(keys, "answer"), refusals])
}
