//! Nothing that can be shown shows a secret.

mod common;

use std::time::Duration;

use common::platform::Platform;
use common::{APP_SECRET, AsTenant, AsUser, Open, client, grant, success};
use feishu_runtime::transport::MemoryTransport;
use feishu_runtime::{Client, Endpoint, MemoryTokenStore, Parts, Pkce, Secret, TokenStore as _, UserGrant, UserToken};

const TENANT_TOKEN: &str = "t-91c2d7";
const USER_TOKEN: &str = "u-77ab01";

fn clean(shown: &str) {
    for secret in [APP_SECRET, TENANT_TOKEN, USER_TOKEN] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[tokio::test]
async fn nothing_shown_holds_a_secret() {
    let transport = MemoryTransport::new();
    let builder = Client::builder("cli_test", APP_SECRET).transport(transport.clone());
    clean(&format!("{builder:?} {:?}", Secret::from(APP_SECRET)));
    let client = client(&transport);
    let user = client.as_user(USER_TOKEN);
    transport.answer(200, grant(TENANT_TOKEN, 7200)).answer(200, success());
    client.send(AsTenant).await.expect("success");
    clean(&format!("{client:?} {client:#?} {user:?} {transport:?} {:?}", user.send(AsUser)));
    for request in transport.requests().iter().skip(1) {
        clean(&format!("{:?}", request.headers()));
    }
    clean(&format!("{:?} {:?}", AsTenant.parts(), AsTenant));
}

#[tokio::test]
async fn errors_hide_what_servers_repeat() {
    let echo = format!(
        r#"{{"code":5,"msg":"bad {TENANT_TOKEN} {USER_TOKEN} {APP_SECRET}","error":{{"helps":[{{"url":"{TENANT_TOKEN}{USER_TOKEN}{APP_SECRET}"}}]}}}}"#
    );
    let page = format!("<html>Authorization: Bearer {TENANT_TOKEN} {APP_SECRET}</html>");
    for body in [echo, page] {
        let transport = MemoryTransport::new();
        transport.answer(200, grant(TENANT_TOKEN, 7200)).answer(502, body.replace(USER_TOKEN, ""));
        let error = client(&transport).send(AsTenant).await.expect_err("a failure");
        clean(&format!("{error} {error:?} {error:#?} {:?}", error.helps()));
        transport.answer(502, body.replace(TENANT_TOKEN, ""));
        let error = client(&transport).as_user(USER_TOKEN).send(AsUser).await.expect_err("a failure");
        clean(&format!("{error} {error:?} {error:#?} {:?}", error.helps()));
    }
}

#[tokio::test]
async fn errors_of_token_calls_hold_no_token() {
    for body in [
        format!(r#"{{"code":0,"tenant_access_token":"{TENANT_TOKEN}","expire":"soon"}}"#),
        format!(r#"{{"code":0,"tenant_access_token":"{TENANT_TOKEN}"}}"#),
        format!(r#"{{"code":0,"tenant_access_token":["{TENANT_TOKEN}"],"expire":5}}"#),
        format!("tenant_access_token: {TENANT_TOKEN}"),
    ] {
        let transport = MemoryTransport::new();
        transport.answer(200, body.clone());
        let error = client(&transport).send(AsTenant).await.expect_err(&body);
        clean(&format!("{error} {error:?} {:?}", error.body()));
    }
}

#[tokio::test]
async fn bodies_of_errors_are_not_shown() {
    let transport = MemoryTransport::new();
    transport.answer(200, format!(r#"{{"code":0,"data":{{"user_token":"{USER_TOKEN}"}}"#));
    let error = client(&transport).send(Open).await.expect_err("cut off");
    clean(&format!("{error} {error:?}"));
    assert!(error.body().is_some());
}

#[tokio::test]
async fn logins_and_stores_show_no_secret() {
    let platform = Platform::new();
    let store = MemoryTokenStore::default();
    let client = platform.builder().store_app().token_store(store.clone()).build().expect("a client");
    client.app_ticket("ticket-4711").await.expect("a store");
    let login = client.login("ou_1");
    let grant = UserGrant::new(USER_TOKEN, Duration::from_secs(1)).with_refresh_token(TENANT_TOKEN, None);
    login.save(grant.clone()).await.expect("a store");
    let pkce = Pkce::from_verifier(format!("{USER_TOKEN}{}", "x".repeat(43))).expect("a verifier");
    let page = client.oauth().authorize("https://example.com").state(USER_TOKEN).pkce(&pkce);
    let user = client.as_user(&login);
    let entry = store.load("feishu:open.feishu.cn:cli_test:login:ou_1").await.expect("memory").expect("an entry");
    assert!(entry.value.expose().contains(USER_TOKEN));
    let shown = format!(
        "{store:?} {login:?} {grant:?} {pkce:?} {page:?} {user:?} {entry:?} {:?} {:?} {:?}",
        UserToken::from(USER_TOKEN),
        client.oauth().exchange(USER_TOKEN).pkce(&pkce),
        UserToken::from(&login),
    );
    clean(&shown);
    assert!(!shown.contains("ticket-4711"));
    let error = user.send(AsUser).await.expect_err("unknown refresh token");
    clean(&format!("{error} {error:?}"));
}

#[test]
fn encoded_requests_hide_their_values() {
    let secret = Secret::from(USER_TOKEN);
    let mut parts = Parts::new(Open::META, &[]).expect("a path");
    parts.query("token", &secret);
    parts.header("x-lark-helpdesk-authorization", &secret).expect("a header");
    parts.json(&secret).expect("JSON");
    assert!(parts.query_string().contains(USER_TOKEN));
    clean(&format!("{parts:?} {parts:#?}"));
    parts.text("token", &secret);
    clean(&format!("{parts:?}"));
}
