//! One call from request to answer: who looks at it, and in which order. Must leave every decision to those it asks.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::response::Response as HttpResponse;
use bytes::Bytes;
use feishu_generator::ir::{Envelope, Operation, Response};
use feishu_generator::lookup::Found;
use serde_json::{Map, Value, json};

use crate::check::{self, Accepted, Incoming};
use crate::codes::Codes;
use crate::faults::{Fault, Harm};
use crate::harm::harmed;
use crate::log_id::log_id;
use crate::mock::Mock;
use crate::options::RateLimits;
use crate::paging::Turn;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::request_log::RequestRecord;
use crate::sample::Sampler;
use crate::{body, download, token};

/// Answers a request.
pub(crate) async fn handle(State(mock): State<Arc<Mock>>, request: Request) -> HttpResponse {
    let log_id = log_id(&mock.options.clock);
    let (parts, body) = request.into_parts();
    let (id, outcome) = match token::OAuthEndpoint::find(&parts.method, parts.uri.path()) {
        Some(endpoint) => {
            let body = body::read(body, mock.options.max_body).await;
            (Some(endpoint.id()), oauth(&mock, endpoint, &parts, body).await)
        }
        None => specified(&mock, &parts, body).await,
    };
    let (harm, outcome) = match outcome {
        Ok((reply, harm)) => (harm, Ok(reply)),
        Err(problem) => (None, Err(problem)),
    };
    let reply = outcome.unwrap_or_else(|problem| Reply::refusal(&problem, &mock.codes, &log_id));
    mock.log.push(record(&parts, id, &reply));
    let response = reply.into_response(&log_id);
    match harm {
        Some(harm) => harmed(response, harm).await,
        None => response,
    }
}

/// Answers a call of what the specs describe, if they describe it.
async fn specified<'m>(
    mock: &'m Mock,
    parts: &Parts,
    body: Body,
) -> (Option<&'m str>, Result<(Reply, Option<Harm>), Problem>) {
    match mock.routes.find(parts.method.as_str(), parts.uri.path()) {
        Found::Operation(index, params) => {
            let operation = &mock.operations[index];
            // From before the body comes until all is done: what overlaps is seen.
            let alone = mock.uploads.enter(&mock.client, operation, parts.headers.get(AUTHORIZATION));
            let body = body::read(body, mock.options.max_body).await;
            let body = alone.as_ref().map_err(Clone::clone).and(body);
            (Some(&operation.id), call(mock, operation, &params, parts, body).await)
        }
        Found::OtherMethod => (None, Err(Problem::new(Codes::OTHER_METHOD))),
        Found::Nothing => (None, Err(Problem::new(Codes::NO_PATH))),
    }
}

fn record(parts: &Parts, operation: Option<&str>, reply: &Reply) -> RequestRecord {
    RequestRecord {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        operation: operation.map(str::to_owned),
        status: reply.status.as_u16(),
        code: reply.code,
    }
}

async fn call(
    mock: &Mock,
    operation: &Operation,
    params: &[&str],
    parts: &Parts,
    body: Result<Bytes, Problem>,
) -> Result<(Reply, Option<Harm>), Problem> {
    limit(mock, operation, mock.options.clock.now())?;
    let harm = fault(mock, &operation.id, &parts.headers).await?;
    let identity = token::authorize(&parts.headers, &operation.tokens, &mock.tokens, mock.options.clock.now())?;
    let incoming = Incoming { params, query: parts.uri.query(), headers: &parts.headers, body: body? };
    let accepted = check::request(&mock.client, &mock.patterns, operation, incoming).await?;
    Ok((answer(mock, operation, &accepted, parts, &identity)?, harm))
}

/// Counts the call, and refuses it where there were too many.
fn limit(mock: &Mock, operation: &Operation, now: Duration) -> Result<(), Problem> {
    match (mock.traffic.arrive(operation, now), mock.options.rate_limits) {
        (Err(wait), RateLimits::Enforced) => {
            let seconds = u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1);
            Err(Problem::rate_limited(429, Some(seconds)))
        }
        (Err(_), RateLimits::Counted) | (Ok(()), _) => Ok(()),
    }
}

async fn oauth(
    mock: &Mock,
    endpoint: token::OAuthEndpoint,
    parts: &Parts,
    body: Result<Bytes, Problem>,
) -> Result<(Reply, Option<Harm>), Problem> {
    let harm = fault(mock, endpoint.id(), &parts.headers).await?;
    Ok((endpoint.answer(mock, parts, &body?), harm))
}

/// Lets happen to a call what a test wants; gives what is to happen to its answer.
async fn fault(mock: &Mock, id: &str, headers: &HeaderMap) -> Result<Option<Harm>, Problem> {
    let plan = mock.options.faults.plan(id);
    if !plan.latency.is_zero() {
        tokio::time::sleep(plan.latency).await;
    }
    match plan.fault {
        Some(Fault::Error(error)) => Err(Problem::forced(&error)),
        Some(Fault::RateLimit { status, reset }) => Err(Problem::rate_limited(status, reset)),
        Some(Fault::RevokeToken) => {
            token::revoke(headers, &mock.tokens);
            Ok(None)
        }
        Some(Fault::Harm(harm)) => Ok(Some(harm)),
        None => Ok(None),
    }
}

fn answer(
    mock: &Mock,
    operation: &Operation,
    accepted: &Accepted,
    parts: &Parts,
    identity: &str,
) -> Result<Reply, Problem> {
    if operation.response == Response::File {
        return Ok(download::answer(&mock.options.file, operation, &parts.headers));
    }
    let mut payload = Sampler::new(&mock.client).answer(operation, accepted);
    if let Some(paging) = &operation.paging {
        let faults = &mock.options.faults.page_faults(&operation.id);
        let turn = Turn { operation, paging, accepted, items: mock.options.items, faults };
        mock.pager.turn(&turn, &mut payload)?;
    }
    let uploaded = mock.uploads.answer(&mock.client, operation, accepted, identity, mock.options.part_size)?;
    if !uploaded.is_empty() {
        overwrite(&mut payload, uploaded);
    }
    if let Some(issued) = token::answer(mock, operation, accepted)? {
        overwrite(&mut payload, issued);
    }
    Ok(Reply::json(&wrap(operation.envelope, payload)))
}

/// Puts values into an object.
fn overwrite(payload: &mut Value, values: Map<String, Value>) {
    match payload {
        Value::Object(fields) => fields.extend(values),
        other => *other = Value::Object(values),
    }
}

fn wrap(envelope: Envelope, payload: Value) -> Value {
    let mut whole = json!({ "code": 0, "msg": "success" });
    match (envelope, payload) {
        (Envelope::None | Envelope::File, payload) => return payload,
        (Envelope::Flat, Value::Object(fields)) => overwrite(&mut whole, fields),
        (Envelope::Flat | Envelope::Data, payload) => whole["data"] = payload,
    }
    whole
}
