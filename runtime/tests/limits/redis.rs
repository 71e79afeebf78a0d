//! Limits on a real Redis server, shared by clients that know nothing of each other. Where no `redis-server` is installed, these
//! tests say so and pass.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use feishu_runtime::limit::{Claim, Limiter, Limits, Mode, RedisLimits, Sharing};
use feishu_runtime::transport::{BoxFuture, Clock};
use feishu_runtime::{ErrorKind, Meta, Parts, RateLimit, Target};
use futures_util::future::join_all;

use crate::run::{answered, meta};

/// What `LIMITED` allows in a second.
const CALLS: usize = 20;

static LIMITED: Meta = meta("acme.v1.limited").rate_limit(RateLimit::per_second(20).and_per_day(10_000));
static DAILY: Meta = meta("acme.v1.daily").rate_limit(RateLimit::per_day(5));
static WRITE: Meta = meta("acme.v1.sheet.write").targets(&[Target::serial("acme.sheet").by("sheet_token")]);

/// A server of its own for each test; gone when dropped.
struct Server {
    process: Child,
    port: u16,
    folder: std::path::PathBuf,
}

impl Server {
    fn start() -> Option<Self> {
        // Between asking for a free port and using it, another process may take it.
        (0..5).find_map(|_| match Self::try_start() {
            Ok(server) => server.map(Some),
            Err(error) => {
                eprintln!("skipped: `redis-server` cannot be started: {error}");
                Some(None)
            }
        })?
    }

    fn try_start() -> std::io::Result<Option<Self>> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let folder = std::env::temp_dir().join(format!("feishu-limits-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let process = Command::new("redis-server")
            .args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--port", &port.to_string()])
            .arg("--dir")
            .arg(&folder)
            .stdout(Stdio::null())
            .spawn()?;
        let mut server = Self { process, port, folder };
        Ok(server.is_ready().then_some(server))
    }

    fn is_ready(&mut self) -> bool {
        for _ in 0..500 {
            if matches!(self.process.try_wait(), Ok(Some(_)) | Err(_)) {
                return false;
            }
            if self.ping().is_ok() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }

    fn ping(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(1)))?;
        stream.write_all(b"PING\r\n")?;
        stream.read_exact(&mut [0; 5])
    }

    fn limits(&self) -> Limits {
        let store = RedisLimits::open(&format!("redis://127.0.0.1:{}", self.port)).expect("an address");
        Limits::new().store(store.with_prefix("test:"))
    }

    fn stop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The real time: the server's cannot be moved.
struct RealTime(Instant);

impl Clock for RealTime {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }

    fn unix(&self) -> Duration {
        self.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

fn client(limits: Limits) -> Limiter {
    Limiter::new("cli_test", limits, Arc::new(RealTime(Instant::now()))).expect("good limits")
}

/// The most moments that any second holds.
fn most_in_a_second(mut moments: Vec<Duration>) -> usize {
    moments.sort_unstable();
    let count =
        |end: &Duration| moments.iter().filter(|at| **at <= *end && **at + Duration::from_secs(1) > *end).count();
    moments.iter().map(count).max().unwrap_or(0)
}

/// Makes calls to a platform that counts each somewhere on its way, and returns when.
async fn calls(limiter: Limiter, number: usize, began: Instant, sharing: Sharing) -> Vec<Duration> {
    let counted = Mutex::new(Vec::new());
    let call = |_| async {
        let mut permit = limiter.acquire(&Claim::new(&LIMITED)).await.expect("a place");
        assert_eq!(permit.sharing(), sharing);
        permit.sent();
        tokio::time::sleep(Duration::from_millis(fastrand::u64(0..20))).await;
        counted.lock().expect("a lock").push(began.elapsed());
        tokio::time::sleep(Duration::from_millis(fastrand::u64(0..20))).await;
        permit.answered();
    };
    join_all((0..number).map(call)).await;
    counted.into_inner().expect("a lock")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_clients_together_never_exceed_a_limit() {
    let Some(server) = Server::start() else { return };
    let began = Instant::now();
    let (one, other) = (client(server.limits()), client(server.limits()));
    let shared = Sharing::Shared;
    let (one, other) =
        tokio::join!(tokio::spawn(calls(one, 35, began, shared)), tokio::spawn(calls(other, 35, began, shared)));
    let all = [one.expect("no panic"), other.expect("no panic")].concat();
    assert_eq!(all.len(), 70);
    assert!(most_in_a_second(all) <= CALLS);

    // Each for itself, they do.
    let (one, other) = (client(Limits::new()), client(Limits::new()));
    let began = Instant::now();
    let (one, other) =
        tokio::join!(calls(one, CALLS, began, Sharing::Local), calls(other, CALLS, began, Sharing::Local));
    assert!(most_in_a_second([one, other].concat()) > CALLS);
}

#[tokio::test]
async fn places_that_were_not_used_are_free_for_others() {
    let Some(server) = Server::start() else { return };
    let one = client(server.limits());
    let other = client(server.limits().mode(Mode::FailFast));
    let claim = Claim::new(&LIMITED);
    let held = join_all((0..CALLS).map(|_| one.acquire(&claim))).await;
    assert!(held.iter().all(Result::is_ok));
    let error = other.acquire(&claim).await.expect_err("all are taken");
    assert_eq!(error.kind(), ErrorKind::RateLimit);
    assert!(error.retry_after().is_some_and(|wait| wait <= Duration::from_secs(1)));
    drop(held);
    // The store hears of it a moment later.
    let mut got = Vec::new();
    while got.len() < CALLS {
        got.extend(other.acquire(&claim).await);
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_clients_write_to_one_sheet_one_after_the_other() {
    let Some(server) = Server::start() else { return };
    let writing = Arc::new(Mutex::new((0, 0)));
    let write = |limiter: Limiter, writing: Arc<Mutex<(i32, i32)>>| async move {
        let mut parts = Parts::new(&WRITE, &[]).expect("a good path");
        parts.target("acme.sheet", &"sht_{1}");
        for _ in 0..4 {
            let mut permit = limiter.acquire(&Claim::new(&WRITE).parts(&parts)).await.expect("a place");
            permit.sent();
            {
                let mut state = writing.lock().expect("a lock");
                state.0 += 1;
                state.1 += 1;
                assert_eq!(state.0, 1, "two at once");
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
            permit.answered();
            tokio::time::sleep(Duration::from_millis(5)).await;
            writing.lock().expect("a lock").0 -= 1;
        }
    };
    let (one, other) = tokio::join!(
        tokio::spawn(write(client(server.limits()), Arc::clone(&writing))),
        tokio::spawn(write(client(server.limits()), Arc::clone(&writing)))
    );
    one.and(other).expect("no panic");
    assert_eq!(*writing.lock().expect("a lock"), (0, 8));
}

#[tokio::test]
async fn a_pause_holds_for_all_clients() {
    let Some(server) = Server::start() else { return };
    let one = client(server.limits());
    let other = client(server.limits().mode(Mode::FailFast));
    let claim = Claim::new(&LIMITED);
    one.pause(&claim, Duration::from_secs(40));
    one.pause(&claim, Duration::from_secs(1));
    // The store hears of it a moment later.
    let error = loop {
        match other.acquire(&claim).await {
            Ok(permit) => drop(permit),
            Err(error) => break error,
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(error.kind(), ErrorKind::RateLimit);
    assert!(error.retry_after().is_some_and(|wait| wait > Duration::from_secs(30)), "{:?}", error.retry_after());
}

#[tokio::test]
async fn without_the_server_each_client_keeps_the_limits_alone() {
    let Some(mut server) = Server::start() else { return };
    let limiter = client(server.limits());
    let claim = Claim::new(&DAILY);
    let permit = limiter.acquire(&claim).await.expect("a place");
    assert_eq!(permit.sharing(), Sharing::Shared);
    answered(permit);
    server.stop();
    for _ in 1..5 {
        let permit = limiter.acquire(&claim).await.expect("a place");
        assert_eq!(permit.sharing(), Sharing::Fallback);
        answered(permit);
    }
    assert!(limiter.acquire(&claim.mode(Mode::FailFast)).await.is_err());
}

#[test]
fn addresses_are_checked_and_never_shown() {
    assert!(RedisLimits::open("http://127.0.0.1").is_err());
    let limits = RedisLimits::open("redis://:hunter2@127.0.0.1:1").expect("an address");
    assert!(!format!("{limits:?}").contains("hunter2"));
    let error = RedisLimits::open("hunter2://x").expect_err("no address");
    assert!(!error.to_string().contains("hunter2"), "{error}");
}
