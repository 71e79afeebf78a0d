//! What an operation answers, as the platform sends it: with its envelope, its headers, and refusals.

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
        // Not `default`: generators take it for a kind of success as well.
        let refusal = || Keys::default().with("$ref", "#/components/responses/refusal");
        answers.with("4XX", refusal()).with("5XX", refusal())
    }

    fn success(&self, operation: &Operation) -> Keys {
        let data = match &operation.response {
            Response::File => return self.file(operation),
            Response::Nothing => None,
            Response::Value(ty) => Some(self.schema(ty)),
        };
        let (about, schema) = match (operation.envelope, data) {
            (Envelope::None, None) => return Keys::default().with("200", answer("Success, without content.")),
            (Envelope::None, Some(data)) => ("The answer.", data),
            (_, None) => ("The verdict, without data.", reference_to(ENVELOPE)),
            (Envelope::Flat, Some(data)) => (
                "The verdict and the data beside it.",
                Keys::default().list("allOf", [reference_to(ENVELOPE), data]).into(),
            ),
            (_, Some(data)) => ("The verdict and the data.", envelope_of(data)),
        };
        Keys::default().with("200", answer(about).with("content", content("application/json", schema)))
    }

    fn file(&self, operation: &Operation) -> Keys {
        let file =
            |about: &str| answer(about).with("content", content("application/octet-stream", self.version.file()));
        let whole = Keys::default().with("200", file("The file; `Content-Type` says of which kind it is."));
        whole.some("206", operation.ranges.then(|| file("The part of the file that was asked for.")))
    }
}

/// An answer without content.
fn answer(about: &str) -> Keys {
    Keys::default().with("description", about).with("headers", headers())
}
