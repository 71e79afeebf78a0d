//! How an operation hands out a long list. Follows nothing: that is the client's `page`.

/// How an operation hands out a long list. [`Client::pages`](crate::Client::pages) and
/// [`Client::items`](crate::Client::items) do what it says.
///
/// ```
/// use feishu_runtime::{Paging, PagingBy};
///
/// static PAGING: Paging = Paging::by_token("page_token").items("items").size("page_size").default_size(20).max_size(50);
/// assert_eq!(PAGING.by, PagingBy::Token);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Paging {
    /// What names a page.
    pub by: PagingBy,
    /// Request field that names the page; with dots where it is inside an object.
    pub position: &'static str,
    /// The list in the answer; `None` where there are several, or none.
    pub items: Option<&'static str>,
    /// Request field for how many items a page may have.
    pub size: Option<&'static str>,
    /// Items that a page has at most where the request does not say.
    pub default_size: Option<u32>,
    /// Most items that can be asked for.
    pub max_size: Option<u32>,
}

/// What names a page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PagingBy {
    /// A token that the page before brings.
    Token,
    /// How many items are passed over.
    Offset,
    /// Its number.
    Page,
}

impl Paging {
    /// Pages named by a token in this request field.
    pub const fn by_token(position: &'static str) -> Self {
        Self::new(PagingBy::Token, position)
    }

    /// Pages named by how many items this request field passes over.
    pub const fn by_offset(position: &'static str) -> Self {
        Self::new(PagingBy::Offset, position)
    }

    /// Pages named by their number in this request field.
    pub const fn by_page(position: &'static str) -> Self {
        Self::new(PagingBy::Page, position)
    }

    const fn new(by: PagingBy, position: &'static str) -> Self {
        Self { by, position, items: None, size: None, default_size: None, max_size: None }
    }

    /// Sets [`Paging::items`].
    #[must_use]
    pub const fn items(mut self, field: &'static str) -> Self {
        self.items = Some(field);
        self
    }

    /// Sets [`Paging::size`].
    #[must_use]
    pub const fn size(mut self, field: &'static str) -> Self {
        self.size = Some(field);
        self
    }

    /// Sets [`Paging::default_size`].
    #[must_use]
    pub const fn default_size(mut self, items: u32) -> Self {
        self.default_size = Some(items);
        self
    }

    /// Sets [`Paging::max_size`].
    #[must_use]
    pub const fn max_size(mut self, items: u32) -> Self {
        self.max_size = Some(items);
        self
    }
}
