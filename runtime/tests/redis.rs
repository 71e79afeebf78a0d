//! Tokens on a real Redis server, which each test starts for itself.

mod common;

use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use common::platform::{OAUTH, Platform, STORE_APP, STORE_TENANT, Script, TENANT, while_time_passes};
use common::{AsTenant, AsUser};
use feishu_runtime::{Client, RedisTokenStore, Secret, StoreEntry, TokenStore as _};
use futures_util::FutureExt as _;
use futures_util::future::join_all;

/// A server of its own, which ends with the test.
struct Redis {
    process: Child,
    dir: PathBuf,
    port: u16,
}

impl Redis {
    /// Starts one; `None` where there is no server to start and nobody said that there must be.
    async fn start() -> Option<Self> {
        if Command::new("redis-server").arg("--version").stdout(Stdio::null()).status().is_err() {
            assert!(std::env::var_os("CI").is_none(), "`redis-server` is missing: install the package redis-server");
            eprintln!("skipped: `redis-server` is not installed");
            return None;
        }
        // Somebody else may take the port between the search and the start.
        for _ in 0..5 {
            if let Some(redis) = Self::on_free_port().await {
                return Some(redis);
            }
        }
        panic!("redis-server does not start");
    }

    async fn on_free_port() -> Option<Self> {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let dir = std::env::temp_dir().join(format!("feishu-redis-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&dir).expect("a folder");
        let process = Command::new("redis-server")
            .args(["--bind", "127.0.0.1", "--port", &port.to_string(), "--save", "", "--appendonly", "no"])
            .arg("--dir")
            .arg(&dir)
            .stdout(Stdio::null())
            .spawn()
            .expect("redis-server starts");
        let mut redis = Self { process, dir, port };
        for _ in 0..500 {
            if redis.process.try_wait().expect("a child").is_some() {
                return None;
            }
            if redis.store().load("ready?").await.is_ok() {
                return Some(redis);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        None
    }

    fn address(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    fn store(&self) -> RedisTokenStore {
        RedisTokenStore::open(&self.address()).expect("an address")
    }

    fn client(&self, platform: &Platform) -> Client {
        platform.builder().token_store(self.store()).build().expect("a client")
    }

    async fn command<T: redis::FromRedisValue>(&self, command: &[&str]) -> T {
        let client = redis::Client::open(self.address()).expect("an address");
        let mut connection = client.get_multiplexed_async_connection().await.expect("a connection");
        let mut sent = redis::cmd(command[0]);
        for argument in &command[1..] {
            sent.arg(argument);
        }
        sent.query_async(&mut connection).await.expect("an answer")
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

fn entry(version: u64, value: &str) -> StoreEntry {
    StoreEntry { version, value: Secret::from(value), keep_for: None }
}

#[tokio::test]
async fn compares_and_swaps() {
    let Some(redis) = Redis::start().await else { return };
    let store = redis.store().with_prefix("mine:");
    assert_eq!(store.load("a").await.expect("an answer"), None);
    assert!(!store.swap("a", Some(1), Some(entry(2, "x"))).await.expect("an answer"), "nothing is there");
    let most = (1 << 63) - 1;
    assert!(store.swap("a", None, Some(entry(most, "{\"a\":\"é\\n\"}"))).await.expect("an answer"));
    assert_eq!(store.load("a").await.expect("an answer"), Some(entry(most, "{\"a\":\"é\\n\"}")));
    assert!(!store.swap("a", None, Some(entry(3, "y"))).await.expect("an answer"), "something is there");
    assert!(!store.swap("a", Some(most - 1), Some(entry(3, "y"))).await.expect("an answer"), "another version");
    assert!(!store.swap("a", Some(most - 1), None).await.expect("an answer"), "another version");
    assert!(store.swap("a", Some(most), Some(entry(3, "y"))).await.expect("an answer"));
    assert_eq!(redis.command::<Vec<String>>(&["KEYS", "*"]).await, ["mine:a"]);
    assert!(store.swap("a", Some(3), None).await.expect("an answer"));
    assert_eq!(store.load("a").await.expect("an answer"), None);
}

#[tokio::test]
async fn keeps_an_entry_as_long_as_it_is_of_use() {
    let Some(redis) = Redis::start().await else { return };
    let store = redis.store();
    let with = |version, keep_for| Some(StoreEntry { version, value: Secret::from("x"), keep_for });
    store.swap("a", None, with(1, Some(Duration::from_secs(7200)))).await.expect("an answer");
    let left: i64 = redis.command(&["PTTL", "a"]).await;
    assert!((7_000_000..=7_200_000).contains(&left), "{left}");
    store.swap("a", Some(1), with(2, None)).await.expect("an answer");
    assert_eq!(redis.command::<i64>(&["PTTL", "a"]).await, -1, "for good");
    store.swap("a", Some(2), with(3, Some(Duration::MAX))).await.expect("more than the server can count");
    assert_eq!(store.load("a").await.expect("an answer").map(|entry| entry.version), Some(3));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_swap_at_once_one_succeeds() {
    let Some(redis) = Redis::start().await else { return };
    let stores = [0, 1, 2, 3].map(|_| redis.store());
    for round in 0..20_u64 {
        let expected = (round > 0).then_some(round * 100);
        let tries = (0..32_usize).map(|index| {
            let store = stores[index % 4].clone();
            tokio::spawn(
                async move { store.swap("a", expected, Some(entry((round + 1) * 100, &index.to_string()))).await },
            )
        });
        let outcomes = join_all(tries).await;
        let won =
            outcomes.into_iter().filter(|outcome| *outcome.as_ref().expect("no panic").as_ref().expect("an answer"));
        assert_eq!(won.count(), 1);
    }
}

#[tokio::test]
async fn two_clients_refresh_a_login_once() {
    let Some(redis) = Redis::start().await else { return };
    let platform = Platform::new();
    let clients = [redis.client(&platform), redis.client(&platform)];
    clients[0].login("ou_1").save(platform.grant()).await.expect("a store");
    for round in 1..=3 {
        platform.advance(7300);
        let users = clients.each_ref().map(|client| client.as_user(client.login("ou_1")));
        let calls = (0..32).map(|index| users[index % 2].send(AsUser));
        for outcome in while_time_passes(platform.clock(), join_all(calls)).await {
            outcome.expect("success");
        }
        assert_eq!((platform.count(OAUTH), platform.count(&format!("eyJ-{}", round + 1))), (round, 32));
    }
    let name = "feishu:open.feishu.cn:cli_test:login:ou_1";
    assert_eq!(redis.command::<Vec<String>>(&["KEYS", "*"]).await, [name]);
    assert!(redis.command::<i64>(&["TTL", name]).await > 7 * 24 * 3600, "longer than the refresh token lives");
}

#[tokio::test]
async fn a_client_that_died_over_a_refresh_is_made_up_for() {
    let Some(redis) = Redis::start().await else { return };
    let platform = Platform::new();
    let dies = redis.client(&platform);
    dies.login("ou_1").save(platform.grant()).await.expect("a store");
    platform.advance(7300);
    platform.script(OAUTH, Script::Hang);
    let mut call = dies.as_user(dies.login("ou_1")).send(AsUser);
    while platform.count(OAUTH) == 0 {
        assert!((&mut call).now_or_never().is_none());
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    drop((call, dies));
    let client = redis.client(&platform);
    let call = client.as_user(client.login("ou_1")).send(AsUser).timeout(Duration::from_secs(300));
    while_time_passes(platform.clock(), call).await.expect("success after the lease");
    assert_eq!((platform.count(OAUTH), platform.count("eyJ-2")), (2, 1));
}

#[tokio::test]
async fn clients_share_tickets_and_tokens_of_tenants() {
    let Some(redis) = Redis::start().await else { return };
    let platform = Platform::new();
    platform.set_ticket("ticket-1");
    let clients = [0, 1].map(|_| platform.builder().store_app().token_store(redis.store()).build().expect("a client"));
    clients[0].app_ticket("ticket-0").await.expect("a store");
    clients[0].app_ticket("ticket-1").await.expect("a store");
    for client in [&clients[1], &clients[0]] {
        client.as_tenant("a").send(AsTenant).await.expect("success");
    }
    assert_eq!((platform.count(STORE_APP), platform.count(STORE_TENANT)), (1, 1));
}

#[tokio::test]
async fn goes_on_after_the_server_was_away() {
    let Some(mut redis) = Redis::start().await else { return };
    let platform = Platform::new();
    let (store, address) = (redis.store(), redis.address());
    let client = platform.builder().token_store(store.clone()).build().expect("a client");
    client.send(AsTenant).await.expect("success");
    redis.process.kill().expect("a child");
    redis.process.wait().expect("a child");
    let error = store.load("a").await.expect_err("nobody is there");
    assert!(error.to_string().starts_with("the token store failed: "), "{error}");
    platform.advance(7300);
    client.send(AsTenant).await.expect("a token is fetched all the same");
    assert_eq!(platform.count(TENANT), 2);

    let port = redis.port.to_string();
    redis.process = Command::new("redis-server")
        .args(["--bind", "127.0.0.1", "--port", &port, "--save", "", "--appendonly", "no"])
        .stdout(Stdio::null())
        .spawn()
        .expect("redis-server starts");
    for _ in 0..500 {
        if store.load("a").await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("no new connection to {address}");
}

#[tokio::test]
async fn shows_no_password() {
    let store = RedisTokenStore::open("redis://:hunter2@127.0.0.1:1").expect("an address");
    assert!(!format!("{store:?}").contains("hunter2"));
    let error = store.load("a").await.expect_err("nobody is there");
    assert!(!format!("{error} {error:?}").contains("hunter2"));
    let error = RedisTokenStore::open("http://:hunter2@127.0.0.1").expect_err("no address of Redis");
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}
