//! What happens to every call: token, request, exchange, and one more try where the token was refused.
//!
//! Compiled once: the answer's type comes in as a closure.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{Either, select};

use super::encode::request;
use super::hosts::Hosts;
use crate::answer::{Answer, Reply};
use crate::auth::{Credentials, Identity, Pass, Tokens};
use crate::error::{ErrorKind, is_token_code};
use crate::transport::{BoxFuture, Clock, Transport, TransportError, TransportErrorKind};
use crate::{Error, Meta, Parts, TokenStore};

/// Everything that clones of a client share.
pub(crate) struct Core {
    credentials: Credentials,
    hosts: Hosts,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    timeout: Duration,
    tokens: Tokens,
}

/// One call, without its types.
pub(crate) struct Job {
    pub(crate) meta: &'static Meta,
    pub(crate) parts: Parts,
    pub(crate) identity: Identity,
    pub(crate) timeout: Option<Duration>,
}

impl Job {
    pub(crate) fn new(meta: &'static Meta, parts: Parts) -> Self {
        Self { meta, parts, identity: Identity::App, timeout: None }
    }

    pub(crate) fn identity(mut self, identity: Identity) -> Self {
        self.identity = identity;
        self
    }
}

/// Reads a reply, and keeps what it read.
type Decode<'a> = &'a mut (dyn FnMut(&Reply) -> Result<(), Error> + Send);

impl Core {
    pub(super) fn new(
        credentials: Credentials,
        hosts: Hosts,
        transport: Arc<dyn Transport>,
        timeout: Duration,
        store: Arc<dyn TokenStore>,
    ) -> Self {
        let clock = transport.clock();
        let tokens = Tokens::new(store, hosts.open_authority(), &credentials.app_id);
        Self { credentials, hosts, transport, clock, timeout, tokens }
    }

    pub(crate) fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    pub(crate) fn hosts(&self) -> &Hosts {
        &self.hosts
    }

    pub(crate) fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// Runs a task that nobody waits for, where the transport can.
    pub(crate) fn run_apart(&self, task: BoxFuture<'static, ()>) -> Result<(), BoxFuture<'static, ()>> {
        self.transport.run_apart(task)
    }

    /// Makes a call and reads its answer.
    pub(crate) async fn perform<T: Answer>(self: &Arc<Self>, job: &Job) -> Result<T, Error> {
        let mut answer = None;
        self.run(job, &mut |reply| {
            answer = Some(T::answer(reply)?);
            Ok(())
        })
        .await?;
        answer.ok_or_else(|| Error::new(ErrorKind::Decode, "nothing was read").with_operation(job.meta))
    }

    /// Makes a call within its time limit.
    fn run<'a>(self: &'a Arc<Self>, job: &'a Job, decode: Decode<'a>) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let limit = job.timeout.unwrap_or(self.timeout);
            let calling: BoxFuture<'_, _> = Box::pin(self.attempts(job, decode));
            let outcome = match select(calling, self.clock.sleep(limit)).await {
                Either::Left((outcome, _)) => outcome,
                Either::Right(((), _)) => Err(Error::new(ErrorKind::Timeout, format!("no answer within {limit:?}"))),
            };
            outcome.map_err(|error| error.with_operation(job.meta).redact(self.credentials.app_secret.expose()))
        })
    }

    /// Tries once, and once more where the token was refused and another one can be had.
    async fn attempts(self: &Arc<Self>, job: &Job, decode: Decode<'_>) -> Result<(), Error> {
        let pass = self.tokens.token(self, &job.identity, job.meta).await?;
        let Err(error) = self.attempt(job, pass.as_ref(), decode).await else { return Ok(()) };
        let refused = pass.filter(|_| error.code().is_some_and(is_token_code));
        if !refused.is_some_and(|pass| self.tokens.reject(self, &pass)) {
            return Err(error);
        }
        let pass = self.tokens.token(self, &job.identity, job.meta).await?;
        self.attempt(job, pass.as_ref(), decode).await
    }

    /// Sends the request and reads the reply.
    async fn attempt(&self, job: &Job, pass: Option<&Pass>, decode: Decode<'_>) -> Result<(), Error> {
        let outcome = match self.exchange(job, pass).await {
            Ok(reply) => decode(&reply),
            Err(error) => Err(error),
        };
        outcome.map_err(|error| match pass {
            Some(pass) => error.redact(pass.secret().expose()),
            None => error,
        })
    }

    async fn exchange(&self, job: &Job, pass: Option<&Pass>) -> Result<Reply, Error> {
        let request = request(&self.hosts, job, pass)?;
        let response = self.transport.call(request).await.map_err(transport_error)?;
        let (head, body) = response.into_parts();
        let body = body.collect().await.map_err(transport_error)?;
        Ok(Reply::new(job.meta, head.status, head.headers, body))
    }
}

fn transport_error(error: TransportError) -> Error {
    let kind = match error.kind() {
        TransportErrorKind::ConnectTimeout => ErrorKind::Timeout,
        TransportErrorKind::Connect | TransportErrorKind::Exchange => ErrorKind::Transport,
    };
    Error::new(kind, error.to_string()).with_source(error)
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
