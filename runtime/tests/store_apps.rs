//! Store apps: a ticket comes in, tokens of tenants go out.

mod common;

use common::platform::{Platform, RESEND, STORE_APP, STORE_TENANT, THINGS};
use common::stores::Probe;
use common::{AsApp, AsTenant};
use feishu_runtime::{Client, ErrorKind, MemoryTokenStore, Remedy};
use futures_util::future::join_all;

fn client(platform: &Platform) -> Client {
    platform.builder().store_app().build().expect("a client")
}

#[tokio::test]
async fn a_ticket_becomes_tokens_of_tenants() {
    let platform = Platform::new();
    platform.set_ticket("ticket-1");
    let client = client(&platform);
    client.app_ticket("ticket-1").await.expect("a store");
    let (a, b) = (client.as_tenant("a"), client.as_tenant("b"));
    for outcome in join_all((0..64).map(|index| if index % 2 == 0 { a.send(AsTenant) } else { b.send(AsTenant) })).await
    {
        outcome.expect("success");
    }
    assert_eq!((platform.count(STORE_APP), platform.count(STORE_TENANT), platform.count(RESEND)), (1, 2, 0));
    let mut keys: Vec<_> = platform.sent(STORE_TENANT).iter().map(|(body, _)| common::platform::fields(body)).collect();
    keys.sort_by_key(|sent| sent["tenant_key"].clone());
    assert_eq!([&keys[0]["tenant_key"], &keys[1]["tenant_key"]], ["a", "b"]);
    let tokens: std::collections::HashSet<_> =
        platform.sent(THINGS).iter().map(|(_, headers)| headers["authorization"].clone()).collect();
    assert_eq!(tokens.len(), 2, "each tenant has its own token");
    client.send(AsApp).await.expect("the app's token");
    client.send(AsTenant).as_tenant("a").await.expect("the tenant of one call");
    assert_eq!((platform.count(STORE_APP), platform.count(STORE_TENANT)), (1, 2));
}

#[tokio::test]
async fn without_a_ticket_it_is_asked_for_once() {
    let platform = Platform::new();
    platform.set_ticket("ticket-1");
    let client = client(&platform);
    let tenant = client.as_tenant("a");
    for outcome in join_all((0..8).map(|_| tenant.send(AsTenant))).await {
        let error = outcome.expect_err("no ticket");
        assert_eq!((error.kind(), error.remedy()), (ErrorKind::Token, Some(Remedy::Retry)));
        assert!(error.to_string().contains("event `app_ticket`"), "{error}");
        assert!(error.to_string().contains("Client::app_ticket"), "{error}");
    }
    tenant.send(AsTenant).await.expect_err("still none");
    assert_eq!((platform.count(RESEND), platform.count(STORE_APP)), (1, 0));
    // The event comes.
    client.app_ticket("ticket-1").await.expect("a store");
    tenant.send(AsTenant).await.expect("success");
}

#[tokio::test]
async fn an_old_ticket_is_asked_for_again() {
    let platform = Platform::new();
    platform.set_ticket("ticket-2");
    let client = client(&platform);
    client.app_ticket("ticket-1").await.expect("a store");
    let error = client.as_tenant("a").send(AsTenant).await.expect_err("old ticket");
    assert_eq!((error.kind(), error.code(), error.remedy()), (ErrorKind::Token, Some(10_012), Some(Remedy::Retry)));
    assert!(error.to_string().contains("event `app_ticket`"), "{error}");
    assert!(!format!("{error} {error:?}").contains("ticket-1"));
    assert_eq!((platform.count(STORE_APP), platform.count(RESEND)), (1, 1));
    platform.advance(61);
    client.as_tenant("a").send(AsTenant).await.expect_err("the event did not come");
    assert_eq!((platform.count(STORE_APP), platform.count(RESEND)), (2, 2));
    client.app_ticket("ticket-2").await.expect("a store");
    client.as_tenant("a").send(AsTenant).await.expect("success");
}

#[tokio::test]
async fn processes_share_ticket_and_tokens() {
    let platform = Platform::new();
    platform.set_ticket("ticket-1");
    let store = MemoryTokenStore::default();
    let clients = [0, 1].map(|_| platform.builder().store_app().token_store(store.clone()).build().expect("a client"));
    clients[0].app_ticket("ticket-1").await.expect("a store");
    clients[1].as_tenant("a").send(AsTenant).await.expect("the ticket that came to the other one");
    clients[0].as_tenant("a").send(AsTenant).await.expect("the token that the other one fetched");
    assert_eq!((platform.count(STORE_APP), platform.count(STORE_TENANT)), (1, 1));
    clients[0].as_tenant("b").send(AsTenant).await.expect("success");
    assert_eq!((platform.count(STORE_APP), platform.count(STORE_TENANT)), (1, 2));
}

#[tokio::test]
async fn a_refused_app_token_is_fetched_anew_once() {
    let platform = Platform::new();
    platform.set_ticket("ticket-1");
    let client = client(&platform);
    client.app_ticket("ticket-1").await.expect("a store");
    client.send(AsApp).await.expect("success");
    // The platform issues another one in the last half hour, and then no longer takes the first.
    platform.advance(6000);
    platform.refuse("t-1");
    client.as_tenant("a").send(AsTenant).await.expect("success");
    assert_eq!((platform.count(STORE_APP), platform.count(STORE_TENANT)), (2, 2));
    platform.refuse("t-2");
    let error = client.as_tenant("b").send(AsTenant).await.expect_err("the same token again");
    assert_eq!(error.code(), Some(10_013));
    assert_eq!((platform.count(STORE_APP), platform.count(STORE_TENANT)), (3, 4));
    client.as_tenant("b").send(AsTenant).await.expect_err("the platform has just handed that token out again");
    assert_eq!((platform.count(STORE_APP), platform.count(STORE_TENANT)), (3, 5));
}

#[tokio::test]
async fn a_store_that_fails_stops_nobody_who_knows_the_ticket() {
    let platform = Platform::new();
    platform.set_ticket("ticket-1");
    let store = Probe::default();
    let client = platform.builder().store_app().token_store(store.clone()).build().expect("a client");
    client.app_ticket("ticket-1").await.expect("a store");
    store.break_down(true);
    client.as_tenant("a").send(AsTenant).await.expect("the ticket is in memory");
    let other = platform.builder().store_app().token_store(store.clone()).build().expect("a client");
    let error = other.as_tenant("a").send(AsTenant).await.expect_err("no ticket");
    assert!(error.to_string().contains("the token store failed: out of order"), "{error}");
    let error = other.app_ticket("ticket-2").await.expect_err("not kept");
    assert!(error.to_string().contains("out of order"), "{error}");
}

#[tokio::test]
async fn kinds_of_apps_are_not_mixed_up() {
    let platform = Platform::new();
    let store_app = client(&platform);
    let error = store_app.send(AsTenant).await.expect_err("which tenant?");
    assert!(error.to_string().contains("Client::as_tenant"), "{error}");
    let custom = platform.client();
    let error = custom.as_tenant("a").send(AsTenant).await.expect_err("it has one tenant");
    assert!(error.to_string().contains("store_app"), "{error}");
    let error = custom.app_ticket("ticket").await.expect_err("no tickets");
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(platform.log().is_empty());
}
