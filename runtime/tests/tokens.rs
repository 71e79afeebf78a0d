//! Which token a call carries, how often one is fetched, and what happens when one is refused.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use common::platform::{Platform, TENANT};
use common::stores::Probe;
use common::{APP_SECRET, AsApp, AsEither, AsTenant, AsUser, Open, TENANT_PATH, client, grant, success};
use feishu_runtime::transport::{
    BoxFuture, Clock, ManualClock, MemoryTransport, Transport, TransportError, TransportErrorKind,
};
use feishu_runtime::{Body, Client, Deployment, ErrorKind, MemoryTokenStore};
use futures_util::FutureExt as _;

const REFUSED: &str = r#"{"code":99991663,"msg":"Invalid access token for authorization."}"#;

fn authorization(transport: &MemoryTransport, index: usize) -> Option<String> {
    let requests = transport.requests();
    let value = requests[index].headers().get("authorization")?;
    Some(value.to_str().expect("text").to_owned())
}

fn paths(transport: &MemoryTransport) -> Vec<String> {
    transport.requests().iter().map(|request| request.uri().path().to_owned()).collect()
}

#[tokio::test]
async fn a_tenant_token_is_fetched_once_and_kept() {
    let transport = MemoryTransport::new();
    transport.answer(200, grant("t-1", 7200)).answer(200, success()).answer(200, success());
    let client = client(&transport);
    client.send(AsTenant).await.expect("success");
    client.send(&AsTenant).await.expect("success");
    assert_eq!(paths(&transport), [TENANT_PATH, "/open-apis/acme/v1/things", "/open-apis/acme/v1/things"]);
    assert_eq!(authorization(&transport, 0), None);
    assert_eq!(authorization(&transport, 2).as_deref(), Some("Bearer t-1"));
    let fetch = &transport.requests()[0];
    assert_eq!(fetch.method(), "POST");
    assert_eq!(fetch.headers()["content-type"], "application/json; charset=utf-8");
    let sent: serde_json::Value = serde_json::from_slice(fetch.body()).expect("JSON");
    assert_eq!(sent, serde_json::json!({ "app_id": "cli_test", "app_secret": APP_SECRET }));
}

#[tokio::test]
async fn each_identity_has_its_token() {
    let transport = MemoryTransport::new();
    transport.answer(200, grant("a-1", 7200));
    for _ in 0..5 {
        transport.answer(200, success());
    }
    let app = client(&transport);
    app.send(AsApp).await.expect("success");
    assert_eq!(authorization(&transport, 1).as_deref(), Some("Bearer a-1"));
    let user = app.as_user("u-1");
    user.send(AsUser).await.expect("success");
    user.send(AsEither).await.expect("success");
    app.send(AsEither).as_user("u-2").await.expect("success");
    app.send(Open).await.expect("success");
    let sent: Vec<_> = (2..6).map(|index| authorization(&transport, index)).collect();
    assert_eq!(sent, [Some("Bearer u-1".into()), Some("Bearer u-1".into()), Some("Bearer u-2".into()), None]);

    let error = app.send(AsUser).await.expect_err("no user");
    assert_eq!(error.kind(), ErrorKind::Config);
    let error = user.send(AsTenant).await.expect_err("no fallback to the app's rights");
    assert_eq!(error.kind(), ErrorKind::Config);
    assert_eq!(transport.requests().len(), 6);
}

#[tokio::test]
async fn tokens_are_refreshed_before_they_expire() {
    let transport = MemoryTransport::new();
    transport.answer(200, grant("t-1", 7200)).answer(200, success());
    let client = client(&transport);
    client.send(AsTenant).await.expect("success");
    transport.clock().advance(Duration::from_secs(6901));
    transport.answer(200, grant("t-2", 7200)).answer(200, success());
    client.send(AsTenant).await.expect("success");
    assert_eq!(authorization(&transport, 3).as_deref(), Some("Bearer t-2"));
    // A refresh that fails costs nothing while the old token lives, and fails the call once it does not.
    transport.clock().advance(Duration::from_secs(6901));
    transport.answer(503, "").answer(200, success());
    client.send(AsTenant).await.expect("the old token");
    assert_eq!(authorization(&transport, 5).as_deref(), Some("Bearer t-2"));
    transport.clock().advance(Duration::from_secs(300));
    transport.answer(503, "");
    assert!(client.send(AsTenant).await.is_err());
}

#[tokio::test]
async fn the_old_token_serves_while_the_new_one_is_not_yet_issued() {
    let platform = Platform::new();
    let client = platform.client();
    for (pause, fetches) in [(0, 1), (5400, 1), (1499, 1), (2, 2), (6899, 2), (2, 3)] {
        platform.advance(pause);
        client.send(AsTenant).await.expect("success");
        assert_eq!(platform.count(TENANT), fetches);
    }
    assert_eq!(["t-1", "t-2", "t-3"].map(|token| platform.count(token)), [3, 2, 1]);
}

#[tokio::test]
async fn a_token_that_the_platform_hands_out_again_is_not_asked_for_each_time() {
    let platform = Platform::new();
    let client = platform.client();
    client.send(AsTenant).await.expect("success");
    platform.refuse("t-1");
    client.send(AsTenant).await.expect_err("the same token again");
    assert_eq!((platform.count(TENANT), platform.count("t-1")), (2, 3), "one fetch and one more try");
    client.send(AsTenant).await.expect_err("refused");
    assert_eq!((platform.count(TENANT), platform.count("t-1")), (2, 4), "the platform has just said that it is valid");
    platform.advance(60);
    client.send(AsTenant).await.expect_err("refused");
    assert_eq!((platform.count(TENANT), platform.count("t-1")), (3, 6));
    platform.advance(5400);
    client.send(AsTenant).await.expect("a new token at last");
}

#[tokio::test]
async fn processes_share_tokens_through_their_store() {
    let platform = Platform::new();
    let store = MemoryTokenStore::default();
    let clients = [0, 1].map(|_| platform.builder().token_store(store.clone()).build().expect("a client"));
    for client in clients.iter().chain(&clients) {
        client.send(AsTenant).await.expect("success");
    }
    assert_eq!((platform.count(TENANT), platform.count("t-1")), (1, 4));
    // What one of them was refused does not come back to it from the store.
    platform.advance(6000);
    platform.refuse("t-1");
    clients[0].send(AsTenant).await.expect("the second token");
    clients[1].send(AsTenant).await.expect("the second token, from the store");
    assert_eq!((platform.count(TENANT), platform.count("t-2")), (2, 2));
    // Another app or deployment finds nothing of it.
    let lark = platform.builder().deployment(Deployment::Lark).token_store(store.clone()).build().expect("a client");
    lark.send(AsTenant).await.expect("success");
    let other = Client::builder("cli_other", APP_SECRET).transport(platform.clone()).token_store(store);
    other.build().expect("a client").send(AsTenant).await.expect("success");
    assert_eq!(platform.count(TENANT), 4);
}

#[tokio::test]
async fn tokens_need_no_store_that_works() {
    let platform = Platform::new();
    let store = Probe::default();
    let client = platform.builder().token_store(store.clone()).build().expect("a client");
    store.break_down(true);
    client.send(AsTenant).await.expect("fetched");
    client.send(AsTenant).await.expect("from memory");
    assert_eq!((platform.count(TENANT), store.loads()), (1, 1), "a fresh token asks no store");
}

#[tokio::test]
async fn a_new_process_goes_on_with_a_stored_token_while_none_can_be_fetched() {
    let platform = Platform::new();
    let store = MemoryTokenStore::default();
    let client = || platform.builder().token_store(store.clone()).build().expect("a client");
    client().send(AsTenant).await.expect("success");
    platform.advance(7000);
    platform.script(TENANT, common::platform::Script::NoConnection);
    client().send(AsTenant).await.expect("the stored token");
    platform.advance(200);
    platform.script(TENANT, common::platform::Script::NoConnection);
    assert_eq!(client().send(AsTenant).await.expect_err("ended").kind(), ErrorKind::Transport);
}

#[tokio::test]
async fn a_refused_token_is_replaced_once() {
    for status in [200, 400, 401] {
        let transport = MemoryTransport::new();
        transport.answer(200, grant("t-1", 7200)).answer(status, REFUSED);
        transport.answer(200, grant("t-2", 7200)).answer(200, success());
        client(&transport).send(AsTenant).await.expect("the second token");
        assert_eq!(authorization(&transport, 3).as_deref(), Some("Bearer t-2"));
    }
    let transport = MemoryTransport::from_fn(|request| {
        let granted = request.uri().path() == TENANT_PATH;
        http::Response::new(Body::from(if granted { grant("t-1", 7200) } else { REFUSED.to_owned() }))
    });
    let error = client(&transport).send(AsTenant).await.expect_err("refused twice");
    assert_eq!((error.kind(), error.code()), (ErrorKind::Token, Some(99_991_663)));
    assert_eq!(transport.requests().len(), 4);
}

#[tokio::test]
async fn a_refused_user_token_is_the_callers_business() {
    let transport = MemoryTransport::new();
    transport.answer(400, r#"{"code":99991668,"msg":"Invalid access token"}"#);
    let error = client(&transport).as_user("u-1").send(AsUser).await.expect_err("refused");
    assert_eq!(error.code(), Some(99_991_668));
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test]
async fn a_token_that_cannot_be_had_is_a_token_error() {
    for (status, body) in [
        (200, r#"{"code":10015,"msg":"app secret invalid"}"#),
        (200, r#"{"code":0,"msg":"ok"}"#),
        (200, r#"{"code":0,"msg":"ok","tenant_access_token":"","expire":10}"#),
        (200, r#"{"code":0,"msg":"ok","tenant_access_token":"t","expire":-1}"#),
    ] {
        let transport = MemoryTransport::new();
        transport.answer(status, body);
        let error = client(&transport).send(AsTenant).await.expect_err(body);
        assert_eq!(error.kind(), ErrorKind::Token, "{error}");
        assert_eq!(error.operation().map(feishu_runtime::Meta::service), Some("auth"));
        assert!(error.body().is_none());
    }
}

/// Lets other calls begin before it answers.
struct Slow {
    inner: MemoryTransport,
    fetches: AtomicUsize,
}

impl Transport for Slow {
    fn call(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        if request.uri().path() == TENANT_PATH {
            self.fetches.fetch_add(1, Ordering::SeqCst);
        }
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(5)).await;
            self.inner.call(request).await
        })
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Transport::clock(&self.inner)
    }
}

fn slow(respond: impl Fn(bool) -> String + Send + Sync + 'static) -> Arc<Slow> {
    let inner = MemoryTransport::from_fn(move |request| {
        http::Response::new(Body::from(respond(request.uri().path() == TENANT_PATH)))
    });
    Arc::new(Slow { inner, fetches: AtomicUsize::new(0) })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_first_calls_fetch_one_token() {
    let transport = slow(|granted| if granted { grant("t-1", 7200) } else { success().to_owned() });
    let client = Client::builder("cli_test", APP_SECRET).transport(Arc::clone(&transport)).build().expect("a client");
    let calls: Vec<_> = (0..64).map(|_| tokio::spawn(client.send(AsTenant))).collect();
    for call in calls {
        call.await.expect("no panic").expect("success");
    }
    assert_eq!(transport.fetches.load(Ordering::SeqCst), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_failed_fetch_fails_everyone_who_waits_and_the_next_call_tries_again() {
    let transport = slow(|_| r#"{"code":10003,"msg":"no"}"#.to_owned());
    let client = Client::builder("cli_test", APP_SECRET).transport(Arc::clone(&transport)).build().expect("a client");
    let barrier: Vec<_> = (0..16).map(|_| client.send(AsTenant)).collect();
    for outcome in futures_util::future::join_all(barrier).await {
        assert_eq!(outcome.expect_err("no token").code(), Some(10_003));
    }
    assert_eq!(transport.fetches.load(Ordering::SeqCst), 1);
    assert!(client.send(AsTenant).await.is_err());
    assert_eq!(transport.fetches.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_caller_who_gives_up_does_not_stop_the_others() {
    let transport = slow(|granted| if granted { grant("t-1", 7200) } else { success().to_owned() });
    let client = Client::builder("cli_test", APP_SECRET).transport(Arc::clone(&transport)).build().expect("a client");
    let mut first = client.send(AsTenant);
    assert!((&mut first).now_or_never().is_none());
    let second = tokio::spawn(client.send(AsTenant));
    tokio::task::yield_now().await;
    drop(first);
    second.await.expect("no panic").expect("success");
    assert_eq!(transport.fetches.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_call_ends_with_its_time() {
    let transport = MemoryTransport::new();
    transport.hang();
    let client = client(&transport);
    let call = tokio::spawn(client.send(Open));
    tokio::task::yield_now().await;
    transport.clock().advance(Duration::from_secs(60));
    let error = call.await.expect("no panic").expect_err("too late");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.to_string(), "acme.v1.open.get: timeout: no answer within 60s");

    transport.hang();
    let call = tokio::spawn(client.send(Open).timeout(Duration::from_secs(2)));
    tokio::task::yield_now().await;
    transport.clock().advance(Duration::from_secs(2));
    assert_eq!(call.await.expect("no panic").expect_err("too late").kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn transport_failures_keep_their_cause() {
    let transport = MemoryTransport::new();
    transport.fail(TransportError::new(TransportErrorKind::Connect, "refused"));
    let error = client(&transport).send(Open).await.expect_err("no connection");
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.to_string(), "acme.v1.open.get: transport: cannot connect: refused");
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn calls_go_to_the_deployments_hosts() {
    let transport = MemoryTransport::new();
    transport.answer(200, success());
    let client = Client::builder("cli_test", APP_SECRET).deployment(Deployment::Lark).transport(transport.clone());
    client.build().expect("a client").send(Open).await.expect("success");
    let request = &transport.requests()[0];
    assert_eq!(request.uri(), "https://open.larksuite.com/open-apis/acme/v1/things");
    assert!(request.headers()["user-agent"].to_str().expect("text").starts_with("feishu-openapi-rust/"));
    assert!(request.headers().get("content-type").is_none());
    assert!(request.body().is_empty());
}

/// Refuses the first token, each time a little later than the time before.
struct Refusing {
    fetches: AtomicUsize,
    calls: AtomicUsize,
}

impl Transport for Refusing {
    fn call(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            if request.uri().path() == TENANT_PATH {
                let number = self.fetches.fetch_add(1, Ordering::SeqCst) + 1;
                return Ok(http::Response::new(Body::from(grant(&format!("t-{number}"), 7200))));
            }
            let turn = self.calls.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(turn as u64)).await;
            let refused = request.headers()["authorization"] == "Bearer t-1";
            Ok(http::Response::new(Body::from(if refused { REFUSED } else { success() })))
        })
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(ManualClock::default())
    }
}

#[tokio::test]
async fn calls_that_are_refused_late_use_the_new_token() {
    let transport = Arc::new(Refusing { fetches: AtomicUsize::new(0), calls: AtomicUsize::new(0) });
    let client = Client::builder("cli_test", APP_SECRET).transport(Arc::clone(&transport)).build().expect("a client");
    let calls: Vec<_> = (0..32).map(|_| client.send(AsTenant)).collect();
    for outcome in futures_util::future::join_all(calls).await {
        outcome.expect("success with the second token");
    }
    assert_eq!(transport.fetches.load(Ordering::SeqCst), 2);
    assert_eq!(transport.calls.load(Ordering::SeqCst), 64);
}
