//! What is sent for each page.

use std::time::Duration;

use feishu_runtime::page::{Next, Paged, PagedItems, Position};
use feishu_runtime::transport::MemoryTransport;
use feishu_runtime::{Client, EncodeError, Endpoint, ErrorKind, Meta, Method, Parts, TokenKind};
use futures_util::FutureExt as _;
use serde_json::{Value, json};

use crate::list::{List, client_of, client_over};

/// A search: the token in the query, the filter in the body, `next_page_token` in the answer.
#[derive(Clone)]
struct Search {
    filter: Value,
    page_token: Option<String>,
}

impl Endpoint for Search {
    type Response = Value;
    const META: &'static Meta =
        &Meta::new("acme.v1.name.search", Method::Post, "/open-apis/acme/v1/names/search").tokens(&[TokenKind::User]);

    fn parts(&self) -> Result<Parts, EncodeError> {
        let mut parts = Parts::new(Self::META, &[])?;
        parts.query("page_token", &self.page_token);
        parts.json(&self.filter)?;
        Ok(parts)
    }
}

impl Paged for Search {
    fn position(&mut self) -> &mut dyn Position {
        &mut self.page_token
    }

    fn next(&self, page: &Value) -> Next {
        Next::token(page["next_page_token"].as_str(), page["has_more"].as_bool())
    }
}

impl PagedItems for Search {
    type Item = Value;

    fn items(mut page: Value) -> Vec<Value> {
        page["files"].as_array_mut().map(std::mem::take).unwrap_or_default()
    }
}

#[tokio::test]
async fn the_body_is_sent_again_unchanged() {
    let (client, transport) = client_of(&[
        r#"{"files":[1],"has_more":true,"next_page_token":"a b"}"#,
        r#"{"files":[2],"has_more":true,"next_page_token":"c"}"#,
        r#"{"files":[3],"has_more":false}"#,
    ]);
    let request = Search { filter: json!({"query": {"key": "x"}, "sort": [1, 2]}), page_token: None };
    let files = client.items(request).as_user("u-1").all().await.expect("the files");
    assert_eq!(files, [1, 2, 3]);
    let sent = transport.requests();
    assert_eq!(sent.len(), 3);
    for request in &sent {
        assert_eq!(request.body(), sent[0].body());
        assert_eq!(request.headers(), sent[0].headers());
        assert_eq!(request.headers()["authorization"], "Bearer u-1");
    }
    assert_eq!(crate::queries(&transport), ["-", "page_token=a%20b", "page_token=c"]);
}

/// The same list, for the app in a tenant.
struct OfTenant(List);

impl Endpoint for OfTenant {
    type Response = Value;
    const META: &'static Meta = &Meta::new("acme.v1.tenant_name.list", Method::Get, "/open-apis/acme/v1/names");

    fn parts(&self) -> Result<Parts, EncodeError> {
        self.0.parts()
    }
}

impl Paged for OfTenant {
    fn position(&mut self) -> &mut dyn Position {
        self.0.position()
    }

    fn next(&self, page: &Value) -> Next {
        self.0.next(page)
    }
}

#[tokio::test]
async fn every_page_is_asked_for_in_the_tenant() {
    let transport = MemoryTransport::new();
    transport.answer(200, r#"{"code":0,"app_access_token":"a-1","expire":7200}"#);
    transport.answer(200, r#"{"code":0,"tenant_access_token":"t-1","expire":7200}"#);
    transport.answer(200, r#"{"code":0,"data":{"has_more":true,"page_token":"2"}}"#);
    transport.answer(200, r#"{"code":0,"data":{"has_more":false}}"#);
    let client = Client::builder("cli_a", "secret").store_app().transport(transport.clone()).build();
    let client = client.expect("right settings");
    client.app_ticket("ticket").await.expect("kept");
    let mut pages = client.pages(OfTenant(List::default())).as_tenant("key of a tenant");
    while pages.try_next().await.expect("a page").is_some() {}
    let sent: Vec<_> = transport.requests()[2..].iter().map(|sent| sent.headers()["authorization"].clone()).collect();
    assert_eq!(sent, ["Bearer t-1", "Bearer t-1"]);
}

#[tokio::test]
async fn each_page_has_the_time_limit() {
    let (client, transport) = client_of(&[r#"{"items":["a"],"has_more":true,"page_token":"2"}"#]);
    transport.hang();
    let mut pages = client.pages(List::default()).timeout(Duration::from_secs(3));
    pages.try_next().await.expect("the first page");
    assert!(pages.next().now_or_never().is_none());
    transport.clock().advance(Duration::from_secs(3));
    let error = pages.next().now_or_never().expect("an end").expect("an error").expect_err("too late");
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[test]
fn nothing_is_sent_before_it_is_asked_for() {
    let transport = MemoryTransport::new();
    let client = client_over(transport.clone());
    drop(client.pages(List::default()).prefetch());
    drop(client.items(List::default()).prefetch());
    assert!(transport.requests().is_empty());
}

#[test]
fn streams_travel_between_threads() {
    fn travels<T: Send>(_: T) {}
    let (client, _) = client_of(&[]);
    travels(client.pages(List::default()));
    travels(client.items(List::default()).all());
    let mut pages = client.pages(List::default());
    travels(pages.next());
}
