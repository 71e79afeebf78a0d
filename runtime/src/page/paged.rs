//! What an operation with pages knows of itself.

use super::{Next, Position};
use crate::Endpoint;

/// An operation that hands out a list in pages.
///
/// Generated for every operation whose spec says how it pages. Implement it for an endpoint of your own:
///
/// ```
/// use feishu_runtime::page::{Next, Paged, PagedItems, Position};
/// # use feishu_runtime::{EncodeError, Endpoint, Meta, Method, Parts};
/// use serde_json::Value;
///
/// struct List {
///     page_token: Option<String>,
/// }
/// # impl Endpoint for List {
/// #     type Response = Value;
/// #     const META: &'static Meta = &Meta::new("acme.v1.name.list", Method::Get, "/open-apis/acme/v1/names");
/// #     fn parts(&self) -> Result<Parts, EncodeError> { Parts::new(Self::META, &[]) }
/// # }
///
/// impl Paged for List {
///     fn position(&mut self) -> &mut dyn Position {
///         &mut self.page_token
///     }
///
///     fn next(&self, page: &Value) -> Next {
///         Next::token(page["page_token"].as_str(), page["has_more"].as_bool())
///     }
/// }
///
/// impl PagedItems for List {
///     type Item = Value;
///
///     fn items(mut page: Value) -> Vec<Value> {
///         page["items"].as_array_mut().map(std::mem::take).unwrap_or_default()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hand out a list in pages",
    note = "operations with pages have a row `Paging` in their documentation; send others with `Client::send`"
)]
pub trait Paged: Endpoint {
    /// The field that names the page to bring. All else stays as it is from page to page.
    fn position(&mut self) -> &mut dyn Position;

    /// What the answer to this request says of the page after it.
    fn next(&self, page: &Self::Response) -> Next;

    /// Sets what a request needs so that its answer pages at all. Called once, before the first page is asked for.
    fn prepare(&mut self) {}
}

/// An operation whose pages hold one list.
///
/// An example stands at [`Paged`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no single list in its pages",
    note = "its whole answers come from `Client::pages`, if it has pages"
)]
pub trait PagedItems: Paged {
    /// An element of the list.
    type Item;

    /// The list of a page.
    fn items(page: Self::Response) -> Vec<Self::Item>;
}
