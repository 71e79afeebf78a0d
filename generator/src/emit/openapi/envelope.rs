//! What surrounds the data of answers, and what refusals are: the same for every operation.

use serde_json::{Value, json};

use super::body::content;
use super::keys::Keys;
use super::names::{ENVELOPE, ERROR, reference_to};

/// The envelope with data in it.
pub(super) fn envelope_of(data: Value) -> Value {
    let properties = verdict().with("data", data);
    Keys::default().with("type", "object").list("required", ["code"]).object("properties", properties).into()
}

/// The schemas of the envelope without data, and of what a refusal says besides.
pub(super) fn schemas() -> Keys {
    let envelope = Keys::default()
        .with("type", "object")
        .with("description", "The verdict on a call. A call succeeded if `code` is 0, whatever the HTTP status is.")
        .list("required", ["code"])
        .object("properties", verdict());
    Keys::default().with(ENVELOPE, envelope).with(ERROR, error())
}

fn verdict() -> Keys {
    Keys::default()
        .with(
            "code",
            json!({"type": "integer", "format": "int64", "description": "0 for success, else the error code."}),
        )
        .with("msg", json!({"type": "string", "description": "For people to read; its words change."}))
        .with("error", reference_to(ERROR))
}

fn error() -> Value {
    let text = |about: &str| json!({"type": "string", "description": about});
    let list = |about: &str, fields: Value| json!({"type": "array", "description": about, "items": {"type": "object", "properties": fields}});
    let plain = json!({"type": "string"});
    json!({
        "type": "object",
        "description": "What a refusal says besides its code. Every field may be missing, and there may be others.",
        "properties": {
            "log_id": text("What support asks for; also in the header `X-Tt-Logid`."),
            "message": text("Text for people to read."),
            "troubleshooter": text("Where to look the failure up, with an address."),
            "field_violations": list(
                "Values of the request that were refused.",
                json!({"field": plain, "value": {"description": "The value."}, "description": plain}),
            ),
            "permission_violations": list(
                "Scopes that are missing: `subject` or `scope` is the scope's name.",
                json!({"type": plain, "subject": plain, "description": plain, "scope": plain, "url": plain}),
            ),
            "helps": list("Pages that help.", json!({"url": plain, "description": plain})),
            "details": list("Further facts.", json!({"key": plain, "value": plain})),
        },
    })
}

/// Headers of every answer.
pub(super) fn headers() -> Keys {
    Keys::default().with("X-Tt-Logid", Keys::default().with("$ref", "#/components/headers/X-Tt-Logid"))
}

/// The headers by name.
pub(super) fn header_components() -> Keys {
    let header = |about: &str, ty: &str| json!({"description": about, "schema": {"type": ty}});
    Keys::default()
        .with("X-Tt-Logid", header("The log id of the call, which support asks for.", "string"))
        .with("x-ogw-ratelimit-limit", header("How many calls the exceeded rate limit allows.", "integer"))
        .with("x-ogw-ratelimit-reset", header("Seconds until the exceeded rate limit allows calls again.", "integer"))
}

/// A refusal.
pub(super) fn refusal(about: &str) -> Value {
    let answer = Keys::default().with("description", about).with("headers", headers());
    answer.with("content", content("application/json", reference_to(ENVELOPE))).into()
}

/// Every refusal that has no answer of its own.
pub(super) fn refusals() -> Keys {
    let limits = ["x-ogw-ratelimit-limit", "x-ogw-ratelimit-reset"];
    let limits = limits.map(|name| (name, Keys::default().with("$ref", format!("#/components/headers/{name}"))));
    let about = "A refusal: `code` says why. With 429, or 400 and the code 99991400, a rate limit was exceeded.";
    let answer = Keys::default()
        .with("description", about)
        .with("headers", headers().all(limits.into_iter().collect()))
        .with("content", content("application/json", reference_to(ENVELOPE)));
    Keys::default().with("refusal", answer)
}
