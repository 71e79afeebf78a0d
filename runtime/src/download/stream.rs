//! The content of a file while it comes: counted, watched for silence, and taken up again where it broke.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, StatusCode};

use super::head::FileInfo;
use super::range::ByteRange;
use crate::answer::Reply;
use crate::transport::{BoxFuture, Clock};
use crate::{Body, Error, ErrorKind, Meta};

/// Time without a byte after which a download fails, unless set otherwise.
const IDLE: Duration = Duration::from_secs(60);

/// How often a download goes on where it broke, unless set otherwise.
const RESUMES: u32 = 5;

/// Makes the call of a download once more, for another part of the file.
pub(crate) trait Again: Send + Sync {
    /// Makes the call.
    fn call(&self, range: ByteRange) -> BoxFuture<'static, Result<Reply, Error>>;
}

/// A file whose head has come.
pub(crate) struct Opened {
    pub(crate) body: Body,
    /// The part that was asked for.
    pub(crate) asked: Option<ByteRange>,
    /// What silence is measured by; without one, the content may take any time.
    pub(crate) clock: Option<Arc<dyn Clock>>,
    /// How to get the rest should it break; `None` where the operation documents no ranges.
    pub(crate) again: Option<Arc<dyn Again>>,
}

impl Opened {
    /// A body of which no more is known.
    pub(crate) fn new(body: Body) -> Self {
        Self { body, asked: None, clock: None, again: None }
    }
}

/// Content on its way.
pub(super) struct Content {
    pub(super) idle: Duration,
    pub(super) resumes: u32,
    pub(super) limit: u64,
    meta: &'static Meta,
    again: Option<Arc<dyn Again>>,
    /// Where in the file the first byte was, and how many came since.
    first: u64,
    came: u64,
    /// How many must come, where it is known.
    len: Option<u64>,
    total: Option<u64>,
    etag: Option<HeaderValue>,
    state: State,
    silence: Silence,
}

enum State {
    Open(Body),
    Resuming { broke: Error, call: BoxFuture<'static, Result<Reply, Error>> },
    Done,
}

impl Content {
    pub(super) fn new(meta: &'static Meta, info: &FileInfo, opened: Opened) -> Self {
        let first = info.range.map_or(0, |range| range.first);
        Self {
            idle: IDLE,
            resumes: RESUMES,
            limit: u64::MAX,
            meta,
            silence: Silence::new(opened.clock),
            again: opened.again,
            first,
            came: 0,
            len: info.len,
            total: info.total(),
            etag: info.etag.clone(),
            state: State::Open(opened.body),
        }
    }

    /// The operation that the file comes from.
    #[cfg(feature = "http")]
    pub(super) fn meta(&self) -> &'static Meta {
        self.meta
    }

    /// The next piece.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        loop {
            let step = match &mut self.state {
                State::Done => return Poll::Ready(None),
                State::Open(body) => match Pin::new(body).poll_data(context) {
                    Poll::Ready(step) => Some(step),
                    Poll::Pending => None,
                },
                State::Resuming { call, .. } => match call.as_mut().poll(context) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(outcome) => match self.resumed(outcome) {
                        Ok(()) => continue,
                        Err(error) => return self.fail(error),
                    },
                },
            };
            let failed = match step {
                Some(Some(Ok(chunk))) => return self.take(chunk),
                Some(Some(Err(error))) => self.broke(error.into()),
                Some(None) => self.ended(),
                None if self.silence.is_over(self.idle, context) => {
                    self.broke(Error::new(ErrorKind::Timeout, format!("no content came for {:?}", self.idle)))
                }
                None => return Poll::Pending,
            };
            if let Some(error) = failed {
                return self.fail(error);
            }
        }
    }

    fn take(&mut self, chunk: Bytes) -> Poll<Option<Result<Bytes, Error>>> {
        self.silence.end();
        self.came = self.came.saturating_add(chunk.len() as u64);
        if self.came > self.limit {
            let what = format!("the file is larger than the {} bytes that are allowed", self.limit);
            return self.fail(Error::new(ErrorKind::Decode, what));
        }
        if self.len.is_some_and(|len| self.came > len) {
            return self.fail(Error::new(ErrorKind::Decode, "more content came than the server said"));
        }
        Poll::Ready(Some(Ok(chunk)))
    }

    fn fail(&mut self, error: Error) -> Poll<Option<Result<Bytes, Error>>> {
        self.state = State::Done;
        Poll::Ready(Some(Err(error.with_operation(self.meta))))
    }

    /// The body ended: rightly, or too early.
    fn ended(&mut self) -> Option<Error> {
        match self.len {
            Some(len) if self.came < len => {
                let what = format!("the content ended after {} of {len} bytes", self.came);
                self.broke(Error::new(ErrorKind::Transport, what))
            }
            _ => {
                self.state = State::Done;
                None
            }
        }
    }

    /// The content broke: asks for the rest, or gives the error back where that is not to be had.
    fn broke(&mut self, error: Error) -> Option<Error> {
        if self.len.is_some_and(|len| self.came >= len) {
            self.state = State::Done;
            return None;
        }
        let Some(again) = self.again.as_ref().filter(|_| self.resumes > 0) else { return Some(error) };
        self.resumes -= 1;
        let first = self.first.saturating_add(self.came);
        let last = self.len.map(|len| self.first.saturating_add(len).saturating_sub(1));
        let call = again.call(ByteRange { first, last });
        self.state = State::Resuming { broke: error, call };
        None
    }

    /// The answer to the call for the rest: the same file from there on, or else the error that it was asked for.
    fn resumed(&mut self, outcome: Result<Reply, Error>) -> Result<(), Error> {
        let State::Resuming { broke, .. } = std::mem::replace(&mut self.state, State::Done) else { return Ok(()) };
        let mut reply = outcome?;
        let Some(opened) = reply.take_open() else { return Err(crate::envelope::failure(&reply)) };
        match FileInfo::read(reply.head(), opened.asked) {
            Ok(info) if reply.status() == StatusCode::PARTIAL_CONTENT && self.is_of_same_file(&info) => {
                self.silence.end();
                self.state = State::Open(opened.body);
                Ok(())
            }
            _ => {
                Err(broke.with_hint("and the rest cannot be had: the server sent another file, or not this part of it"))
            }
        }
    }

    fn is_of_same_file(&self, info: &FileInfo) -> bool {
        let differ = |one: Option<u64>, other: Option<u64>| one.zip(other).is_some_and(|(one, other)| one != other);
        !differ(self.total, info.total()) && self.etag == info.etag
    }
}

/// How long nothing has come.
struct Silence {
    clock: Option<Arc<dyn Clock>>,
    since: Duration,
    /// Wakes at some moment that is not later than the end of the silence allowed.
    timer: Option<BoxFuture<'static, ()>>,
}

impl Silence {
    fn new(clock: Option<Arc<dyn Clock>>) -> Self {
        let since = clock.as_ref().map_or(Duration::ZERO, |clock| clock.now());
        Self { clock, since, timer: None }
    }

    /// Something came.
    fn end(&mut self) {
        if let Some(clock) = &self.clock {
            self.since = clock.now();
        }
    }

    /// Whether it lasts too long; else the task is woken when it does. One timer serves for many pieces: it is renewed only
    /// when it goes off, not with every piece.
    fn is_over(&mut self, limit: Duration, context: &mut Context<'_>) -> bool {
        let Some(clock) = &self.clock else { return false };
        loop {
            let left = limit.saturating_sub(clock.now().saturating_sub(self.since));
            if left.is_zero() {
                self.timer = None;
                return true;
            }
            let timer = self.timer.get_or_insert_with(|| clock.sleep(left));
            if timer.as_mut().poll(context).is_pending() {
                return false;
            }
            self.timer = None;
        }
    }
}
