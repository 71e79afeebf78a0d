//! Lists whose pages are counted: by offset or by number.

use feishu_runtime::page::{Next, Paged, PagedItems, Position};
use feishu_runtime::{EncodeError, Endpoint, ErrorKind, Meta, Method, Paging, Parts};
use serde_json::Value;

use crate::list::client_of;
use crate::queries;

/// Counts items: with numbers as texts, as one of the platform's operations has them.
#[derive(Clone, Default)]
struct ByOffset {
    offset: Option<String>,
    limit: Option<String>,
}

/// Counts pages, from 1.
#[derive(Clone)]
struct ByPage {
    page: i64,
    page_size: Option<i64>,
}

static OFFSET: Meta = Meta::new("acme.v1.task.query", Method::Get, "/open-apis/acme/v1/tasks").tokens(&[]);
static PAGE: Meta = Meta::new("acme.v1.ticket.list", Method::Get, "/open-apis/acme/v1/tickets")
    .tokens(&[])
    .paging(Paging::by_page("page").items("items").size("page_size").default_size(2));

impl Endpoint for ByOffset {
    type Response = Value;
    const META: &'static Meta = &OFFSET;

    fn parts(&self) -> Result<Parts, EncodeError> {
        let mut parts = Parts::new(Self::META, &[])?;
        parts.query("offset", &self.offset);
        parts.query("limit", &self.limit);
        Ok(parts)
    }
}

impl Endpoint for ByPage {
    type Response = Value;
    const META: &'static Meta = &PAGE;

    fn parts(&self) -> Result<Parts, EncodeError> {
        let mut parts = Parts::new(Self::META, &[])?;
        parts.query("page", &self.page);
        parts.query("page_size", &self.page_size);
        Ok(parts)
    }
}

fn count(page: &Value) -> usize {
    page["items"].as_array().map_or(0, Vec::len)
}

impl Paged for ByOffset {
    fn position(&mut self) -> &mut dyn Position {
        &mut self.offset
    }

    fn next(&self, page: &Value) -> Next {
        let total = page["total"].as_str();
        Next::offset(count(page)).size(&self.limit).total(&total).has_more(page["has_more"].as_bool())
    }
}

impl Paged for ByPage {
    fn position(&mut self) -> &mut dyn Position {
        &mut self.page
    }

    fn next(&self, page: &Value) -> Next {
        Next::page(1, count(page)).size(&self.page_size).total(&page["total"].as_i64())
    }
}

macro_rules! items {
    ($request:ident) => {
        impl PagedItems for $request {
            type Item = i64;

            fn items(page: Value) -> Vec<i64> {
                serde_json::from_value(page["items"].clone()).unwrap_or_default()
            }
        }
    };
}

items!(ByOffset);
items!(ByPage);

fn limit(limit: &str) -> ByOffset {
    ByOffset { limit: Some(limit.into()), ..ByOffset::default() }
}

async fn by_offset(request: ByOffset, pages: &[&'static str]) -> (Vec<i64>, Vec<String>) {
    let (client, transport) = client_of(pages);
    (client.items(request).all().await.expect("the items"), queries(&transport))
}

#[tokio::test]
async fn an_offset_ends_with_a_page_below_the_limit() {
    let (items, sent) = by_offset(limit("2"), &[r#"{"items":[1,2]}"#, r#"{"items":[3]}"#]).await;
    assert_eq!((items, sent), (vec![1, 2, 3], vec!["limit=2".to_owned(), "offset=2&limit=2".to_owned()]));
}

#[tokio::test]
async fn an_offset_ends_at_the_total() {
    let pages = [r#"{"items":[1,2],"total":"4"}"#, r#"{"items":[3,4],"total":"4"}"#];
    let (items, sent) = by_offset(limit("2"), &pages).await;
    assert_eq!((items, sent.len()), (vec![1, 2, 3, 4], 2));
    let (items, sent) = by_offset(ByOffset::default(), &pages).await;
    assert_eq!((items, sent.len()), (vec![1, 2, 3, 4], 2), "without a limit");
}

#[tokio::test]
async fn an_offset_ends_with_an_empty_page_where_nothing_else_tells() {
    let (items, sent) = by_offset(ByOffset::default(), &[r#"{"items":[1,2]}"#, r#"{"items":[3]}"#, "{}"]).await;
    assert_eq!((items, sent), (vec![1, 2, 3], ["-", "offset=2", "offset=3"].map(str::to_owned).to_vec()));
}

#[tokio::test]
async fn an_offset_follows_the_flag() {
    let pages = [r#"{"items":[1],"has_more":true}"#, r#"{"items":[2,3],"has_more":false}"#];
    let (items, sent) = by_offset(limit("2"), &pages).await;
    assert_eq!((items, sent), (vec![1, 2, 3], vec!["limit=2".to_owned(), "offset=1&limit=2".to_owned()]));

    let (client, transport) = client_of(&[r#"{"items":[],"has_more":true}"#]);
    let mut pages = client.pages(limit("2"));
    pages.try_next().await.expect("a page");
    assert_eq!(pages.try_next().await.expect_err("it leads nowhere").kind(), ErrorKind::Paging);
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test]
async fn an_offset_begins_where_the_request_says() {
    let request = ByOffset { offset: Some("10".into()), ..limit("1") };
    let (_, sent) = by_offset(request, &[r#"{"items":[1],"total":"12"}"#, r#"{"items":[2],"total":"12"}"#]).await;
    assert_eq!(sent, ["offset=10&limit=1", "offset=11&limit=1"]);
}

#[tokio::test]
async fn pages_are_counted() {
    let (client, transport) =
        client_of(&[r#"{"items":[1,2],"total":5}"#, r#"{"items":[3,4],"total":5}"#, r#"{"items":[5],"total":5}"#]);
    let items = client.items(ByPage { page: 1, page_size: None }).all().await.expect("the items");
    assert_eq!(items, [1, 2, 3, 4, 5]);
    assert_eq!(queries(&transport), ["page=1", "page=2", "page=3"]);
}

#[tokio::test]
async fn counted_lists_can_be_resumed() {
    let (client, transport) = client_of(&[r#"{"items":[1,2],"total":3}"#, r#"{"items":[3],"total":3}"#]);
    let mut pages = client.pages(ByPage { page: 1, page_size: Some(2) }).max_pages(1);
    pages.try_next().await.expect("a page");
    let token = pages.resume_token().expect("a second page").to_owned();
    assert_eq!(token, "2");
    client.items(ByPage { page: 1, page_size: Some(2) }).start_at(token).all().await.expect("the rest");
    assert_eq!(queries(&transport), ["page=1&page_size=2", "page=2&page_size=2"]);
}

#[tokio::test]
async fn a_place_that_is_no_number_is_an_error() {
    let (client, transport) = client_of(&[r#"{"items":[1,2]}"#]);
    let mut pages = client.pages(ByPage { page: 1, page_size: None }).start_at("next");
    assert_eq!(pages.try_next().await.expect_err("no number").kind(), ErrorKind::Config);
    assert!(pages.next().await.is_none() && transport.requests().is_empty());

    let mut pages = client.pages(ByOffset { offset: Some("next".into()), limit: None });
    pages.try_next().await.expect("a page");
    let error = pages.try_next().await.expect_err("no number");
    assert_eq!(error.kind(), ErrorKind::Paging);
    assert!(error.to_string().contains("`next`"), "{error}");
}
