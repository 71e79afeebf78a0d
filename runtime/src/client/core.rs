//! What happens to every call: token, request, exchange, and one more try where the token was refused.
//!
//! Compiled once: the answer's type comes in as a closure.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{Either, select};

use super::encode::request;
use super::hosts::Hosts;
use super::streams::open;
use crate::answer::{Answer, Reply};
use crate::auth::{Credentials, Identity, Key, Store};
use crate::download::ByteRange;
use crate::error::{ErrorKind, is_token_code};
use crate::transport::{BoxFuture, Clock, Transport};
use crate::{Error, Meta, Parts, Secret, TokenKind};

/// Everything that clones of a client share.
pub(crate) struct Core {
    credentials: Credentials,
    hosts: Hosts,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    timeout: Duration,
    tokens: Store,
}

/// One call, without its types.
#[derive(Clone)]
pub(crate) struct Job {
    pub(crate) meta: &'static Meta,
    pub(crate) parts: Parts,
    pub(crate) identity: Identity,
    pub(crate) timeout: Option<Duration>,
    /// The part of a file that is wanted.
    pub(crate) range: Option<ByteRange>,
}

impl Job {
    pub(crate) fn new(meta: &'static Meta, parts: Parts) -> Self {
        Self { meta, parts, identity: Identity::App, timeout: None, range: None }
    }

    pub(crate) fn identity(mut self, identity: Identity) -> Self {
        self.identity = identity;
        self
    }
}

/// A token on its way with one request.
struct Pass {
    secret: Secret,
    /// Where a new one comes from, should this one be refused.
    source: Option<Key>,
}

/// Reads a reply, and keeps what it read.
struct Decode<'a> {
    /// Whether it takes a body that is still coming.
    streams: bool,
    read: &'a mut (dyn FnMut(Reply) -> Result<(), Error> + Send),
}

impl Core {
    pub(super) fn new(
        credentials: Credentials,
        hosts: Hosts,
        transport: Arc<dyn Transport>,
        timeout: Duration,
    ) -> Self {
        let clock = transport.clock();
        Self { credentials, hosts, transport, clock, timeout, tokens: Store::default() }
    }

    pub(crate) fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    pub(super) fn shared_clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }

    pub(super) fn transport(&self) -> &dyn Transport {
        &*self.transport
    }

    pub(super) fn timeout(&self) -> Duration {
        self.timeout
    }

    pub(crate) fn tokens(&self) -> &Store {
        &self.tokens
    }

    /// Makes a call and reads its answer.
    pub(crate) async fn perform<T: Answer>(self: &Arc<Self>, job: &Job) -> Result<T, Error> {
        let mut answer = None;
        let mut read = |reply| {
            answer = Some(T::answer(reply)?);
            Ok(())
        };
        self.run(job, Decode { streams: T::STREAMS, read: &mut read }).await?;
        answer.ok_or_else(|| Error::new(ErrorKind::Decode, "nothing was read").with_operation(job.meta))
    }

    /// Makes a call within its time limit.
    fn run<'a>(self: &'a Arc<Self>, job: &'a Job, mut decode: Decode<'a>) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let limit = job.timeout.unwrap_or(self.timeout);
            let calling: BoxFuture<'_, _> = Box::pin(async move { self.attempts(job, &mut decode).await });
            let outcome = match select(calling, self.clock.sleep(limit)).await {
                Either::Left((outcome, _)) => outcome,
                Either::Right(((), _)) => Err(Error::new(ErrorKind::Timeout, format!("no answer within {limit:?}"))),
            };
            outcome.map_err(|error| error.with_operation(job.meta).redact(self.credentials.app_secret.expose()))
        })
    }

    /// Tries once, and once more where the token was refused and another one can be had.
    async fn attempts(self: &Arc<Self>, job: &Job, decode: &mut Decode<'_>) -> Result<(), Error> {
        let pass = self.pass(job).await?;
        let Err(error) = self.attempt(job, pass.as_ref(), decode).await else { return Ok(()) };
        let Some((key, refused)) = renewable(&error, pass.as_ref()) else { return Err(error) };
        self.tokens.reject(key, refused);
        if !job.parts.is_replayable() {
            return Err(error);
        }
        let pass = self.pass(job).await?;
        self.attempt(job, pass.as_ref(), decode).await
    }

    /// Sends the request and reads the reply.
    async fn attempt(
        self: &Arc<Self>,
        job: &Job,
        pass: Option<&Pass>,
        decode: &mut Decode<'_>,
    ) -> Result<(), Error> {
        let token = pass.map(|pass| &pass.secret);
        let outcome = match self.exchange(job, token, decode.streams).await {
            Ok(reply) => (decode.read)(reply),
            Err(error) => Err(error),
        };
        outcome.map_err(|error| match token {
            Some(token) => error.redact(token.expose()),
            None => error,
        })
    }

    async fn exchange(self: &Arc<Self>, job: &Job, token: Option<&Secret>, streams: bool) -> Result<Reply, Error> {
        let request = request(&self.hosts, job, token)?;
        let response = self.transport.call(request).await?;
        if streams {
            return open(self, job, response).await;
        }
        let (head, body) = response.into_parts();
        Ok(Reply::new(job.meta, head.status, head.headers, body.collect().await?))
    }

    /// The token for a call; none for operations that take none.
    async fn pass(self: &Arc<Self>, job: &Job) -> Result<Option<Pass>, Error> {
        if job.meta.tokens.is_empty() {
            return Ok(None);
        }
        let kind = job.identity.choose(job.meta.tokens).ok_or_else(|| no_token(job))?;
        let source = match (kind, &job.identity) {
            (TokenKind::User, Identity::User(token)) => {
                return Ok(Some(Pass { secret: token.clone(), source: None }));
            }
            (TokenKind::App, _) => Key::App,
            _ => Key::Tenant,
        };
        let token = self.tokens.token(self, source).await?;
        Ok(Some(Pass { secret: token.value, source: Some(source) }))
    }
}

/// The key and the token, where the platform refused a token that can be fetched anew.
fn renewable<'p>(error: &Error, pass: Option<&'p Pass>) -> Option<(Key, &'p Secret)> {
    error.code().filter(|code| is_token_code(*code))?;
    let pass = pass?;
    Some((pass.source?, &pass.secret))
}

fn no_token(job: &Job) -> Error {
    let hint = match job.identity {
        Identity::App => "it takes user tokens only: call it through `Client::as_user`",
        Identity::User(_) => "it takes no user tokens: call it through a client that is not bound to a user",
    };
    Error::config(hint)
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("credentials", &self.credentials)
            .field("hosts", &self.hosts)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
