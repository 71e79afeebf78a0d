//! Logins of users: refreshed in time, once, and never lost.

mod common;

use std::time::Duration;

use common::platform::{OAUTH, Platform, Script, while_time_passes};
use common::stores::Probe;
use common::{AsEither, AsUser};
use feishu_runtime::transport::Clock as _;
use feishu_runtime::{Client, ErrorKind, MemoryTokenStore, Remedy, RetryPolicy, UserGrant, UserLogin};
use futures_util::FutureExt as _;
use futures_util::future::join_all;

/// Seconds after which a token that lives two hours is refreshed.
const DUE: u64 = 7200 - 300;

async fn login(platform: &Platform, client: &Client) -> UserLogin {
    let login = client.login("ou_1");
    login.save(platform.grant()).await.expect("a store");
    login
}

#[tokio::test]
async fn a_login_serves_as_a_token() {
    let platform = Platform::new();
    let client = platform.client();
    let login = login(&platform, &client).await;
    client.as_user(&login).send(AsUser).await.expect("success");
    client.send(AsEither).as_user(login.clone()).await.expect("success");
    assert_eq!(platform.log(), ["eyJ-1", "eyJ-1"]);
    assert_eq!(login.token().await.expect("a token").expose(), "eyJ-1");
    let kept = login.grant().await.expect("a store").expect("a grant");
    assert_eq!(kept.refresh_token().map(feishu_runtime::Secret::expose), Some("r-1"));
    assert!(kept.has_scope("task:task:read"));
}

#[tokio::test]
async fn many_callers_refresh_once_and_the_pair_is_kept_before_it_is_used() {
    let platform = Platform::new();
    let store = Probe::noting(&platform);
    let client = platform.builder().token_store(store.clone()).build().expect("a client");
    let login = login(&platform, &client).await;
    platform.advance(DUE);
    let user = client.as_user(&login);
    for outcome in join_all((0..64).map(|_| user.send(AsUser))).await {
        outcome.expect("success");
    }
    let log = platform.log();
    // Saved; claimed; refreshed; kept; and only then used.
    assert_eq!(log[..5], ["kept", "kept", OAUTH, "kept", "eyJ-2"]);
    assert_eq!((platform.count(OAUTH), platform.count("eyJ-2")), (1, 64));
    let sent = common::platform::fields(&platform.sent(OAUTH)[0].0);
    let sent: Vec<_> = ["grant_type", "client_id", "refresh_token"].map(|name| sent[name].as_str()).into();
    assert_eq!(sent, ["refresh_token", "cli_test", "r-1"]);

    // A handle that holds a fresh token asks no store.
    let loads = store.loads();
    user.send(AsUser).await.expect("success");
    assert_eq!(store.loads(), loads);

    // And again, with the rotated token.
    platform.advance(DUE);
    user.send(AsUser).await.expect("success");
    assert_eq!((platform.count(OAUTH), platform.count("eyJ-3")), (2, 1));
}

#[tokio::test]
async fn a_refresh_that_fails_costs_nothing_while_the_token_lives() {
    let overloaded = || Script::Answer(503, r#"{"code":20072,"error":"temporarily_unavailable"}"#.to_owned());
    let limited = || Script::Answer(400, r#"{"code":99991400,"msg":"limit"}"#.to_owned());
    let page = || Script::Answer(404, "<html>".to_owned());
    for failures in [vec![Script::NoConnection], vec![overloaded(), overloaded()], vec![limited()], vec![page()]] {
        let platform = Platform::new();
        let client = platform.client();
        let user = client.as_user(login(&platform, &client).await);
        platform.advance(DUE);
        let calls = failures.len();
        for failure in failures {
            platform.script(OAUTH, failure);
        }
        while_time_passes(platform.clock(), user.send(AsUser)).await.expect("the old token");
        user.send(AsUser).await.expect("the old token, and no second try right away");
        assert_eq!((platform.count(OAUTH), platform.count("eyJ-1")), (calls, 2));
        platform.advance(31);
        user.send(AsUser).await.expect("success");
        assert_eq!((platform.count(OAUTH), platform.count("eyJ-2")), (calls + 1, 1));
    }
}

#[tokio::test]
async fn a_refresh_that_was_not_executed_is_tried_again_as_any_call() {
    let platform = Platform::new();
    let client = platform.builder().retry(RetryPolicy::default()).build().expect("a client");
    let user = client.as_user(login(&platform, &client).await);
    platform.advance(7300);
    let limited = Script::Answer(429, r#"{"code":99991400,"msg":"limit"}"#.to_owned());
    platform.script(OAUTH, Script::NoConnection).script(OAUTH, limited);
    while_time_passes(platform.clock(), user.send(AsUser)).await.expect("the third try");
    assert_eq!((platform.count(OAUTH), platform.count("eyJ-2")), (3, 1));
    // But never after it may have been.
    platform.advance(7300);
    platform.script(OAUTH, Script::LostRequest);
    while_time_passes(platform.clock(), user.send(AsUser)).await.expect_err("the connection broke");
    assert_eq!(platform.count(OAUTH), 4);
}

#[tokio::test]
async fn the_platforms_own_failure_is_tried_twice() {
    let platform = Platform::new();
    let client = platform.client();
    let user = client.as_user(login(&platform, &client).await);
    platform.advance(7300);
    let failure = r#"{"code":20050,"error":"server_error","error_description":"An unexpected server error occurred."}"#;
    platform.script(OAUTH, Script::Answer(500, failure.to_owned()));
    while_time_passes(platform.clock(), user.send(AsUser)).await.expect("the second try");
    assert_eq!((platform.count(OAUTH), platform.count("eyJ-2")), (2, 1));
}

#[tokio::test]
async fn a_refresh_whose_answer_was_lost_is_not_repeated_while_there_is_something_to_lose() {
    let platform = Platform::new();
    let client = platform.client();
    let login = login(&platform, &client).await;
    let user = client.as_user(&login);
    platform.script(OAUTH, Script::LostAnswer);
    platform.advance(DUE);
    for _ in 0..4 {
        user.send(AsUser).await.expect("the old token");
        platform.advance(60);
    }
    login.refresh().await.expect("nothing to do");
    assert_eq!(platform.count(OAUTH), 1);

    platform.advance(60);
    let error = user.send(AsUser).await.expect_err("the platform used the refresh token up");
    assert_eq!((error.kind(), error.code(), error.remedy()), (ErrorKind::Token, Some(20_073), Some(Remedy::Authorize)));
    assert_eq!(platform.count(OAUTH), 2);
    for _ in 0..3 {
        let error = user.send(AsUser).await.expect_err("ended");
        assert_eq!((error.code(), error.remedy()), (Some(20_073), Some(Remedy::Authorize)));
        assert!(error.to_string().contains("`ou_1` has ended"), "{error}");
    }
    assert_eq!(platform.count(OAUTH), 2, "what is used up is not tried again");

    login.save(platform.grant()).await.expect("a store");
    user.send(AsUser).await.expect("authorized anew");
}

#[tokio::test]
async fn a_refresh_that_never_arrived_is_made_up_for() {
    for lost in [Script::LostRequest, Script::Answer(502, "<html>bad gateway".to_owned())] {
        let platform = Platform::new();
        let client = platform.client();
        let user = client.as_user(login(&platform, &client).await);
        platform.script(OAUTH, lost.clone()).script(OAUTH, lost);
        platform.advance(DUE);
        user.send(AsUser).await.expect("the old token");
        platform.advance(300);
        let error = user.send(AsUser).await.expect_err("the connection fails again");
        assert!(error.message().contains("not known whether the refresh token was used up"), "{error}");
        user.send(AsUser).await.expect("success");
        assert_eq!((platform.count(OAUTH), platform.count("eyJ-2")), (3, 1));
    }
}

#[tokio::test]
async fn a_used_up_refresh_token_leaves_the_access_token_its_time() {
    let platform = Platform::new();
    let client = platform.client();
    let login = login(&platform, &client).await;
    let stolen = login.grant().await.expect("a store").expect("a grant").refresh_token().expect("a token").clone();
    client.oauth().refresh(&stolen).await.expect("somebody else's refresh");
    let user = client.as_user(&login);
    platform.advance(DUE);
    user.send(AsUser).await.expect("the old token");
    platform.advance(200);
    user.send(AsUser).await.expect("the old token");
    assert_eq!(platform.count(OAUTH), 2);
    platform.advance(101);
    let error = user.send(AsUser).await.expect_err("ended");
    assert_eq!((error.code(), error.remedy()), (Some(20_073), Some(Remedy::Authorize)));
}

#[tokio::test]
async fn a_login_without_refresh_token_ends_with_its_access_token() {
    let platform = Platform::new();
    let client = platform.client();
    let login = client.login("ou_2");
    let error = client.as_user(&login).send(AsUser).await.expect_err("nothing kept");
    assert_eq!((error.kind(), error.remedy()), (ErrorKind::Token, Some(Remedy::Authorize)));
    let token = platform.grant().access_token().clone();
    login.save(UserGrant::new(token, platform.clock().unix() + Duration::from_secs(100))).await.expect("a store");
    platform.advance(99);
    client.as_user(&login).send(AsUser).await.expect("success");
    platform.advance(1);
    let error = client.as_user(&login).send(AsUser).await.expect_err("ended");
    assert!(error.to_string().contains("offline_access"), "{error}");
    assert_eq!(error.remedy(), Some(Remedy::Authorize));
    login.remove().await.expect("a store");
    assert_eq!(login.grant().await.expect("a store"), None);
}

#[tokio::test]
async fn a_refused_access_token_is_refreshed_once() {
    let platform = Platform::new();
    let client = platform.client();
    let user = client.as_user(login(&platform, &client).await);
    platform.advance(600);
    platform.refuse("eyJ-1");
    user.send(AsUser).await.expect("success with the new token");
    assert_eq!(platform.log(), ["eyJ-1", OAUTH, "eyJ-2"]);

    platform.advance(600);
    platform.refuse("eyJ-2");
    platform.refuse("eyJ-3");
    let error = user.send(AsUser).await.expect_err("refused twice");
    assert_eq!((error.kind(), error.code()), (ErrorKind::Token, Some(99_991_668)));
    assert_eq!(platform.log()[3..], ["eyJ-2", OAUTH, "eyJ-3"]);
    user.send(AsUser).await.expect_err("a token that was issued just now is not what is wrong");
    assert_eq!(platform.log()[6..], ["eyJ-3"]);
}

#[tokio::test]
async fn a_refresh_goes_on_when_its_caller_gives_up() {
    for platform in [Platform::new(), Platform::that_runs_apart()] {
        let client = platform.client();
        let login = login(&platform, &client).await;
        let user = client.as_user(&login);
        platform.advance(7300);
        platform.script(OAUTH, Script::Slow(Duration::from_secs(5)));
        let mut first = user.send(AsUser);
        while platform.count(OAUTH) == 0 {
            assert!((&mut first).now_or_never().is_none());
        }
        assert!((&mut first).now_or_never().is_none());
        drop(first);
        while_time_passes(platform.clock(), user.send(AsUser))
            .await
            .expect("the token that the first caller asked for");
        assert_eq!((platform.count(OAUTH), platform.count("eyJ-2")), (1, 1));
    }
}

#[tokio::test]
async fn a_refresh_that_runs_apart_is_kept_though_nobody_waits() {
    let platform = Platform::that_runs_apart();
    let store = MemoryTokenStore::default();
    let client = platform.builder().token_store(store.clone()).build().expect("a client");
    let login = login(&platform, &client).await;
    platform.advance(7300);
    let mut call = client.as_user(&login).send(AsUser);
    while platform.count(OAUTH) == 0 {
        assert!((&mut call).now_or_never().is_none());
    }
    drop((call, login, client));
    let other = platform.builder().token_store(store).build().expect("a client");
    let user = other.as_user(other.login("ou_1"));
    while_time_passes(platform.clock(), user.send(AsUser)).await.expect("the pair that the dropped client got");
    assert_eq!((platform.count(OAUTH), platform.count("eyJ-2")), (1, 1));
}

#[tokio::test]
async fn two_processes_refresh_once() {
    let platform = Platform::new();
    let store = MemoryTokenStore::default();
    let clients = [0, 1].map(|_| platform.builder().token_store(store.clone()).build().expect("a client"));
    login(&platform, &clients[0]).await;
    for round in 1..=3 {
        // The token has ended, so that nobody can go on with the old one.
        platform.advance(7300);
        let users = clients.each_ref().map(|client| client.as_user(client.login("ou_1")));
        let calls = (0..32).map(|index| users[index % 2].send(AsUser));
        for outcome in while_time_passes(platform.clock(), join_all(calls)).await {
            outcome.expect("success");
        }
        assert_eq!(platform.count(OAUTH), round);
    }
}

#[tokio::test]
async fn while_one_process_refreshes_the_other_goes_on_with_the_old_token() {
    let platform = Platform::new();
    let store = MemoryTokenStore::default();
    let clients = [0, 1].map(|_| platform.builder().token_store(store.clone()).build().expect("a client"));
    let [one, two] = clients.each_ref().map(|client| client.as_user(client.login("ou_1")));
    login(&platform, &clients[0]).await;
    platform.advance(DUE);
    platform.script(OAUTH, Script::Slow(Duration::from_secs(10)));
    let mut refreshing = one.send(AsUser);
    while platform.count(OAUTH) == 0 {
        assert!((&mut refreshing).now_or_never().is_none());
    }
    two.send(AsUser).await.expect("the old token, at once");
    while_time_passes(platform.clock(), refreshing).await.expect("success");
    platform.advance(31);
    two.send(AsUser).await.expect("the new token");
    assert_eq!((platform.count(OAUTH), platform.count("eyJ-1"), platform.count("eyJ-2")), (1, 1, 2));
}

#[tokio::test]
async fn a_process_that_died_over_a_refresh_is_waited_for_and_made_up_for() {
    let platform = Platform::new();
    let store = MemoryTokenStore::default();
    let clients = [0, 1].map(|_| platform.builder().token_store(store.clone()).build().expect("a client"));
    login(&platform, &clients[0]).await;
    platform.advance(7300);
    platform.script(OAUTH, Script::Hang);
    let mut dies = clients[0].as_user(clients[0].login("ou_1")).send(AsUser);
    while platform.count(OAUTH) == 0 {
        assert!((&mut dies).now_or_never().is_none());
    }
    drop(dies);
    let died_at = platform.clock().now();
    let user = clients[1].as_user(clients[1].login("ou_1"));
    let waits = user.send(AsUser).timeout(Duration::from_secs(300));
    while_time_passes(platform.clock(), waits).await.expect("success after the lease");
    let waited = platform.clock().now().checked_sub(died_at).expect("time passed");
    assert!(waited >= Duration::from_secs(60) && waited < Duration::from_secs(70), "{waited:?}");
    assert_eq!((platform.count(OAUTH), platform.count("eyJ-2")), (2, 1));
}

#[tokio::test]
async fn a_store_that_fails_loses_no_pair() {
    let platform = Platform::new();
    let store = Probe::default();
    let client = platform.builder().token_store(store.clone()).build().expect("a client");
    let login = login(&platform, &client).await;
    let user = client.as_user(&login);

    store.break_down(true);
    user.send(AsUser).await.expect("a fresh token needs no store");
    platform.advance(DUE);
    user.send(AsUser).await.expect("a living token needs no store");
    assert_eq!(platform.count(OAUTH), 0, "without a claim nothing is refreshed");
    platform.advance(300);
    let error = user.send(AsUser).await.expect_err("nothing left");
    assert!(error.to_string().contains("the token store failed: out of order"), "{error}");

    // It fails just when the new pair is to be kept.
    store.break_down(false);
    platform.script(OAUTH, Script::Slow(Duration::from_secs(1)));
    let mut call = user.send(AsUser);
    while platform.count(OAUTH) == 0 {
        assert!((&mut call).now_or_never().is_none());
    }
    store.refuse_writes(true);
    while_time_passes(platform.clock(), call).await.expect("the new token serves from memory");
    let name = "feishu:open.feishu.cn:cli_test:login:ou_1";
    assert!(store.text(name).await.expect("an entry").contains("r-1"));
    platform.advance(31);
    user.send(AsUser).await.expect("still");
    store.refuse_writes(false);
    platform.advance(31);
    user.send(AsUser).await.expect("success");
    assert!(store.text(name).await.expect("an entry").contains("r-2"), "kept as soon as the store works");
    assert_eq!((platform.count(OAUTH), platform.count("eyJ-2")), (1, 3));
}

#[tokio::test]
async fn a_pair_in_memory_wins_over_a_process_that_found_the_old_one_used_up() {
    let platform = Platform::new();
    let store = Probe::default();
    let clients = [0, 1].map(|_| platform.builder().token_store(store.clone()).build().expect("a client"));
    let [one, two] = clients.each_ref().map(|client| client.as_user(client.login("ou_1")));
    login(&platform, &clients[0]).await;
    platform.advance(7300);
    platform.script(OAUTH, Script::Slow(Duration::from_secs(1)));
    let mut call = one.send(AsUser);
    while platform.count(OAUTH) == 0 {
        assert!((&mut call).now_or_never().is_none());
    }
    store.refuse_writes(true);
    while_time_passes(platform.clock(), call).await.expect("the new token serves from memory");
    store.refuse_writes(false);
    let patient = two.send(AsUser).timeout(Duration::from_secs(300));
    let error = while_time_passes(platform.clock(), patient).await.expect_err("the stored refresh token is used up");
    assert_eq!(error.code(), Some(20_073));
    platform.advance(31);
    one.send(AsUser).await.expect("success");
    two.send(AsUser).await.expect("the pair that was kept at last");
    assert_eq!(platform.count(OAUTH), 2);
}

#[tokio::test]
async fn an_authorization_during_a_refresh_wins() {
    let platform = Platform::new();
    let client = platform.client();
    let login = login(&platform, &client).await;
    let user = client.as_user(&login);
    platform.advance(7300);
    platform.script(OAUTH, Script::Slow(Duration::from_secs(5)));
    let mut call = user.send(AsUser);
    while platform.count(OAUTH) == 0 {
        assert!((&mut call).now_or_never().is_none());
    }
    let anew = platform.grant();
    login.save(anew.clone()).await.expect("a store");
    while_time_passes(platform.clock(), call).await.expect("success");
    user.send(AsUser).await.expect("success");
    assert_eq!(platform.count(anew.access_token().expose()), 2);
    assert_eq!(login.grant().await.expect("a store"), Some(anew));
}

#[tokio::test]
async fn a_login_can_be_refreshed_by_hand() {
    let platform = Platform::new();
    let client = platform.client();
    let login = login(&platform, &client).await;
    login.refresh().await.expect("success");
    assert_eq!(login.token().await.expect("a token").expose(), "eyJ-2");
    platform.script(OAUTH, Script::NoConnection);
    assert_eq!(login.refresh().await.expect_err("no connection").kind(), ErrorKind::Transport);
    client.as_user(&login).send(AsUser).await.expect("the login serves as before");
}

#[tokio::test]
async fn a_login_stays_with_its_client() {
    let platform = Platform::new();
    let (client, other) = (platform.client(), platform.client());
    let login = login(&platform, &client).await;
    let error = other.as_user(&login).send(AsUser).await.expect_err("another client's login");
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(platform.log().is_empty());
}
