//! Faults that tests ask for.

use std::time::{Duration, Instant};

use feishu_mock::{Faults, ForcedError, Options};

use crate::support::{Fixture, SHOP};

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
