//! A list page by page.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::future::poll_fn;
use futures_util::stream::{FusedStream, Stream};

use super::Paged;
use super::cursor::Cursor;
use crate::client::CallOptions;
use crate::limit::Mode;
use crate::{Call, Client, Error, RetryPolicy, UserToken};

/// The pages of a list, as whole answers: a [`Stream`], made by [`Client::pages`].
///
/// It ends with the last page. Where the answer has a flag that says whether there is more, the flag decides; else the list goes
/// on while there is a token, or, where pages are counted, while they are as long as they can be and below the total. A page
/// that is empty does not end a list that has tokens.
///
/// It also ends with the first error. [`Pages::resume_token`] then names the page that failed, from which this stream can go on
/// ([`Pages::resume`]) or another one can begin ([`Pages::start_at`]). A list that leads back to a page that came before ends
/// with an error of the kind [`ErrorKind::Paging`](crate::ErrorKind::Paging).
///
/// Dropping a future of [`Pages::next`] loses nothing: the call goes on with the next one.
///
/// ```
/// # mod list { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/list.rs")); }
/// # use list::*;
/// # futures_util::future::FutureExt::now_or_never(async {
/// # let (client, _) = client_of(&[
/// #     r#"{"items":["a","b"],"has_more":true,"page_token":"t2"}"#,
/// #     r#"{"items":["c"],"has_more":false,"sync_token":"s1"}"#,
/// # ]);
/// let mut pages = client.pages(List::default()).prefetch();
/// let mut last = serde_json::Value::Null;
/// while let Some(page) = pages.try_next().await? {
///     last = page;
/// }
/// assert_eq!(last["sync_token"], "s1");
/// # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
/// ```
#[must_use = "streams do nothing unless polled"]
pub struct Pages<R: Paged> {
    client: Client,
    options: CallOptions,
    request: R,
    cursor: Cursor,
    fetch: Option<Fetch<R>>,
    prefetch: bool,
}

/// A page on its way.
enum Fetch<R: Paged> {
    Running(Call<R::Response>),
    Done(Result<R::Response, Error>),
}

impl<R: Paged> Pages<R> {
    pub(super) fn new(client: Client, mut request: R) -> Self {
        request.prepare();
        let cursor = Cursor::new(R::META, request.position().text());
        Self { client, options: CallOptions::default(), request, cursor, fetch: None, prefetch: false }
    }

    /// Gives the call for each page a time limit of its own instead of the client's.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.options.timeout = Some(limit);
        self
    }

    /// Gives the call for each page rules of its own for further tries.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = Some(policy);
        self
    }

    /// Says what the call for each page does when there is no room for it within the rate limits that the client keeps.
    pub fn limit_mode(mut self, mode: Mode) -> Self {
        self.options.limit_mode = Some(mode);
        self
    }

    /// Asks for every page on behalf of a user.
    pub fn as_user(mut self, token: impl Into<UserToken>) -> Self {
        self.client = self.client.as_user(token);
        self
    }

    /// Asks for every page for a store app in one of its tenants, by the tenant's key.
    pub fn as_tenant(mut self, tenant_key: impl Into<Arc<str>>) -> Self {
        self.client = self.client.as_tenant(tenant_key);
        self
    }

    /// Asks for a page as soon as the one before it is there, so that it comes while the caller works.
    ///
    /// No task is spawned: the call is sent when its predecessor is handed out, and goes on whenever the stream is polled.
    pub fn prefetch(mut self) -> Self {
        self.prefetch = true;
        self
    }

    /// Ends the stream after so many pages. It can be resumed.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.cursor.limit(pages);
        self
    }

    /// Begins with the page that [`Pages::resume_token`] named: a token, or an offset or page number as a text.
    ///
    /// The request must be the one that it comes from. Tokens expire: when the platform refuses one, begin anew.
    pub fn start_at(mut self, token: impl Into<String>) -> Self {
        self.cursor.start_at(token.into(), self.request.position());
        self
    }

    /// Names the page that comes next, or that failed; `None` for the first page, and at the end of the list.
    pub fn resume_token(&self) -> Option<&str> {
        self.cursor.at()
    }

    /// Lets a stream that ended with an error, or with [`Pages::max_pages`], go on with the page that comes next.
    pub fn resume(&mut self) {
        self.cursor.resume();
    }

    /// Whether the last page of the list was handed out.
    pub fn is_finished(&self) -> bool {
        self.cursor.is_finished()
    }

    /// The next page; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<R::Response, Error>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    /// The next page; `None` at the end.
    ///
    /// # Errors
    ///
    /// When the call for the page fails, or the list leads back to a page that came before.
    pub async fn try_next(&mut self) -> Result<Option<R::Response>, Error> {
        self.next().await.transpose()
    }

    /// The name of the page that was handed out last.
    pub(super) fn last_token(&self) -> Option<&str> {
        self.cursor.last()
    }

    pub(super) fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<R::Response, Error>>> {
        if !self.cursor.is_going() {
            return Poll::Ready(self.cursor.failure().map(Err));
        }
        match self.poll_fetch(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Err(error)) => {
                self.cursor.stop();
                Poll::Ready(Some(Err(error)))
            }
            Poll::Ready(Ok(page)) => {
                let next = self.request.next(&page);
                self.cursor.advance(next, self.request.position());
                if self.prefetch && self.cursor.is_going() {
                    self.push(context);
                }
                Poll::Ready(Some(Ok(page)))
            }
        }
    }

    /// Drives the call for the page that comes next, where the caller wants that.
    pub(super) fn drive(&mut self, context: &mut Context<'_>) {
        if self.fetch.is_some() {
            self.push(context);
        }
    }

    /// Begins the call for the page that comes next, or drives it, and keeps its outcome.
    fn push(&mut self, context: &mut Context<'_>) {
        if let Poll::Ready(outcome) = self.poll_fetch(context) {
            self.fetch = Some(Fetch::Done(outcome));
        }
    }

    fn poll_fetch(&mut self, context: &mut Context<'_>) -> Poll<Result<R::Response, Error>> {
        let fetch = self.fetch.take().unwrap_or_else(|| Fetch::Running(self.call()));
        let mut call = match fetch {
            Fetch::Done(outcome) => return Poll::Ready(outcome),
            Fetch::Running(call) => call,
        };
        let polled = Pin::new(&mut call).poll(context);
        if polled.is_pending() {
            self.fetch = Some(Fetch::Running(call));
        }
        polled
    }

    fn call(&self) -> Call<R::Response> {
        self.client.send(&self.request).with_options(&self.options)
    }
}

impl<R: Paged> Stream for Pages<R> {
    type Item = Result<R::Response, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

impl<R: Paged> FusedStream for Pages<R> {
    fn is_terminated(&self) -> bool {
        self.cursor.is_over()
    }
}

/// Nothing in it is pinned.
impl<R: Paged> Unpin for Pages<R> {}

impl<R: Paged> fmt::Debug for Pages<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &R::META.id)
            .field("resume_token", &self.cursor.at())
            .field("finished", &self.cursor.is_finished())
            .finish_non_exhaustive()
    }
}
