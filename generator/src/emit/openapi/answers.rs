//! What an operation answers, as the platform sends it: with its envelope, its headers, and refusals.

use serde_json::Value;

use super::Emitter;
use super::body::content;
use super::envelope::{envelope_of, headers, refusal};
use super::error_codes::by_status;
use super::keys::Keys;
use super::names::{ENVELOPE, reference_to};
use crate::ir::{Envelope, Operation, Response};

impl Emitter<'_> {
    /// The answers of an operation by status.
    pub(super) fn answers(&self, operation: &Operation) -> Keys {
        let mut answers = self.success(operation);
        for (status, about) in by_status(operation) {
            answers = answers.with(status.to_string(), refusal(&about));
        }
        answers.with("default", Keys::default().with("$ref", "#/components/responses/refusal"))
    }

    fn success(&self, operation: &Operation) -> Keys {
        let data = match &operation.response {
            Response::File => return self.file(operation),
            Response::Nothing => None,
            Response::Value(ty) => Some(self.schema(ty)),
        };
        let (about, schema) = match (operation.envelope, data) {
            (Envelope::None, data) => ("The answer.", data.unwrap_or_else(|| Keys::default().into())),
            (_, None) => ("The verdict, without data.", reference_to(ENVELOPE)),
            (Envelope::Flat, Some(data)) => {
                ("The verdict and the data beside it.", Keys::default().list("allOf", [reference_to(ENVELOPE), data]).into())
            }
            (_, Some(data)) => ("The verdict and the data.", envelope_of(data)),
        };
        let answer = Keys::default().with("description", about).with("headers", headers());
        Keys::default().with("200", answer.with("content", content("application/json", schema)))
    }

    fn file(&self, operation: &Operation) -> Keys {
        let answer = |about: &str| -> Value {
            let answer = Keys::default().with("description", about).with("headers", headers());
            answer.with("content", content("application/octet-stream", self.version.file())).into()
        };
        let whole = Keys::default().with("200", answer("The file; `Content-Type` says of which kind it is."));
        whole.some("206", operation.ranges.then(|| answer("The part of the file that was asked for.")))
    }
}
