//! A hundred thousand calls, 256 at once, while one in twenty goes wrong: every one is answered or fails with the right kind, tokens are
//! fetched no more often than they expire, and no documented limit is exceeded as the server counts.
//!
//! Client and server go by a clock that runs several times as fast as the machine's, so that minutes of limits take seconds.
//! It is not virtual: the server is behind real sockets, and a clock that jumps whenever all calls wait would have to know what is on
//! the wire. Milder than real faults: the token endpoints answer well, and tokens are taken back more seldom than other faults come.
//! `SOAK_CALLS` sets another number of calls.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use feishu::im::v1::message::{self, MsgType, ReceiveIdType};
use feishu::{Client, Endpoint, Error, ErrorKind, Method, RawCall, RetryPolicy, attendance, contact, corehr};
use feishu_mock::{Chance, Fault, Faults, ForcedError, Harm, MockServer, Options, specs_client};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

#[path = "support/fast.rs"]
mod fast;

use fast::Fast;

/// How many times as fast as the machine's the clock runs.
const SPEED: u32 = 5;

/// Calls that are under way at once.
const WIDTH: usize = 256;

/// How long a token lives, on the fast clock: short, so that several are needed.
const TOKEN_LIFE: Duration = Duration::from_secs(40);

/// Operations that wait for their documented limits.
const LIMITED: [&str; 3] = ["im.v1.message.create", "attendance.v1.user_flow.batch_del", "corehr.v2.company.batch_get"];

/// What goes wrong, each as often as the others.
fn faults() -> Vec<Fault> {
    vec![
        Fault::Error(ForcedError::new(500, 2200)),
        Fault::RateLimit { status: 429, reset: Some(1) },
        Fault::RateLimit { status: 400, reset: None },
        Fault::Harm(Harm::Drop),
        Fault::Harm(Harm::Truncate),
        Fault::Harm(Harm::Duplicate),
        Fault::Harm(Harm::ContentType),
        Fault::Harm(Harm::Gateway(502)),
        Fault::Harm(Harm::Gateway(504)),
    ]
}

/// Mostly reads, some writes, and now and then a burst to an operation with a limit, larger than the limit allows at once.
async fn call(client: &Client, number: usize) -> Result<(), Error> {
    match number % 5000 {
        0..200 => send(client, message()).await,
        200..240 => send(client, attendance::v1::user_flow::BatchDel::new(["6709359313699356941"])).await,
        240..400 => send(client, corehr::v2::company::BatchGet::new(["6862995757234914824"])).await,
        400..1000 => {
            let reply = RawCall::new(Method::Post, "/open-apis/im/v1/messages/:message_id/reply");
            let reply =
                reply.param("message_id", "om_1").json(&serde_json::json!({"msg_type": "text", "content": "{}"}));
            client.call_raw::<serde_json::Value>(reply).await.map(drop)
        }
        _ => {
            #[expect(deprecated, reason = "an operation without a documented limit")]
            let list = contact::v3::user::List::new().department_id("0");
            let page = client.send(list).await?;
            assert!(!page.items.is_empty(), "an answer that is none");
            Ok(())
        }
    }
}

fn message() -> message::Create {
    let text = r#"{"text":"hi"}"#;
    message::Create::new(ReceiveIdType::ChatId, "oc_1", MsgType::Text, text).uuid(format!("{:x}", fastrand::u64(..)))
}

async fn send<R: Endpoint>(client: &Client, request: R) -> Result<(), Error> {
    client.send(request).await.map(drop)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_call_ends_and_ends_right() {
    let calls = std::env::var("SOAK_CALLS").ok().and_then(|number| number.parse().ok()).unwrap_or(100_000);
    let planned = Faults::none();
    let specs = specs_client(concat!(env!("CARGO_MANIFEST_DIR"), "/../specs").as_ref()).expect("good specs");
    let clock = feishu_mock::Clock::faster(SPEED);
    let options = Options { faults: planned.clone(), token_lifetime: TOKEN_LIFE, clock, ..Options::default() };
    let server = MockServer::start(specs, options).await.expect("a server");
    // Tokens are counted: their endpoints answer well.
    let operations = ["im.v1.message.create", "im.v1.message.reply", "contact.v3.user.list"].map(str::to_owned);
    planned.by_chance(Chance { share: 0.05, faults: faults(), operations: operations.to_vec() }, 7);
    planned.set_latency(Duration::from_millis(1));
    let client = Client::builder("cli_mock", "mock-secret")
        .transport(Fast::new(SPEED))
        .open_url(server.url())
        .timeout(Duration::from_secs(3600))
        .retry(RetryPolicy::default().max_tries(6))
        .build()
        .expect("a client");

    let begun = Instant::now();
    let outcomes = run(&client, &planned, calls).await;
    let took = begun.elapsed().saturating_mul(SPEED);

    eprintln!("{calls} calls in {took:?} of the fast clock: {outcomes:?}, {} requests", server.total());
    judge(&outcomes, calls);
    let fetched = server.count("auth.v3.tenant_access_token.internal");
    let expired = usize::try_from(took.as_secs() / (TOKEN_LIFE.as_secs() * 3 / 4)).expect("few");
    let revoked = server.revoked();
    assert!(fetched <= 1 + expired + revoked, "{fetched} tokens for {expired} expiries and {revoked} revocations");
    for peak in server.peaks().iter().filter(|peak| LIMITED.contains(&peak.operation.as_str())) {
        eprintln!("{peak:?}");
        assert!(peak.calls <= peak.limit, "{peak:?}");
    }
    server.shutdown().await;
}

/// How many calls ended in which way.
async fn run(client: &Client, faults: &Faults, calls: usize) -> BTreeMap<String, usize> {
    let room = Arc::new(Semaphore::new(WIDTH));
    let mut running = JoinSet::new();
    let mut outcomes = BTreeMap::new();
    let mut count = |outcome: Result<(), Error>| {
        let name = outcome.map_or_else(|error| format!("{:?}", error.kind()), |()| "answered".to_owned());
        *outcomes.entry(name).or_insert(0) += 1;
    };
    for number in 0..calls {
        // A token that is taken back fails all that carry it, each of which has one more try: not to be had twice in a moment.
        if number % 5000 == 4999 {
            faults.fail_next("contact.v3.user.list", 1, Fault::RevokeToken);
        }
        let place = Arc::clone(&room).acquire_owned().await.expect("open");
        let client = client.clone();
        running.spawn(async move {
            let outcome = call(&client, number).await;
            drop(place);
            outcome
        });
        while let Some(done) = running.try_join_next() {
            count(done.expect("no panic"));
        }
    }
    while let Some(done) = running.join_next().await {
        count(done.expect("no panic"));
    }
    outcomes
}

fn judge(outcomes: &BTreeMap<String, usize>, calls: usize) {
    assert_eq!(outcomes.values().sum::<usize>(), calls, "every call ends");
    let kinds = [ErrorKind::Api, ErrorKind::Status, ErrorKind::Transport, ErrorKind::Decode, ErrorKind::RateLimit];
    let right: Vec<String> = kinds.iter().map(|kind| format!("{kind:?}")).collect();
    for name in outcomes.keys().filter(|name| *name != "answered") {
        assert!(right.contains(name), "no fault makes a call fail with {name}");
    }
    // One write in twenty meets a fault, and those that may have been executed are not repeated; reads are.
    let failed = calls - outcomes.get("answered").copied().unwrap_or(0);
    let writes = calls / 5000 * 800;
    assert!(failed < writes / 20, "{failed} of {writes} writes failed");
}
