//! A list item by item.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use std::vec;

use futures_util::future::poll_fn;
use futures_util::stream::{FusedStream, Stream};

use super::{PagedItems, Pages};
use crate::limit::Mode;
use crate::{Error, RetryPolicy, UserToken};

/// The items of a list, from all its pages: a [`Stream`], made by [`Client::items`](crate::Client::items).
///
/// It begins and ends as [`Pages`] do. An error comes after the items of the pages before it.
///
/// ```
/// # mod list { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/list.rs")); }
/// # use list::*;
/// # futures_util::future::FutureExt::now_or_never(async {
/// # let (client, _) = client_of(&[
/// #     r#"{"items":["a","b"],"has_more":true,"page_token":"t2"}"#,
/// #     r#"{"items":["c"],"has_more":false}"#,
/// # ]);
/// let names = client.items(List::default()).all().await?;
/// assert_eq!(names, ["a", "b", "c"]);
/// # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
/// ```
#[must_use = "streams do nothing unless polled"]
pub struct Items<R: PagedItems> {
    pages: Pages<R>,
    page: vec::IntoIter<R::Item>,
}

impl<R: PagedItems> Items<R> {
    pub(super) fn new(pages: Pages<R>) -> Self {
        Self { pages, page: Vec::new().into_iter() }
    }

    /// Gives the call for each page a time limit of its own instead of the client's.
    pub fn timeout(self, limit: Duration) -> Self {
        Self { pages: self.pages.timeout(limit), ..self }
    }

    /// Gives the call for each page rules of its own for further tries.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        Self { pages: self.pages.retry(policy), ..self }
    }

    /// Says what the call for each page does when there is no room for it; see [`Pages::limit_mode`].
    pub fn limit_mode(self, mode: Mode) -> Self {
        Self { pages: self.pages.limit_mode(mode), ..self }
    }

    /// Asks for every page on behalf of a user.
    pub fn as_user(self, token: impl Into<UserToken>) -> Self {
        Self { pages: self.pages.as_user(token), ..self }
    }

    /// Asks for every page for a store app in one of its tenants, by the tenant's key.
    pub fn as_tenant(self, tenant_key: impl Into<Arc<str>>) -> Self {
        Self { pages: self.pages.as_tenant(tenant_key), ..self }
    }

    /// Asks for a page as soon as the one before it is there; see [`Pages::prefetch`].
    pub fn prefetch(self) -> Self {
        Self { pages: self.pages.prefetch(), ..self }
    }

    /// Ends the stream after so many pages. It can be resumed.
    pub fn max_pages(self, pages: usize) -> Self {
        Self { pages: self.pages.max_pages(pages), ..self }
    }

    /// Begins with the page that [`Items::resume_token`] named; see [`Pages::start_at`].
    pub fn start_at(self, token: impl Into<String>) -> Self {
        Self { pages: self.pages.start_at(token), ..self }
    }

    /// Names the page of the item that comes next, or the page that failed; `None` for the first page, and at the end of the
    /// list. Whoever begins there gets every item that did not come yet, and those of the same page that did.
    pub fn resume_token(&self) -> Option<&str> {
        if self.page.len() > 0 { self.pages.last_token() } else { self.pages.resume_token() }
    }

    /// Lets a stream that ended with an error, or with [`Items::max_pages`], go on with the page that comes next.
    pub fn resume(&mut self) {
        self.pages.resume();
    }

    /// Whether the last item of the list was handed out.
    pub fn is_finished(&self) -> bool {
        self.page.len() == 0 && self.pages.is_finished()
    }

    /// The next item; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<R::Item, Error>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// The next item; `None` at the end.
    ///
    /// # Errors
    ///
    /// When the call for a page fails, or the list leads back to a page that came before.
    pub async fn try_next(&mut self) -> Result<Option<R::Item>, Error> {
        self.next().await.transpose()
    }

    /// All items that are left.
    ///
    /// # Errors
    ///
    /// As [`Items::try_next`]; what came before the error is lost.
    pub async fn all(mut self) -> Result<Vec<R::Item>, Error> {
        let mut all = Vec::new();
        while let Some(item) = self.try_next().await? {
            all.push(item);
        }
        Ok(all)
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<R::Item, Error>>> {
        loop {
            if let Some(item) = self.page.next() {
                self.pages.drive(context);
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.page = R::items(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<R: PagedItems> Stream for Items<R> {
    type Item = Result<R::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.page.len(), None)
    }
}

impl<R: PagedItems> FusedStream for Items<R> {
    fn is_terminated(&self) -> bool {
        self.page.len() == 0 && self.pages.is_terminated()
    }
}

/// Nothing in it is pinned.
impl<R: PagedItems> Unpin for Items<R> {}

impl<R: PagedItems> fmt::Debug for Items<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).field("ready", &self.page.len()).finish()
    }
}
