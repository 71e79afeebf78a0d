//! Lists that the platform hands out in pages, as streams: page by page, or item by item.
//!
//! What differs between operations is in the traits [`Paged`] and [`PagedItems`], which generated operations implement; when a
//! list ends, and what may go wrong on the way, is decided here once. Knows no operation, and sends through [`Client::send`].

mod cursor;
mod items;
mod next;
mod paged;
mod pages;
mod position;

pub use items::Items;
pub use next::Next;
pub use paged::{Paged, PagedItems};
pub use pages::Pages;
pub use position::Position;

use crate::Client;

impl Client {
    /// All pages of a list, as whole answers, from the one that the request names.
    ///
    /// Nothing is sent before the stream is asked for its first page.
    ///
    /// ```
    /// # mod list { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/list.rs")); }
    /// # use list::*;
    /// # futures_util::future::FutureExt::now_or_never(async {
    /// # let (client, _) = client_of(&[
    /// #     r#"{"items":["a","b"],"has_more":true,"page_token":"2"}"#,
    /// #     r#"{"items":["c"],"has_more":false}"#,
    /// # ]);
    /// let mut pages = client.pages(List::default());
    /// while let Some(page) = pages.try_next().await? {
    ///     println!("{}", page["items"]);
    /// }
    /// # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
    /// ```
    pub fn pages<R: Paged>(&self, request: R) -> Pages<R> {
        Pages::new(self.clone(), request)
    }

    /// All items of a list, from all pages.
    ///
    /// Nothing is sent before the stream is asked for its first item.
    ///
    /// ```
    /// # mod list { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/list.rs")); }
    /// # use list::*;
    /// # futures_util::future::FutureExt::now_or_never(async {
    /// # let (client, _) = client_of(&[
    /// #     r#"{"items":["a","b"],"has_more":true,"page_token":"2"}"#,
    /// #     r#"{"items":["c"],"has_more":false}"#,
    /// # ]);
    /// let mut items = client.items(List::default());
    /// while let Some(item) = items.try_next().await? {
    ///     println!("{item}");
    /// }
    /// # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
    /// ```
    pub fn items<R: PagedItems>(&self, request: R) -> Items<R> {
        Items::new(self.pages(request))
    }
}
