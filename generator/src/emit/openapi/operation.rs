//! One operation: everything that the document says of it.

use serde_json::Value;

use super::Emitter;
use super::chunked::chunked;
use super::error_codes::named;
use super::keys::Keys;
use super::paging::paging;
use super::policy::{policy, security};
use super::prose::described;
use super::routes::Route;
use super::schema::deprecation;
use super::servers::servers_of;
use crate::ir::{ContentType, Envelope, HostKind, Operation};

impl Emitter<'_> {
    /// An operation at its place.
    pub(super) fn operation(&self, route: &Route<'_>) -> Value {
        let operation = route.operation;
        Keys::default()
            .with("operationId", operation.id.as_str())
            .list("tags", [self.service_of(operation)])
            .with("summary", operation.summary.as_str())
            .some("description", description(operation))
            .some("externalDocs", operation.docs.as_deref().map(|docs| Keys::default().with("url", docs)))
            .some("x-updated", operation.updated.as_deref())
            .all(deprecation(operation.deprecated.as_deref()))
            .list("servers", servers_of(route, &self.client.platform))
            .with("security", security(operation))
            .list("parameters", self.parameters(route))
            .some("requestBody", self.body(operation))
            .with("responses", self.answers(operation))
            .all(policy(operation))
            .all(traffic(route))
            .list("x-error-codes", operation.error_codes.iter().map(named))
            .into()
    }
}

fn description(operation: &Operation) -> Option<String> {
    let text = described(operation.details.as_deref().unwrap_or_default(), operation.deprecated.as_deref());
    Some(text).filter(|text| !text.is_empty())
}

/// What a client has to know about sending it and reading what comes back.
fn traffic(route: &Route<'_>) -> Keys {
    let operation = route.operation;
    let host = Some(operation.host).filter(|host| *host != HostKind::Open).map(HostKind::word);
    let envelope = Some(operation.envelope).filter(|envelope| *envelope != Envelope::Data).map(Envelope::word);
    Keys::default()
        .some("x-path", route.differs.then_some(operation.path.as_str()))
        .some("x-host", host)
        .some("x-envelope", envelope)
        .flag("x-ranges", operation.ranges)
        .some("x-content-type", operation.content_type.map(ContentType::word))
        .some("x-idempotency-key", operation.idempotency_key.as_deref())
        .some("x-paging", operation.paging.as_ref().map(paging))
        .some("x-chunked", operation.chunked.as_ref().map(chunked))
}
