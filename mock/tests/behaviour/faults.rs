//! Faults that tests ask for.

use std::time::{Duration, Instant};

use feishu_mock::{Clock, Fault, FaultRecord, Faults, ForcedError, Harm, Options, RateLimits};

use crate::support::{Fixture, SHOP, SPECS};

const SPECIAL: &str = "/open-apis/shop/v1/items/special";

#[test]
fn the_next_calls_fail() {
    let fixture = Fixture::shop();
    let call = || fixture.call("GET", SPECIAL).send();
    fixture.server.faults().error_next("shop.v1.item.special", 2, ForcedError::new(503, 2200));
    fixture.server.faults().error_next("shop.v1.item.special", 1, ForcedError::new(200, 1_061_045));
    fixture.server.faults().error_next("shop.v1.item.get", 1, ForcedError::new(500, 5000));
    call().refused(503, 2200);
    call().refused(503, 2200);
    call().refused(200, 1_061_045);
    call().ok();
    let codes: Vec<i64> = fixture.server.requests().iter().map(|call| call.code).collect();
    assert_eq!(codes, [2200, 2200, 1_061_045, 0]);
}

#[test]
fn statuses_that_cannot_be_sent_become_500() {
    let fixture = Fixture::shop();
    for status in [0, 99, 101, 1000] {
        fixture.server.faults().error_next("shop.v1.item.special", 1, ForcedError::new(status, 1));
        fixture.call("GET", SPECIAL).send().refused(500, 1);
    }
}

#[test]
fn answers_can_take_a_while() {
    let faults = Faults::none();
    let fixture = Fixture::start(&SHOP, Options { faults: faults.clone(), ..Options::default() });
    faults.set_latency(Duration::from_millis(150));
    let start = Instant::now();
    fixture.call("GET", SPECIAL).send().ok();
    assert!(start.elapsed() >= Duration::from_millis(150));
    faults.clear();
    fixture.call("GET", SPECIAL).send().ok();
}

#[test]
fn an_answer_can_come_late_and_its_fault_is_found_by_log_id() {
    let fixture = Fixture::shop();
    let late = Fault::Late(Duration::from_millis(150));
    fixture.server.faults().fail_next("shop.v1.item.special", 1, late.clone());
    let start = Instant::now();
    let answer = fixture.call("GET", SPECIAL).send();
    assert!(start.elapsed() >= Duration::from_millis(150));
    let log_id = answer.headers["x-tt-logid"].to_str().unwrap().to_owned();
    answer.ok();
    fixture.call("GET", SPECIAL).send().ok();
    let record = FaultRecord { operation: "shop.v1.item.special".to_owned(), log_id, fault: late };
    assert_eq!(fixture.server.fault_records(), [record]);
}

#[test]
fn answers_are_harmed_on_the_way() {
    let fixture = Fixture::shop();
    let whole = fixture.call("GET", SPECIAL).send().body;
    let harmed = |harm| {
        fixture.server.faults().fail_next("shop.v1.item.special", 1, Fault::Harm(harm));
        fixture.call("GET", SPECIAL).send()
    };
    assert_eq!(harmed(Harm::Truncate).body, whole[..whole.len() / 2]);
    assert_eq!(harmed(Harm::Duplicate).body, [&*whole, &*whole].concat());
    let page = harmed(Harm::ContentType);
    assert_eq!((page.headers["content-type"].as_bytes(), page.body), (&b"text/html"[..], whole));
    assert_eq!(harmed(Harm::Gateway(504)).status, 504);
    fixture.server.faults().fail_next("shop.v1.item.special", 1, Fault::Harm(Harm::Drop));
    let broken = ureq::get(format!("{}{SPECIAL}", fixture.server.url())).call();
    let read = broken.and_then(|mut answer| answer.body_mut().read_to_vec());
    assert!(read.is_err(), "a broken connection");
}

#[test]
fn a_refusal_for_frequency_says_how_long_to_wait_where_it_is_told() {
    let fixture = Fixture::shop();
    for (status, reset) in [(429, Some(7)), (400, None)] {
        fixture.server.faults().fail_next("shop.v1.item.special", 1, Fault::RateLimit { status, reset });
        let answer = fixture.call("GET", SPECIAL).send();
        assert_eq!((answer.status, answer.json["code"].as_i64()), (status, Some(99_991_400)));
        let header = answer.headers.get("x-ogw-ratelimit-reset").map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(header, reset.map(|seconds| seconds.to_string()));
    }
}

#[test]
fn a_token_is_taken_back_for_good() {
    let fixture = Fixture::specs();
    let token = fixture.token("tenant");
    let call = || {
        let body = serde_json::json!({"record_ids": ["1"]});
        fixture.call("POST", "/open-apis/attendance/v1/user_flows/batch_del").token(&token).json(&body).send()
    };
    call().ok();
    fixture.server.faults().fail_next("attendance.v1.user_flow.batch_del", 1, Fault::RevokeToken);
    call().refused(400, 99_991_663);
    call().refused(400, 99_991_663);
    assert_ne!(fixture.token("tenant"), token);
}

#[test]
fn documented_limits_are_counted_and_kept() {
    let clock = Clock::stopped();
    let options = Options { clock: clock.clone(), rate_limits: RateLimits::Enforced, ..Options::default() };
    let fixture = Fixture::start(&SPECS, options);
    let call = || fixture.call("DELETE", "/open-apis/acs/v1/visitors/1").token("u-mock").send();
    for _ in 0..5 {
        call().ok();
    }
    let refused = call();
    assert_eq!((refused.status, refused.headers["x-ogw-ratelimit-reset"].as_bytes()), (429, &b"2"[..]));
    clock.advance(Duration::from_secs(1));
    call().ok();
    let peaks = fixture.server.peaks();
    assert_eq!(peaks.len(), 1);
    assert_eq!((peaks[0].limit, peaks[0].calls), (5, 6));
}
