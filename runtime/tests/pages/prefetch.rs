//! Asking for a page while its predecessor is worked on, and calls that are given up and taken up again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use feishu_runtime::transport::{BoxFuture, Clock, MemoryTransport, Transport, TransportError};
use feishu_runtime::{Body, Client};
use futures_util::FutureExt as _;

use crate::list::{List, client_of, client_over};

/// A transport whose answers come when it is polled after they were let through.
#[derive(Clone)]
struct Gate {
    inner: MemoryTransport,
    asked: Arc<AtomicUsize>,
    open: Arc<AtomicUsize>,
}

impl Transport for Gate {
    fn call(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst);
        let open = Arc::clone(&self.open);
        Box::pin(async move {
            std::future::poll_fn(|_| {
                if open.load(Ordering::SeqCst) > number { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
            })
            .await;
            self.inner.call(request).await
        })
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Transport::clock(&self.inner)
    }
}

const PAGES: [&str; 3] = [
    r#"{"items":["a","b"],"has_more":true,"page_token":"2"}"#,
    r#"{"items":["c"],"has_more":true,"page_token":"3"}"#,
    r#"{"items":["d"],"has_more":false}"#,
];

fn gated() -> (Client, Gate) {
    let (_, inner) = client_of(&PAGES);
    let gate = Gate { inner, asked: Arc::default(), open: Arc::default() };
    let client = client_over(gate.clone());
    (client, gate)
}

impl Gate {
    fn let_through(&self, answers: usize) {
        self.open.store(answers, Ordering::SeqCst);
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

#[test]
fn a_page_is_asked_for_when_the_one_before_is_handed_out() {
    for (prefetch, asked) in [(false, [1, 2, 3]), (true, [2, 3, 3])] {
        let (client, transport) = client_of(&PAGES);
        let mut pages = client.pages(List::default());
        if prefetch {
            pages = pages.prefetch();
        }
        for asked in asked {
            pages.next().now_or_never().expect("no waiting").expect("a page").expect("a good one");
            assert_eq!(transport.requests().len(), asked, "prefetch: {prefetch}");
        }
        assert!(pages.next().now_or_never().expect("no waiting").is_none());
    }
}

#[test]
fn a_page_comes_while_items_are_taken() {
    let (client, gate) = gated();
    let mut items = client.items(List::default()).prefetch();
    gate.let_through(1);
    let mut next = || items.next().now_or_never().flatten().map(|item| item.expect("an item"));
    assert_eq!(next().as_deref(), Some("a"));
    assert_eq!(gate.asked(), 2, "the second page is on its way");
    gate.let_through(2);
    assert_eq!(next().as_deref(), Some("b"));
    assert_eq!(gate.inner.requests().len(), 2, "it came while the first one was used");
    gate.let_through(0);
    assert_eq!(next().as_deref(), Some("c"));
    assert_eq!(gate.asked(), 3);
    assert_eq!(next(), None, "the third page is not there yet");
    gate.let_through(3);
    assert_eq!(next().as_deref(), Some("d"));
}

#[test]
fn giving_up_to_wait_loses_nothing() {
    for prefetch in [false, true] {
        let (client, gate) = gated();
        let mut pages = client.pages(List::default());
        if prefetch {
            pages = pages.prefetch();
        }
        let mut seen = Vec::new();
        for page in 1..=3 {
            for _ in 0..3 {
                assert!(pages.next().now_or_never().is_none());
            }
            gate.let_through(page);
            let page = pages.next().now_or_never().expect("it is there").expect("a page").expect("a good one");
            seen.push(page["items"][0].clone());
        }
        assert_eq!(seen, ["a", "c", "d"]);
        assert_eq!(gate.asked(), 3, "each page is asked for once");
        assert_eq!(gate.inner.requests().len(), 3);
    }
}

#[test]
fn a_prefetched_failure_comes_after_what_was_there() {
    let (client, transport) = client_of(&PAGES[..1]);
    transport.answer(400, r#"{"code":7,"msg":"no"}"#);
    let mut items = client.items(List::default()).prefetch();
    let mut next = || items.next().now_or_never().expect("no waiting");
    assert_eq!(next().expect("an item").expect("a good one"), "a");
    assert_eq!(transport.requests().len(), 2);
    assert_eq!(next().expect("an item").expect("a good one"), "b");
    assert_eq!(next().expect("an error").expect_err("a failure").code(), Some(7));
    assert!(next().is_none());
    assert_eq!(items.resume_token(), Some("2"));
}
