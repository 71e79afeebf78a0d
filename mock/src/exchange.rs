//! One call from request to answer: who looks at it, and in which order. Must leave every decision to those it asks.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
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
use crate::request_log::{FaultRecord, RequestRecord};
use crate::sample::Sampler;
use crate::{body, download, token};

/// Answers a request.
pub(crate) async fn handle(State(mock): State<Arc<Mock>>, request: Request) -> HttpResponse {
    let log_id = log_id(&mock.options.clock);
    let (parts, body) = request.into_parts();
    let exchange = Exchange { mock: &mock, parts: &parts, log_id: &log_id };
    let (id, outcome) = match token::OAuthEndpoint::find(&parts.method, parts.uri.path()) {
        Some(endpoint) => (Some(endpoint.id()), exchange.oauth(endpoint, body).await),
        None => exchange.specified(body).await,
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

fn record(parts: &Parts, operation: Option<&str>, reply: &Reply) -> RequestRecord {
    RequestRecord {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        operation: operation.map(str::to_owned),
        status: reply.status.as_u16(),
        code: reply.code,
    }
}

/// The answer, and what becomes of it on the way; or a refusal.
type Outcome = Result<(Reply, Option<Harm>), Problem>;

/// A request that is being answered.
struct Exchange<'a> {
    mock: &'a Mock,
    parts: &'a Parts,
    log_id: &'a str,
}

impl<'a> Exchange<'a> {
    /// Answers a call of what the specs describe, if they describe it.
    async fn specified(&self, body: Body) -> (Option<&'a str>, Outcome) {
        let Exchange { mock, parts, .. } = *self;
        match mock.routes.find(parts.method.as_str(), parts.uri.path()) {
            Found::Operation(index, params) => {
                let operation = &mock.operations[index];
                // From before the body comes until all is done: what overlaps is seen.
                let alone = mock.uploads.enter(&mock.client, operation, parts.headers.get(AUTHORIZATION));
                let body = body::read(body, mock.options.max_body).await;
                let body = alone.as_ref().map_err(Clone::clone).and(body);
                (Some(&operation.id), self.call(operation, &params, body).await)
            }
            Found::OtherMethod => (None, Err(Problem::new(Codes::OTHER_METHOD))),
            Found::Nothing => (None, Err(Problem::new(Codes::NO_PATH))),
        }
    }

    async fn call(&self, operation: &Operation, params: &[&str], body: Result<Bytes, Problem>) -> Outcome {
        let Exchange { mock, parts, .. } = *self;
        limit(mock, operation, mock.options.clock.now())?;
        let harm = self.fault(&operation.id).await?;
        let identity = token::authorize(&parts.headers, &operation.tokens, &mock.tokens, mock.options.clock.now())?;
        let incoming = Incoming { params, query: parts.uri.query(), headers: &parts.headers, body: body? };
        let accepted = check::request(&mock.client, &mock.patterns, operation, incoming).await?;
        Ok((answer(mock, operation, &accepted, parts, &identity)?, harm))
    }

    async fn oauth(&self, endpoint: token::OAuthEndpoint, body: Body) -> Outcome {
        let body = body::read(body, self.mock.options.max_body).await;
        let harm = self.fault(endpoint.id()).await?;
        Ok((endpoint.answer(self.mock, self.parts, &body?), harm))
    }

    /// Lets happen to a call what a test wants; gives what is to happen to its answer.
    async fn fault(&self, id: &str) -> Result<Option<Harm>, Problem> {
        let Exchange { mock, parts, log_id } = *self;
        let plan = mock.options.faults.plan(id);
        if let Some(fault) = plan.fault.clone() {
            mock.log.push_fault(FaultRecord { operation: id.to_owned(), log_id: log_id.to_owned(), fault });
        }
        if !plan.latency.is_zero() {
            tokio::time::sleep(plan.latency).await;
        }
        match plan.fault {
            Some(Fault::Error(error)) => return Err(Problem::forced(&error)),
            Some(Fault::RateLimit { status, reset }) => return Err(Problem::rate_limited(status, reset)),
            Some(Fault::RevokeToken) => token::revoke(&parts.headers, &mock.tokens),
            Some(Fault::Late(time)) => tokio::time::sleep(time).await,
            Some(Fault::Harm(harm)) => return Ok(Some(harm)),
            None => {}
        }
        Ok(None)
    }
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
