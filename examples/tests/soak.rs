//! A hundred thousand calls, 256 at once, while one in twenty goes wrong, those for tokens included: every one is answered or fails
//! with the kind of error that what befell it has, tokens are fetched no more often than they grow old or are lost, and no documented
//! limit is exceeded as the server counts. All else is as clients have it by default.
//!
//! Over real sockets, in virtual time: minutes of limits and hours of tokens take no time. `SOAK_CALLS` sets another number of calls, of
//! ten thousand or more: fewer do not fill every limit.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use feishu::im::v1::message::{self, MsgType, ReceiveIdType};
use feishu::{Client, Endpoint, Error, ErrorKind, Method, RawCall, attendance, contact, corehr};
use feishu_mock::{Chance, Fault, FaultRecord, Faults, Harm, MockServer, Options, specs_client};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

#[path = "support/passing_faults.rs"]
mod passing_faults;
#[path = "support/virtual_time.rs"]
mod virtual_time;

use passing_faults::passing_faults;
use virtual_time::VirtualTime;

/// Calls that are under way at once.
const WIDTH: usize = 256;

/// The calls are made in so many parts.
const ROUNDS: usize = 10;

/// What passes after them, in turn: a token is to be renewed then, or has expired.
const PAUSES: [Duration; 2] = [Duration::from_secs(116 * 60), Duration::from_secs(3 * 3600)];

/// How old a token becomes before it is renewed.
const RENEWED_AFTER: Duration = Duration::from_secs(115 * 60);

/// Where the token comes from.
const GRANT: &str = "auth.v3.tenant_access_token.internal";

/// Operations that come in bursts beyond their documented limits.
const LIMITED: [&str; 3] = ["im.v1.message.create", "attendance.v1.user_flow.batch_del", "corehr.v2.company.batch_get"];

/// What goes wrong, each as often as the others; but a token that is taken back fails all calls that carry it, each of which has one
/// more try: it is rare enough for most of them not to meet it twice.
fn faults() -> Vec<Fault> {
    let mut often = passing_faults().to_vec();
    often.push(Fault::Late(Duration::from_millis(20)));
    let mut all = vec![often; 8].concat();
    all.push(Fault::RevokeToken);
    all
}

/// Mostly reads, some writes, and now and then a burst to an operation with a limit, larger than the limit allows at once.
async fn call(client: &Client, number: usize) -> Result<(), Error> {
    match number % 5000 {
        0..200 => send(client, message(number)).await,
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

/// To many groups, so that the limit of one does not keep from reaching that of the operation.
fn message(number: usize) -> message::Create {
    let text = r#"{"text":"hi"}"#;
    let group = format!("oc_{}", number % 64);
    message::Create::new(ReceiveIdType::ChatId, group, MsgType::Text, text).uuid(format!("{:x}", fastrand::u64(..)))
}

async fn send<R: Endpoint>(client: &Client, request: R) -> Result<(), Error> {
    client.send(request).await.map(drop)
}

/// How the calls ended.
#[derive(Default)]
struct Outcomes {
    answered: usize,
    failed: Vec<Error>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_call_ends_and_ends_right() {
    let calls = std::env::var("SOAK_CALLS").ok().and_then(|number| number.parse().ok()).unwrap_or(100_000);
    let (server, client) = set_up().await;
    let begun = server.clock().now();
    let mut paused = Duration::ZERO;
    let mut outcomes = Outcomes::default();
    for round in 0..ROUNDS {
        run(&client, calls * round / ROUNDS..calls * (round + 1) / ROUNDS, &mut outcomes).await;
        let pause = PAUSES[round % PAUSES.len()];
        server.clock().advance(pause);
        paused += pause;
    }
    let took = server.clock().now().saturating_sub(begun + paused);

    eprintln!("{calls} calls, {} answered, {} requests, {took:?} without pauses", outcomes.answered, server.total());
    assert_eq!(outcomes.answered + outcomes.failed.len(), calls, "every call ends");
    judge_failures(&server, &outcomes.failed, calls);
    judge_tokens(&server, took);
    judge_limits(&server);
    server.shutdown().await;
}

async fn set_up() -> (MockServer, Client) {
    let specs = specs_client(concat!(env!("CARGO_MANIFEST_DIR"), "/../specs").as_ref()).expect("good specs");
    let planned = Faults::none();
    planned.by_chance(Chance { share: 0.05, faults: faults(), operations: Vec::new() }, 7);
    let options = Options { faults: planned, clock: feishu_mock::Clock::stopped(), ..Options::default() };
    let server = MockServer::start(specs, options).await.expect("a server");
    let client = Client::builder("cli_mock", "mock-secret")
        .transport(VirtualTime::new(server.clock().clone()))
        .open_url(server.url())
        // Bursts wait for long by their limits.
        .timeout(Duration::from_secs(3600))
        .build()
        .expect("a client");
    (server, client)
}

async fn run(client: &Client, numbers: Range<usize>, outcomes: &mut Outcomes) {
    let room = Arc::new(Semaphore::new(WIDTH));
    let mut running = JoinSet::new();
    let mut count = |outcome: Result<(), Error>| match outcome {
        Ok(()) => outcomes.answered += 1,
        Err(error) => outcomes.failed.push(error),
    };
    for number in numbers {
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
}

/// By its log ID, each failure is that of the fault that befell its last request.
fn judge_failures(server: &MockServer, failed: &[Error], calls: usize) {
    let records = server.fault_records();
    let befell: HashMap<_, _> = records.iter().map(|record| (record.log_id.as_str(), &record.fault)).collect();
    let mut kinds = BTreeMap::new();
    for error in failed {
        let fault = error.log_id().and_then(|id| befell.get(id).copied());
        assert!(is_right(error, fault), "{fault:?} has become {error:?}");
        *kinds.entry(error.kind().to_string()).or_insert(0) += 1;
    }
    eprintln!("failed: {kinds:?}, by {} faults", records.len());
    // One write in twenty meets a fault, and those that may have been executed are not repeated; reads are.
    let writes = calls / 5000 * 800;
    let by_fault = failed.iter().filter(|error| error.kind() != ErrorKind::Token).count();
    assert!(by_fault < writes / 20, "{by_fault} of {writes} writes failed");
    // A token that is taken back fails nobody who has a try left.
    assert!(failed.len() - by_fault < server.revoked() * WIDTH / 4, "{kinds:?}");
}

fn is_right(error: &Error, fault: Option<&Fault>) -> bool {
    if error.kind() == ErrorKind::Token {
        // A second token was taken back, by this call or by another one. What harms answers leaves refusals alone.
        let harmless = !matches!(fault, Some(Fault::Error(_) | Fault::RateLimit { .. }));
        return harmless && error.code() == Some(99_991_663) && error.attempts() > 1;
    }
    let kind = match fault {
        Some(Fault::Error(forced)) => return error.kind() == ErrorKind::Api && error.code() == Some(forced.code),
        Some(Fault::RateLimit { .. }) => ErrorKind::RateLimit,
        Some(Fault::Harm(Harm::Drop)) => ErrorKind::Transport,
        Some(Fault::Harm(Harm::Truncate | Harm::Duplicate)) => ErrorKind::Decode,
        Some(Fault::Harm(Harm::Gateway(_))) => ErrorKind::Status,
        // What comes late or under a wrong name is an answer.
        _ => return false,
    };
    error.kind() == kind
}

/// A token is fetched where there is none, where it is old, where it was taken back, and again where its answer was lost.
fn judge_tokens(server: &MockServer, took: Duration) {
    let fetched = server.count(GRANT);
    let answers = [Fault::Harm(Harm::ContentType), Fault::RevokeToken];
    let is_lost = |record: &&FaultRecord| {
        record.operation == GRANT && !matches!(record.fault, Fault::Late(_)) && !answers.contains(&record.fault)
    };
    let lost = server.fault_records().iter().filter(is_lost).count();
    let old = ROUNDS - 1 + usize::try_from(took.as_secs() / RENEWED_AFTER.as_secs()).expect("few");
    let counts = format!("{fetched} tokens, {old} old ones, {} taken back, {lost} lost", server.revoked());
    eprintln!("{counts}");
    assert!(fetched <= 1 + old + server.revoked() + lost, "{counts}");
    assert!(fetched >= ROUNDS && server.revoked() > 0, "{counts}");
}

/// Each limit that the client knows is kept to, and some window of each operation that comes in bursts is filled.
fn judge_limits(server: &MockServer) {
    let peaks = server.peaks();
    // Replies are raw calls: of those no limit is known.
    let over = peaks.iter().find(|peak| peak.calls > peak.limit && peak.operation != "im.v1.message.reply");
    assert_eq!(over, None);
    for operation in LIMITED {
        let peaks: Vec<_> = peaks.iter().filter(|peak| peak.operation == operation).collect();
        eprintln!("{peaks:?}");
        assert!(peaks.iter().any(|peak| peak.calls == peak.limit), "{peaks:?}");
    }
}
