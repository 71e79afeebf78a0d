//! Every operation of the repository's specs answers the request of its own examples, with the types of its spec.

use feishu_generator::ir::{Body, Envelope, Operation, Parameter, Response};
use serde_json::{Value, json};

use crate::support::http::Answer;
use crate::support::shape::assert_shape;
use crate::support::{Fixture, SPECS, Tokens, request};

/// Credentials of the server instead of the examples of the specs.
pub(crate) fn overrides(app_token: &str) -> Vec<(&'static str, &str)> {
    vec![
        ("app_id", "cli_mock"),
        ("app_secret", "mock-secret"),
        ("app_ticket", "mock-ticket"),
        ("app_access_token", app_token),
    ]
}

#[test]
fn examples_are_answered() {
    let fixture = Fixture::specs();
    let (tokens, app) = (Tokens::of(&fixture), fixture.token("app"));
    let mut answered = 0;
    for operation in SPECS.operations().filter(|operation| !follows(operation)) {
        let call = request::example(&SPECS, operation, &fixture.server.url(), &overrides(&app));
        let call = if operation.tokens.is_empty() { call } else { call.token(tokens.fitting(operation)) };
        let answer = call.send();
        check(operation, &answer);
        answered += 1;
    }
    assert!(answered >= 10);
}

/// Whether an example is not enough for it: it logs a user in by the rules of OAuth (see `oauth`), or goes on with an upload that
/// another call began (see `uploads`).
pub(crate) fn follows(operation: &Operation) -> bool {
    is_login(operation) || is_step(operation)
}

/// Whether it belongs to OAuth, whose refusals have a form of their own.
fn is_login(operation: &Operation) -> bool {
    ["/open-apis/authen/v1/authorize", "/open-apis/authen/v2/oauth/token"].contains(&operation.path.as_str())
}

fn is_step(operation: &Operation) -> bool {
    let uploads = SPECS.operations().filter_map(|whole| whole.chunked.as_ref());
    uploads.flat_map(|chunked| [&chunked.part, &chunked.finish]).any(|step| step.id == operation.id)
}

fn check(operation: &Operation, answer: &Answer) {
    let id = &operation.id;
    let refused = answer.json["error"]["field_violations"].to_string();
    assert!(matches!(answer.status, 200 | 206), "{id}: {} {refused}", answer.status);
    let Response::Value(ty) = &operation.response else { return };
    let payload = match operation.envelope {
        Envelope::Data => &answer.ok()["data"],
        Envelope::Flat => &without_envelope(answer.ok()),
        Envelope::None | Envelope::File => &answer.json,
    };
    assert_shape(&SPECS, ty, payload, id);
    assert_ne!(payload, &json!({}), "{id} answers nothing");
}

fn without_envelope(body: &Value) -> Value {
    let mut fields = body.as_object().unwrap().clone();
    fields.remove("code");
    fields.remove("msg");
    fields.into()
}

/// A request without anything lacks exactly what the spec requires.
#[test]
fn empty_requests_lack_what_is_required() {
    let fixture = Fixture::specs();
    let tokens = Tokens::of(&fixture);
    for operation in SPECS.operations().filter(|operation| operation.body != Body::Form && !is_login(operation)) {
        let required = |parameter: &&Parameter| {
            parameter.field.facts.required && !operation.path.contains(&format!(":{}", parameter.field.name.wire))
        };
        let missing: Vec<String> =
            operation.parameters.iter().filter(required).map(|parameter| parameter.field.name.wire.clone()).collect();
        if missing.is_empty() {
            continue;
        }
        let path = operation.path.replace(':', "");
        let answer = fixture.call(operation.method.word(), &path).token(tokens.fitting(operation)).send();
        assert_eq!(answer.violated(), missing, "{}", operation.id);
    }
}
