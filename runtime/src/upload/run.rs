//! One upload from beginning to end.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use super::content::{self, Content};
use super::{Checkpoint, Chunked, Part, Session};
use crate::transport::BoxFuture;
use crate::{Call, Client, Endpoint, Error, ErrorKind, File};

/// An upload of any size, made by [`Client::upload`]: settings until it is awaited, then a future of the answer.
#[must_use = "an upload does nothing unless awaited"]
pub struct Upload<R> {
    steps: Steps<R>,
    resume: Option<Checkpoint>,
    progress: Listener,
}

/// The calls of an upload.
struct Steps<R> {
    client: Client,
    request: R,
    timeout: Option<Duration>,
}

/// Whoever wants to know how far it is.
#[derive(Default)]
struct Listener(Option<Tell>);

type Tell = Box<dyn FnMut(&Progress) + Send>;

/// How far an upload has come.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Bytes that the platform has taken.
    pub sent: u64,
    /// Bytes in all.
    pub total: u64,
    /// What it takes to go on from here; `None` for a file that goes up whole.
    pub checkpoint: Option<Checkpoint>,
}

impl<R: Chunked> Upload<R> {
    pub(crate) fn new(client: Client, request: R) -> Self {
        Self { steps: Steps { client, request, timeout: None }, resume: None, progress: Listener::default() }
    }

    /// Is told when the upload begins and after each part that the platform has taken. To be able to go on after a restart,
    /// store the [`Checkpoint`] here.
    pub fn on_progress(mut self, tell: impl FnMut(&Progress) + Send + 'static) -> Self {
        self.progress.0 = Some(Box::new(tell));
        self
    }

    /// Goes on with an upload that was begun earlier, by the same identity. Give the same file, from its beginning: what the
    /// platform has is skipped.
    pub fn resume(mut self, checkpoint: Checkpoint) -> Self {
        self.resume = Some(checkpoint);
        self
    }

    /// Gives each call of the upload a time limit of its own instead of the client's. Mind that one call carries up to a
    /// whole part, or a file of up to [`Plan::above`](super::Plan::above) bytes.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.steps.timeout = Some(limit);
        self
    }

    async fn run(self) -> Result<R::Response, Error> {
        let Self { steps, resume, progress } = self;
        let size = size_of(steps.request.file()).map_err(of::<R>)?;
        if resume.is_none() && u64::try_from(size).is_ok_and(|size| size <= R::PLAN.above) {
            return steps.whole(progress).await;
        }
        steps.in_parts(size, resume, progress).await.map_err(explained::<R>)
    }
}

impl<R: Chunked> Steps<R> {
    async fn whole(mut self, mut progress: Listener) -> Result<R::Response, Error> {
        let source = self.request.file().source();
        let total = source.len().unwrap_or_default();
        progress.tell(|| Progress { sent: 0, total, checkpoint: None });
        // The checksum travels before the content, so that content which can be read only once goes without.
        if let Some(kind) = R::PLAN.checksum.filter(|_| source.is_repeatable()) {
            let sum = content::sum(source, kind).await.map_err(of::<R>)?;
            self.request.set_checksum(sum);
        }
        let answer = self.call(&self.request).await?;
        progress.tell(|| Progress { sent: total, total, checkpoint: None });
        Ok(answer)
    }

    async fn in_parts(
        self,
        size: i64,
        resume: Option<Checkpoint>,
        mut progress: Listener,
    ) -> Result<R::Response, Error> {
        let mut checkpoint = match resume {
            Some(checkpoint) => {
                checkpoint.check(R::META, size)?;
                checkpoint
            }
            None => self.begin(size).await?,
        };
        let session = checkpoint.session();
        let mut content = Content::new(self.request.file().source(), checkpoint.sent());
        progress.tell(|| Progress::at(&checkpoint));
        while let Some((index, len)) = checkpoint.next() {
            let content = content.take(usize::try_from(len).unwrap_or(usize::MAX)).await?;
            self.send_part(&session, index, len, content).await?;
            checkpoint.sent_one_more();
            progress.tell(|| Progress::at(&checkpoint));
        }
        let finish = self.call(&self.request.finish(&session));
        Ok(R::finished(finish.await?))
    }

    async fn begin(&self, size: i64) -> Result<Checkpoint, Error> {
        // An upload that is begun twice is begun twice, no more: nothing comes of the one that nobody ends.
        let prepare = self.call(&self.request.prepare(size)).repeatable(true);
        let session = R::session(prepare.await?).ok_or_else(|| {
            Error::new(ErrorKind::Decode, "the answer does not say which upload it is, or how large its parts are")
                .with_operation(R::Prepare::META)
        })?;
        Checkpoint::begin(R::META, size, &session)
    }

    async fn send_part(&self, session: &Session, index: i64, size: i64, content: Bytes) -> Result<(), Error> {
        let file = self.request.file();
        let part = Part {
            number: R::PLAN.first_part.saturating_add(index),
            size,
            checksum: R::PLAN.part_checksum.map(|kind| kind.of(&content)),
            file: File::from_bytes(file.name(), content).content_type(file.media_type()),
        };
        // Its number says where it goes: once more, it is the same bytes in the same place.
        let sending = self.call(&self.request.part(session, part)).repeatable(true);
        sending.await.map(drop)
    }

    /// A call within the time limit of the upload's calls. What it sends is encoded now, so that nothing else has to wait
    /// with it.
    fn call<E: Endpoint>(&self, request: &E) -> Call<E::Response> {
        let call = self.client.send(request);
        match self.timeout {
            Some(limit) => call.timeout(limit),
            None => call,
        }
    }
}

impl Progress {
    fn at(checkpoint: &Checkpoint) -> Self {
        Self { sent: checkpoint.sent(), total: checkpoint.total(), checkpoint: Some(checkpoint.clone()) }
    }
}

impl Listener {
    fn tell(&mut self, progress: impl FnOnce() -> Progress) {
        if let Some(tell) = &mut self.0 {
            tell(&progress());
        }
    }
}

/// The length, without which nothing can be planned.
fn size_of(file: &File) -> Result<i64, Error> {
    let len = file.len().ok_or_else(|| {
        Error::config("the length of the file must be known: give it to `File::from_reader` or `File::from_stream`")
    })?;
    i64::try_from(len).map_err(|_| Error::config("the file is too large"))
}

/// An error of the upload before any call.
fn of<R: Chunked>(error: Error) -> Error {
    error.with_operation(R::META)
}

/// The error of a step, with what it means for the upload.
fn explained<R: Chunked>(error: Error) -> Error {
    match error.code() {
        Some(code) if R::PLAN.expired == Some(code) => {
            error.with_hint("the upload has expired and cannot be resumed: start it again, without a checkpoint")
        }
        _ => of::<R>(error),
    }
}

impl<R: Chunked> IntoFuture for Upload<R> {
    type Output = Result<R::Response, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<R> fmt::Debug for Upload<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("resume", &self.resume)
            .field("timeout", &self.steps.timeout)
            .finish_non_exhaustive()
    }
}
