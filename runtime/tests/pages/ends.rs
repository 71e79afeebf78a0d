//! Where a list by tokens ends.

use feishu_runtime::ErrorKind;
use futures_util::{StreamExt as _, TryStreamExt as _};

use crate::list::{List, client_of};
use crate::queries;

/// The names of all pages, and how many requests it took.
async fn names(pages: &[&'static str]) -> (Vec<String>, usize) {
    let (client, transport) = client_of(pages);
    let names = client.items(List::default()).all().await.expect("a list");
    (names, transport.requests().len())
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[tokio::test]
async fn an_empty_page_in_the_middle_is_no_end() {
    let pages = [
        r#"{"items":["a"],"has_more":true,"page_token":"2"}"#,
        r#"{"items":[],"has_more":true,"page_token":"3"}"#,
        r#"{"has_more":true,"page_token":"4"}"#,
        r#"{"items":["b"],"has_more":false}"#,
    ];
    assert_eq!(names(&pages).await, (owned(&["a", "b"]), 4));
}

#[tokio::test]
async fn a_flag_ends_the_list_whatever_token_comes_with_it() {
    let pages =
        [r#"{"items":["a"],"has_more":true,"page_token":"2"}"#, r#"{"items":["b"],"has_more":false,"page_token":"3"}"#];
    assert_eq!(names(&pages).await, (owned(&["a", "b"]), 2));
    let repeated =
        [r#"{"items":["a"],"has_more":true,"page_token":"2"}"#, r#"{"items":["b"],"has_more":false,"page_token":"2"}"#];
    assert_eq!(names(&repeated).await, (owned(&["a", "b"]), 2));
}

#[tokio::test]
async fn without_a_flag_the_token_tells() {
    for last in [r#"{"items":["c"]}"#, r#"{"items":["c"],"page_token":""}"#, r#"{"items":["c"],"page_token":null}"#] {
        let pages =
            [r#"{"items":["a"],"page_token":"2"}"#, r#"{"items":["b"],"page_token":"3","has_more":true}"#, last];
        assert_eq!(names(&pages).await, (owned(&["a", "b", "c"]), 3), "{last}");
    }
}

#[tokio::test]
async fn more_without_a_token_is_an_end() {
    for last in [r#"{"items":["a"],"has_more":true,"page_token":""}"#, r#"{"items":["a"],"has_more":true}"#] {
        assert_eq!(names(&[last]).await, (owned(&["a"]), 1), "{last}");
    }
}

#[tokio::test]
async fn a_token_that_comes_again_is_an_error_after_its_page() {
    let page = r#"{"items":["a"],"has_more":true,"page_token":"2"}"#;
    let (client, transport) = client_of(&[page, page, page, page]);
    let mut items = client.items(List::default());
    assert_eq!(items.try_next().await.expect("the first page").as_deref(), Some("a"));
    assert_eq!(items.try_next().await.expect("the second page").as_deref(), Some("a"));
    let error = items.try_next().await.expect_err("no third page");
    assert_eq!((error.kind(), error.operation().map(|meta| meta.id)), (ErrorKind::Paging, Some("acme.v1.name.list")));
    assert!(items.next().await.is_none());
    assert_eq!(queries(&transport), ["-", "page_token=2"]);
    assert_eq!(items.resume_token(), Some("2"));
    assert!(!items.is_finished());
}

#[tokio::test]
async fn a_longer_circle_is_an_error_too() {
    let (client, transport) = client_of(&[
        r#"{"items":["a"],"has_more":true,"page_token":"2"}"#,
        r#"{"items":["b"],"has_more":true,"page_token":"3"}"#,
        r#"{"items":["c"],"has_more":true,"page_token":"2"}"#,
    ]);
    let outcome: Result<Vec<String>, _> = client.items(List::default()).try_collect().await;
    assert_eq!(outcome.expect_err("a circle").kind(), ErrorKind::Paging);
    assert_eq!(transport.requests().len(), 3);
}

#[tokio::test]
async fn the_last_page_is_handed_out_whole() {
    let (client, _) = client_of(&[
        r#"{"items":["a"],"has_more":true,"page_token":"2"}"#,
        r#"{"items":[],"has_more":false,"sync_token":"s"}"#,
    ]);
    let mut pages = client.pages(List::default());
    let all: Vec<_> = pages.by_ref().collect().await;
    assert_eq!(all.len(), 2);
    assert_eq!(all[1].as_ref().expect("a page")["sync_token"], "s");
    assert!(pages.is_finished() && pages.resume_token().is_none());
}
