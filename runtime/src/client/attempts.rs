//! What happens to every call: leave to send it, token, exchange, and further tries where they are safe and may help.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tracing::Instrument as _;

use super::core::{Core, Reading};
use super::deadline::{Deadline, Stage};
use super::job::Job;
use crate::auth::Pass;
use crate::error::is_token_code;
use crate::limit::Permit;
use crate::observe::{Attempt, Span};
use crate::retry::{Failed, Verdict};
use crate::transport::BoxFuture;
use crate::{Error, Meta};

/// What has happened to a call so far.
#[derive(Default)]
struct Tries {
    /// Requests sent, the one under way included.
    sent: u32,
    /// Whether a refused token has been replaced already: the platform may hand out the same one again.
    renewed: bool,
    /// Time spent waiting for further tries.
    waited: Duration,
    /// Time spent waiting for room within rate limits.
    queued: Duration,
}

impl Core {
    /// Makes a call within its time limit.
    pub(super) fn run<'a>(
        self: &'a Arc<Self>,
        job: &'a Job,
        reading: &'a mut Reading<'_>,
    ) -> BoxFuture<'a, Result<(), Error>> {
        // Boxed apart from what is generic, which is as large as the answer: allocators have small boxes at hand.
        Box::pin(async move {
            let span = Span::of(job.meta);
            let mut tries = Tries::default();
            let outcome = pin!(self.attempts(job, reading, &mut tries, &span)).instrument(span.inner()).await;
            let outcome = outcome.map_err(|error| error.with_operation(job.meta).with_attempts(tries.sent));
            span.finish(tries.sent, tries.waited, tries.queued, outcome.as_ref().err());
            outcome
        })
    }

    async fn attempts(
        self: &Arc<Self>,
        job: &Job,
        reading: &mut Reading<'_>,
        tries: &mut Tries,
        span: &Span,
    ) -> Result<(), Error> {
        let mut deadline = Deadline::after(job.options.timeout.unwrap_or(self.settings().timeout), self.clock());
        loop {
            // Before the token, so that that is fresh when it is sent.
            let mut permit = {
                let claim = job.claim(deadline.ends());
                deadline.within(Stage::Limit, pin!(self.limiter().acquire(&claim))).await??
            };
            tries.queued += permit.waited();
            span.has_leave(&permit);
            let token = self.tokens().token(self, &job.identity, job.meta);
            let pass = deadline.within(Stage::Token, pin!(token)).await??;
            tries.sent += 1;
            let trying = self.attempt(job, pass.as_ref(), &mut permit, reading, tries.sent, span);
            let error = match deadline.within(Stage::Answer, pin!(trying)).await? {
                Ok(()) => {
                    self.budget().refill();
                    return Ok(());
                }
                Err(error) => about_token(error, job.meta, pass.as_ref()),
            };
            if !tries.renewed && self.may_renew(&error, pass.as_ref()) && job.parts.is_replayable() {
                tries.renewed = true;
                continue;
            }
            drop(permit);
            self.limiter().refused(&job.claim(deadline.ends()), &error);
            let wait = self.verdict(job, tries, &error);
            let Some(wait) = wait.filter(|wait| *wait < deadline.left(self.clock())) else { return Err(error) };
            span.waits(tries.sent, wait, &error);
            tries.waited += wait;
            deadline.within(Stage::Retry, pin!(self.clock().sleep(wait))).await.map_err(|_| error)?;
        }
    }

    /// Whether the platform refused the token, and another one may be had.
    fn may_renew(&self, error: &Error, pass: Option<&Pass>) -> bool {
        let refused = pass.filter(|_| error.code().is_some_and(is_token_code));
        refused.is_some_and(|pass| self.tokens().reject(self, pass))
    }

    /// How long to wait before the next try; `None` where there is to be none.
    fn verdict(&self, job: &Job, tries: &Tries, error: &Error) -> Option<Duration> {
        let failed = Failed {
            error,
            tries: tries.sent,
            waited: tries.waited,
            repeatable: job.is_repeatable(),
            replayable: job.parts.is_replayable(),
        };
        match job.retry(self.settings()).verdict(&failed) {
            Verdict::Wait(wait) if self.budget().spend() => Some(wait),
            Verdict::Wait(_) | Verdict::Stop => None,
        }
    }

    /// Sends the request and reads the reply.
    async fn attempt(
        self: &Arc<Self>,
        job: &Job,
        pass: Option<&Pass>,
        permit: &mut Permit,
        reading: &mut Reading<'_>,
        number: u32,
        span: &Span,
    ) -> Result<(), Error> {
        let observers = &self.settings().observers;
        let attempt = Attempt::new(job.meta, number, pass.map(Pass::kind));
        let started = observers.begin(self.clock());
        let (head, outcome) = match self.exchange(job, pass, permit, &attempt, reading.streams).await {
            Ok(reply) => {
                span.answered(reply.head());
                let head = observers.keep_head(&reply);
                (head, observers.read(job.meta, || (reading.read)(reply)))
            }
            Err(error) => (None, Err(error)),
        };
        // Before hooks see it, too.
        let outcome = outcome.map_err(|error| {
            let secrets = [Some(&self.credentials().app_secret), pass.map(Pass::secret)];
            secrets.into_iter().flatten().fold(error, |error, secret| error.redact(secret.expose()))
        });
        observers.after(&attempt, head.as_ref(), started, self.clock(), outcome.as_ref().err());
        outcome
    }
}

/// Completes an error about scopes with the identity that lacks them.
fn about_token(error: Error, meta: &'static Meta, pass: Option<&Pass>) -> Error {
    error.with_operation(meta).with_token(pass.map(Pass::kind))
}
