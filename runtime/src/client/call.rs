//! One call on its way: settings of its own until it is first polled, then a future.

use std::fmt;
use std::ops::RangeBounds;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::Client;
use super::core::Core;
use super::job::Job;
use super::options::CallOptions;
use crate::answer::Answer;
use crate::auth::Identity;
use crate::download::{ByteRange, Download};
use crate::full::Full;
use crate::limit::Mode;
use crate::retry::RetryPolicy;
use crate::transport::BoxFuture;
use crate::{EncodeError, Error, ErrorKind, Meta, Parts, UserToken};

/// A call to the platform: a future of its answer, made by [`Client::send`](crate::Client::send).
///
/// Its settings have no effect any more once it was polled.
#[must_use = "a call does nothing unless awaited"]
pub struct Call<T>(State<T>);

enum State<T> {
    /// Not yet awaited.
    Ready(Box<Prepared>),
    Running(BoxFuture<'static, Result<T, Error>>),
    /// Nothing could be sent, or everything was said.
    Done(Option<Error>),
}

struct Prepared {
    core: Arc<Core>,
    job: Job,
}

impl<T> Call<T> {
    pub(super) fn new(client: Client, meta: &'static Meta, parts: Result<Parts, EncodeError>) -> Self {
        Self(match parts {
            Ok(parts) => {
                let job = Job::new(meta, parts, client.identity);
                State::Ready(Box::new(Prepared { core: client.core, job }))
            }
            Err(error) => State::Done(Some(Error::from(error).with_operation(meta))),
        })
    }

    /// Gives this call a time limit of its own instead of the client's.
    pub fn timeout(self, limit: Duration) -> Self {
        self.options(|options| options.timeout = Some(limit))
    }

    /// Gives this call rules of its own for further tries.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.options(|options| options.retry = Some(policy))
    }

    /// Says whether this call may be executed twice without harm, so that it is tried again where the platform may have executed
    /// it already. Unless said, only calls that read and those with an idempotency key are.
    pub fn repeatable(self, harmless: bool) -> Self {
        self.options(|options| options.repeatable = Some(harmless))
    }

    /// Says what this call does when there is no room for it within the rate limits that the client keeps.
    ///
    /// ```
    /// use feishu_runtime::Client;
    /// use feishu_runtime::limit::Mode;
    /// # use feishu_runtime::transport::MemoryTransport;
    /// # use feishu_runtime::{Method, RawCall};
    /// # futures_util::future::FutureExt::now_or_never(async {
    /// # let transport = MemoryTransport::new();
    /// # transport.answer(200, r#"{"code": 0}"#);
    /// # let client = Client::builder("cli_a", "app secret").transport(transport).build()?;
    /// # let request = RawCall::new(Method::Get, "/open-apis/ping").no_token();
    ///
    /// // Rather an error now than an answer later.
    /// let answer: () = client.call_raw(request).limit_mode(Mode::FailFast).await?;
    /// # let () = answer;
    /// # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
    /// ```
    pub fn limit_mode(self, mode: Mode) -> Self {
        self.options(|options| options.limit_mode = Some(mode))
    }

    /// Makes this call on behalf of a user, as [`Client::as_user`].
    pub fn as_user(self, token: impl Into<UserToken>) -> Self {
        self.change(|job| job.identity = Identity::User(token.into()))
    }

    /// Makes this call of a store app in one of its tenants, as [`Client::as_tenant`].
    pub fn as_tenant(self, tenant_key: impl Into<Arc<str>>) -> Self {
        self.change(|job| job.identity = Identity::Tenant(tenant_key.into()))
    }

    /// Answers with status, headers and the platform's message besides.
    pub fn full(self) -> Call<Full<T>> {
        Call(match self.0 {
            State::Ready(prepared) => State::Ready(prepared),
            State::Running(_) => State::Done(Some(Error::config("`full` was asked of a call that runs already"))),
            State::Done(error) => State::Done(error),
        })
    }

    /// Gives this call all settings of its own at once.
    pub(crate) fn with_options(self, options: &CallOptions) -> Self {
        self.change(|job| job.options = options.clone())
    }

    fn options(self, change: impl FnOnce(&mut CallOptions)) -> Self {
        self.change(|job| change(&mut job.options))
    }

    fn change(mut self, change: impl FnOnce(&mut Job)) -> Self {
        if let State::Ready(prepared) = &mut self.0 {
            change(&mut prepared.job);
        }
        self
    }
}

impl Call<Download> {
    /// Asks for a part of the file: the bytes of a range, counted from 0. An empty range, and an operation whose page
    /// documents no ranges, is an error of the call.
    ///
    /// The answer is held against what was asked for: it is this part of the file, or an error. It is shorter where the file
    /// ends earlier; [`Download::content_range`] says what came.
    ///
    /// ```
    /// use feishu_runtime::transport::MemoryTransport;
    /// use feishu_runtime::{Body, Client, Download};
    /// # use feishu_runtime::{EncodeError, Endpoint, Envelope, Meta, Method, Parts};
    /// # struct Fetch;
    /// # impl Endpoint for Fetch {
    /// #     type Response = Download;
    /// #     const META: &'static Meta =
    /// #         &Meta::new("acme.v1.file.get", Method::Get, "/f").tokens(&[]).envelope(Envelope::File).ranges();
    /// #     fn parts(&self) -> Result<Parts, EncodeError> { Parts::new(Self::META, &[]) }
    /// # }
    /// # futures_util::future::FutureExt::now_or_never(async {
    ///
    /// let transport = MemoryTransport::new();
    /// let part = http::Response::builder().status(206).header("content-range", "bytes 6-10/11").body(Body::from("world"));
    /// transport.respond(part?);
    ///
    /// let client = Client::builder("cli_a", "secret").transport(transport.clone()).build()?;
    /// let file = client.send(Fetch).range(6..).await?;
    /// assert_eq!(file.content_range().and_then(|range| range.total), Some(11));
    /// assert_eq!(file.bytes().await?, "world");
    /// assert_eq!(transport.requests()[0].headers()["range"], "bytes=6-");
    /// # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap().unwrap();
    /// ```
    pub fn range(mut self, range: impl RangeBounds<u64>) -> Self {
        let State::Ready(prepared) = &mut self.0 else { return self };
        let meta = prepared.job.meta;
        let refused = match ByteRange::new(&range) {
            _ if !meta.ranges => Error::config("its page documents no ranges: ask for the whole file"),
            None => Error::new(ErrorKind::Encode, "the range of bytes is empty"),
            range => {
                prepared.job.range = range;
                return self;
            }
        };
        Self(State::Done(Some(refused.with_operation(meta))))
    }
}

impl<T: Answer> State<T> {
    fn begun(self) -> Self {
        match self {
            Self::Ready(prepared) => Self::Running(Box::pin(async move { prepared.core.perform(&prepared.job).await })),
            begun => begun,
        }
    }
}

impl<T: Answer> Future for Call<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let State::Ready(_) = self.0 {
            self.0 = std::mem::replace(&mut self.0, State::Done(None)).begun();
        }
        let outcome = match &mut self.0 {
            State::Running(future) => ready!(future.as_mut().poll(context)),
            State::Done(Some(error)) => Err(error.clone()),
            State::Done(None) | State::Ready(_) => Err(Error::config("the call was awaited after its end")),
        };
        self.0 = State::Done(None);
        Poll::Ready(outcome)
    }
}

impl<T> Unpin for Call<T> {}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_tuple("Call");
        match &self.0 {
            State::Ready(prepared) => shown.field(&prepared.job.meta.id),
            State::Running(_) => shown.field(&"running"),
            State::Done(_) => shown.field(&"done"),
        };
        shown.finish()
    }
}
