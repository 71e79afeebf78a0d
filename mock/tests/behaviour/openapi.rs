//! What the server answers fits the OpenAPI document of the same specs, whatever reads it: success and refusal of every operation.

use feishu_generator::emit::openapi::{Options, Version, emit};
use feishu_generator::ir::{Operation, TokenKind};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::every_operation::{follows, overrides};
use crate::support::http::Answer;
use crate::support::{Fixture, SPECS, request};

/// The document, whose schemas are JSON Schemas in this version.
fn document() -> Value {
    let options = Options {
        version: Version::V3_1,
        title: "Everything".to_owned(),
        document_version: "1".to_owned(),
        services: Vec::new(),
    };
    emit(&SPECS, &options).expect("a document").value().clone()
}

/// The keys of an operation, wherever it stands.
fn keys<'d>(document: &'d Value, id: &str) -> &'d Value {
    let paths = document["paths"].as_object().expect("paths").values();
    let mut operations = paths.filter_map(Value::as_object).flat_map(|methods| methods.values());
    operations.find(|keys| keys["operationId"] == id).unwrap_or_else(|| panic!("no {id}"))
}

/// The validator of the answers of a status; `None` for bytes.
fn validator(document: &Value, operation: &Operation, status: u16) -> Option<Validator> {
    let answers = &keys(document, &operation.id)["responses"];
    let range = format!("{}XX", status / 100);
    let answer = answers.get(status.to_string()).or_else(|| answers.get(&range)).expect("an answer of this status");
    let answer = match answer["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).expect("a component"),
        None => answer,
    };
    let schema = &answer["content"].get("application/json")?["schema"];
    let schema = json!({"allOf": [schema], "components": {"schemas": document["components"]["schemas"]}});
    Some(jsonschema::draft202012::new(&schema).expect("a JSON Schema"))
}

/// Whether the document says what kind of answer this is, and it is JSON that fits.
fn assert_fits(document: &Value, operation: &Operation, answer: &Answer) -> bool {
    let Some(validator) = validator(document, operation, answer.status) else { return false };
    let problems: Vec<String> = validator.iter_errors(&answer.json).map(|problem| problem.to_string()).collect();
    assert!(problems.is_empty(), "{}: {problems:?} in {}", operation.id, answer.json);
    // It would refuse something else.
    assert!(!validator.is_valid(&json!([])), "{}", operation.id);
    true
}

#[test]
fn answers_and_refusals_fit_the_document() {
    let fixture = Fixture::specs();
    let (tenant, app) = (fixture.token("tenant"), fixture.token("app"));
    let document = document();
    let (mut answers, mut refusals) = (0, 0);
    for operation in SPECS.operations().filter(|operation| !follows(operation)) {
        let call = || request::example(&SPECS, operation, &fixture.server.url(), &overrides(&app));
        let answer = match operation.tokens.first() {
            Some(TokenKind::Tenant) => call().token(&tenant),
            Some(TokenKind::User) => call().token("u-mock"),
            Some(TokenKind::App) => call().token(&app),
            None => call(),
        };
        answers += usize::from(assert_fits(&document, operation, &answer.send()));
        if !operation.tokens.is_empty() {
            let refused = call().send();
            assert!(refused.status >= 400, "{}", operation.id);
            refusals += usize::from(assert_fits(&document, operation, &refused));
        }
    }
    assert!(answers >= 20 && refusals >= 20, "{answers} answers, {refusals} refusals");
}
