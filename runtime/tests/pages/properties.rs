//! Whatever a server answers, a list ends; and a list that is consistent comes whole.

use std::collections::HashMap;

use feishu_runtime::transport::MemoryTransport;
use feishu_runtime::{Body, Client};
use futures_util::FutureExt as _;
use http::Response;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::list::{List, client_over};

/// What a server says on one page: how many items, the flag, the number of the page whose token it names; and whether it fails.
#[derive(Debug, Clone)]
struct Answer {
    items: usize,
    has_more: Option<bool>,
    token: Option<usize>,
    fails: bool,
}

fn answers() -> impl Strategy<Value = Vec<Answer>> {
    let answer = (0..3_usize, any::<Option<bool>>(), proptest::option::weighted(0.9, 0..9_usize), 0..20_u8);
    let answer =
        answer.prop_map(|(items, has_more, token, fails)| Answer { items, has_more, token, fails: fails == 0 });
    proptest::collection::vec(answer, 1..9)
}

fn data(data: &Value) -> Response<Body> {
    Response::new(Body::from(json!({"code": 0, "msg": "", "data": data}).to_string()))
}

/// A client of a server that answers by the token alone, as a machine with a state for each page.
fn client(respond: impl Fn(usize) -> Response<Body> + Send + Sync + 'static) -> (Client, MemoryTransport) {
    let transport = MemoryTransport::from_fn(move |request| {
        let query: HashMap<_, _> =
            request.uri().query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('=')).collect();
        let token = query.get("page_token").copied().unwrap_or("0");
        respond(token.parse().expect("a token that the server gave"))
    });
    let client = client_over(transport.clone());
    (client, transport)
}

proptest! {
    #[test]
    fn every_list_ends(answers in answers(), prefetch in any::<bool>()) {
        let pages = answers.len();
        let (client, transport) = client(move |page| {
            let answer = &answers[page % answers.len()];
            if answer.fails {
                return Response::builder().status(500).body(Body::from(String::new())).expect("an answer");
            }
            // The token of no page: an empty one.
            let token = answer.token.map(|token| if token < answers.len() { token.to_string() } else { String::new() });
            data(&json!({"items": vec!["x"; answer.items], "has_more": answer.has_more, "page_token": token}))
        });
        let mut stream = client.pages(List::default());
        if prefetch {
            stream = stream.prefetch();
        }
        let mut failed = false;
        let mut count = 0;
        while let Some(page) = stream.next().now_or_never().expect("no waiting") {
            prop_assert!(!failed, "something comes after an error");
            failed = page.is_err();
            count += 1;
            prop_assert!(count <= pages + 2);
        }
        prop_assert!(transport.requests().len() <= pages + 1);
        prop_assert_eq!(stream.is_finished(), !failed);
    }

    #[test]
    fn every_item_comes_once_and_in_order(
        sizes in proptest::collection::vec(0..4_usize, 1..9),
        flags in any::<bool>(),
        lingering in any::<bool>(),
        broken in proptest::option::of(0..9_usize),
        prefetch in any::<bool>(),
    ) {
        let total: usize = sizes.iter().sum();
        let last = sizes.len() - 1;
        let broken_once = std::sync::Mutex::new(broken);
        let (client, _) = client(move |page| {
            let mut broken = broken_once.lock().expect("no panic");
            if *broken == Some(page) {
                *broken = None;
                return Response::builder().status(502).body(Body::from(String::new())).expect("an answer");
            }
            let start: usize = sizes[..page].iter().sum();
            let items: Vec<String> = (start..start + sizes[page]).map(|item| item.to_string()).collect();
            let mut answer = json!({"items": items});
            if flags {
                answer["has_more"] = json!(page < last);
            }
            if page < last {
                answer["page_token"] = json!((page + 1).to_string());
            } else if lingering {
                answer["page_token"] = json!(if flags { "0" } else { "" });
            }
            data(&answer)
        });
        let mut stream = client.items(List::default());
        if prefetch {
            stream = stream.prefetch();
        }
        let mut items = Vec::new();
        while !stream.is_finished() {
            match stream.next().now_or_never().expect("no waiting") {
                Some(Ok(item)) => items.push(item),
                Some(Err(_)) => stream.resume(),
                None => break,
            }
        }
        let expected: Vec<String> = (0..total).map(|item| item.to_string()).collect();
        prop_assert_eq!(items, expected);
    }
}
