//! What clones of a client share, and one exchange with the platform.
//!
//! Compiled once: nothing here depends on an operation's types.

use std::fmt;
use std::sync::Arc;

use super::encode::request;
use super::hosts::Hosts;
use super::job::Job;
use super::options::Settings;
use super::streams::open;
use crate::answer::{Answer, Head, Reply};
use crate::auth::{Credentials, Pass, Tokens};
use crate::limit::{Limiter, Permit};
use crate::observe::Attempt;
use crate::retry::Budget;
use crate::transport::{BoxFuture, Clock, Transport};
use crate::{Error, ErrorKind, TokenStore};

/// Everything that clones of a client share.
pub(crate) struct Core {
    credentials: Credentials,
    hosts: Hosts,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    limiter: Limiter,
    settings: Settings,
    tokens: Tokens,
    budget: Budget,
}

/// Reads the answer to a call, whatever its type.
pub(crate) struct Reading<'a> {
    /// Whether the body is handed over as it comes.
    pub(crate) streams: fn(&Head) -> bool,
    /// Reads a reply, and keeps what it read.
    pub(crate) read: &'a mut (dyn FnMut(Reply) -> Result<(), Error> + Send),
}

impl Core {
    pub(super) fn new(
        credentials: Credentials,
        hosts: Hosts,
        transport: Arc<dyn Transport>,
        limiter: Limiter,
        settings: Settings,
        store: Arc<dyn TokenStore>,
    ) -> Self {
        let clock = transport.clock();
        let tokens = Tokens::new(store, hosts.open_authority(), &credentials.app_id);
        let budget = Budget::default();
        Self { credentials, hosts, transport, clock, limiter, settings, tokens, budget }
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

    pub(super) fn shared_clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }

    pub(super) fn transport(&self) -> &dyn Transport {
        &*self.transport
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    pub(super) fn limiter(&self) -> &Limiter {
        &self.limiter
    }

    /// Runs a task that nobody waits for, where the transport can.
    pub(crate) fn run_apart(&self, task: BoxFuture<'static, ()>) -> Result<(), BoxFuture<'static, ()>> {
        self.transport.run_apart(task)
    }

    pub(super) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Makes a call and reads its answer.
    pub(crate) async fn perform<T: Answer>(self: &Arc<Self>, job: &Job) -> Result<T, Error> {
        let mut answer = None;
        let mut read = |reply| {
            answer = Some(T::answer(reply)?);
            Ok(())
        };
        let mut reading = Reading { streams: T::streams, read: &mut read };
        self.run(job, &mut reading).await?;
        answer.ok_or_else(|| Error::new(ErrorKind::Decode, "nothing was read").with_operation(job.meta))
    }

    /// Sends the request and waits for the reply: its head where the body is to be streamed, all of it otherwise.
    pub(super) async fn exchange(
        self: &Arc<Self>,
        job: &Job,
        pass: Option<&Pass>,
        permit: &mut Permit,
        attempt: &Attempt,
        streams: fn(&Head) -> bool,
    ) -> Result<Reply, Error> {
        let request = request(&self.hosts, job, pass, |headers| self.settings.observers.before(attempt, headers))?;
        permit.sent();
        let (head, body) = Head::of(job.meta, self.transport.call(request).await?);
        permit.answered();
        if streams(&head) {
            // Boxed, so that calls for anything but files do not carry the room for it.
            return Box::pin(open(self, job, head, body)).await;
        }
        match body.collect_within(self.settings.max_answer).await {
            Ok(body) => Ok(Reply::whole(head, body)),
            Err(error) => Err(Error::from(error).with_head(&head)),
        }
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("credentials", &self.credentials)
            .field("hosts", &self.hosts)
            .field("limiter", &self.limiter)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
