//! What happens when a page fails, and how a stream goes on.

use feishu_runtime::ErrorKind;
use feishu_runtime::transport::{TransportError, TransportErrorKind};
use futures_util::stream::FusedStream as _;

use crate::list::{List, client_of};
use crate::queries;

const FIRST: &str = r#"{"items":["a","b"],"has_more":true,"page_token":"2"}"#;
const SECOND: &str = r#"{"items":["c"],"has_more":false}"#;

fn envelope(page: &str) -> String {
    format!(r#"{{"code":0,"msg":"success","data":{page}}}"#)
}

#[tokio::test]
async fn an_error_comes_once_and_ends_the_stream() {
    let (client, transport) = client_of(&[FIRST]);
    transport.answer(400, r#"{"code":1,"msg":"no"}"#);
    let mut items = client.items(List::default());
    assert_eq!(items.try_next().await.expect("an item").as_deref(), Some("a"));
    assert_eq!(items.try_next().await.expect("an item").as_deref(), Some("b"));
    assert_eq!(items.try_next().await.expect_err("a refusal").code(), Some(1));
    for _ in 0..2 {
        assert!(items.next().await.is_none());
    }
    assert!(items.is_terminated() && !items.is_finished());
    assert_eq!(transport.requests().len(), 2);
}

#[tokio::test]
async fn a_stream_goes_on_with_the_page_that_failed() {
    for prefetch in [false, true] {
        let (client, transport) = client_of(&[FIRST]);
        transport.fail(TransportError::new(TransportErrorKind::Exchange, "reset"));
        transport.answer(200, envelope(SECOND));
        let mut pages = client.pages(List::default());
        if prefetch {
            pages = pages.prefetch();
        }
        pages.try_next().await.expect("the first page").expect("a page");
        assert!(pages.try_next().await.is_err());
        assert_eq!(pages.resume_token(), Some("2"));
        pages.resume();
        assert_eq!(pages.try_next().await.expect("the second page").expect("a page")["items"][0], "c");
        assert!(pages.next().await.is_none() && pages.is_finished());
        pages.resume();
        assert!(pages.next().await.is_none(), "a finished list has nothing to resume");
        assert_eq!(queries(&transport), ["-", "page_token=2", "page_token=2"]);
    }
}

#[tokio::test]
async fn another_stream_begins_where_one_stopped() {
    let (client, transport) = client_of(&[FIRST, SECOND]);
    let mut items = client.items(List { page_size: Some(2), ..List::default() }).max_pages(1);
    assert_eq!(items.resume_token(), None);
    items.try_next().await.expect("an item");
    assert_eq!(items.resume_token(), None, "an item of the first page is left");
    items.try_next().await.expect("an item");
    assert!(items.next().await.is_none());
    let token = items.resume_token().expect("a second page").to_owned();
    let rest = client.items(List { page_size: Some(2), ..List::default() }).start_at(token).all().await;
    assert_eq!(rest.expect("the rest"), ["c"]);
    assert_eq!(queries(&transport), ["page_size=2", "page_token=2&page_size=2"]);
}

#[tokio::test]
async fn a_stream_begins_where_its_request_says() {
    let (client, transport) = client_of(&[SECOND]);
    let mut pages = client.pages(List { page_token: Some("7".into()), ..List::default() });
    assert_eq!(pages.resume_token(), Some("7"));
    pages.try_next().await.expect("a page");
    assert_eq!(queries(&transport), ["page_token=7"]);
}

#[tokio::test]
async fn a_failing_first_page_names_no_token() {
    let (client, transport) = client_of(&[]);
    transport.answer(500, "").answer(200, envelope(SECOND));
    let mut items = client.items(List::default());
    assert_eq!(items.try_next().await.expect_err("a failure").kind(), ErrorKind::Status);
    assert_eq!((items.resume_token(), items.is_finished()), (None, false));
    items.resume();
    assert_eq!(items.all().await.expect("the list"), ["c"]);
}

#[tokio::test]
async fn pages_can_be_limited_and_resumed() {
    let (client, transport) = client_of(&[FIRST, r#"{"items":["c"],"has_more":true,"page_token":"3"}"#, SECOND]);
    let mut pages = client.pages(List::default()).prefetch().max_pages(1);
    let mut counts = Vec::new();
    for _ in 0..4 {
        let mut count = 0;
        while pages.try_next().await.expect("a page").is_some() {
            count += 1;
        }
        counts.push((count, transport.requests().len()));
        pages.resume();
    }
    assert_eq!(counts, [(1, 1), (1, 2), (1, 3), (0, 3)], "nothing is asked for beyond the limit");
    let (client, transport) = client_of(&[]);
    assert!(client.pages(List::default()).max_pages(0).next().await.is_none());
    assert!(transport.requests().is_empty());
}

#[tokio::test]
async fn a_request_that_cannot_be_encoded_fails_once() {
    use feishu_runtime::page::{Next, Paged, Position};
    use feishu_runtime::{EncodeError, Endpoint, Meta, Method, Parts};

    struct Inside(String, Option<String>);

    impl Endpoint for Inside {
        type Response = serde_json::Value;
        const META: &'static Meta =
            &Meta::new("acme.v1.inside.list", Method::Get, "/open-apis/acme/v1/:id").tokens(&[]);

        fn parts(&self) -> Result<Parts, EncodeError> {
            Parts::new(Self::META, &[("id", &self.0)])
        }
    }

    impl Paged for Inside {
        fn position(&mut self) -> &mut dyn Position {
            &mut self.1
        }

        fn next(&self, _: &serde_json::Value) -> Next {
            Next::token(None, None)
        }
    }

    let (client, transport) = client_of(&[]);
    let mut pages = client.pages(Inside("..".into(), None));
    assert_eq!(pages.try_next().await.expect_err("no path").kind(), ErrorKind::Encode);
    assert!(pages.next().await.is_none() && transport.requests().is_empty());
}
