//! The time limit of a call, raced against each of its stages.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use crate::transport::{BoxFuture, Clock};
use crate::{Error, ErrorKind};

/// When a call ends at the latest.
pub(crate) struct Deadline {
    limit: Duration,
    ends: Duration,
    sleep: BoxFuture<'static, ()>,
}

/// What a call was doing when its time was over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Limit,
    Token,
    Answer,
    Retry,
}

impl Deadline {
    pub(crate) fn after(limit: Duration, clock: &dyn Clock) -> Self {
        let ends = clock.now().saturating_add(limit);
        Self { limit, ends, sleep: clock.sleep_until(ends) }
    }

    /// The moment on the client's clock.
    pub(crate) fn ends(&self) -> Duration {
        self.ends
    }

    /// The time left.
    pub(crate) fn left(&self, clock: &dyn Clock) -> Duration {
        self.ends.saturating_sub(clock.now())
    }

    /// Waits for a stage of the call, as long as there is time. The stage is pinned where it is, since it can be large.
    pub(crate) fn within<F: Future>(
        &mut self,
        stage: Stage,
        mut work: Pin<&mut F>,
    ) -> impl Future<Output = Result<F::Output, Error>> {
        poll_fn(move |context| match work.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending => self.sleep.as_mut().poll(context).map(|()| Err(self.over(stage))),
        })
    }

    fn over(&self, stage: Stage) -> Error {
        Error::new(ErrorKind::Timeout, format!("{stage} within {:?}", self.limit))
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Limit => "no room within the rate limit",
            Self::Token => "no token",
            Self::Answer => "no answer",
            Self::Retry => "no success",
        })
    }
}
