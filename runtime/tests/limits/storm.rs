//! Random schedules of calls, checked against a model that knows nothing of the limiter: what can the platform have counted?

use std::time::Duration;

use feishu_runtime::limit::{Limits, Permit};
use feishu_runtime::transport::Clock as _;
use feishu_runtime::{Meta, RateLimit};
use proptest::prelude::*;

use crate::run::{Waiting, limiter, meta, now};

/// What `LIMITED` allows.
const CALLS_A_SECOND: usize = 3;
const CALLS_A_MINUTE: usize = 20;

static LIMITED: Meta = meta("acme.v1.limited").rate_limit(RateLimit::per_second(3).and_per_minute(20));

/// How late the platform counts a call, at most, by what the limiter promises.
const GRACE: Duration = Duration::from_secs(1);

#[derive(Debug, Clone)]
enum Step {
    /// A call wants to be made.
    Acquire,
    /// Somebody in line gives up.
    Cancel(prop::sample::Index),
    /// Whoever has leave sends its request.
    Send(prop::sample::Index),
    /// Or does not.
    GiveBack(prop::sample::Index),
    /// An answer comes, or the caller does not wait for it.
    Answer(prop::sample::Index),
    Abandon(prop::sample::Index),
    Pass(u32),
}

fn step() -> impl Strategy<Value = Step> {
    let any = any::<prop::sample::Index>;
    prop_oneof![
        8 => Just(Step::Acquire),
        2 => any().prop_map(Step::Cancel),
        6 => any().prop_map(Step::Send),
        1 => any().prop_map(Step::GiveBack),
        5 => any().prop_map(Step::Answer),
        1 => any().prop_map(Step::Abandon),
        6 => (0_u32..400).prop_map(Step::Pass),
        1 => (0_u32..30_000).prop_map(Step::Pass),
    ]
}

/// A call as the platform may see it: it counts it at a moment of its choice between these two.
#[derive(Debug, Clone, Copy)]
struct Sent {
    first: Duration,
    last: Duration,
}

/// The most calls that any span of time of this length can hold, wherever the platform lets it begin.
fn most_in(sent: &[Sent], length: Duration) -> usize {
    let most_before = |end: Duration| {
        // Each call can be counted within (end - length, end] if it was sent by then and could still be counted in it.
        sent.iter().filter(|call| call.first <= end && call.last + length > end).count()
    };
    // The number only grows at moments at which a call is sent.
    sent.iter().map(|call| most_before(call.first)).max().unwrap_or(0)
}

#[derive(Default)]
struct Storm {
    waiting: Vec<(usize, Waiting)>,
    held: Vec<Permit>,
    under_way: Vec<(usize, Permit)>,
    sent: Vec<Sent>,
    arrived: usize,
    served: Vec<usize>,
}

impl Storm {
    /// Lets everybody go on who was woken, until nobody is.
    fn settle(&mut self) {
        while self.waiting.iter().any(|(_, call)| call.is_woken()) {
            let mut still = Vec::new();
            for (number, mut call) in self.waiting.drain(..) {
                match call.poll() {
                    Some(permit) => {
                        self.held.push(permit.expect("nobody has a time limit"));
                        self.served.push(number);
                    }
                    None => still.push((number, call)),
                }
            }
            self.waiting = still;
        }
    }

    fn send(&mut self, at: usize, now: Duration) {
        let mut permit = self.held.swap_remove(at);
        permit.sent();
        self.under_way.push((self.sent.len(), permit));
        self.sent.push(Sent { first: now, last: now + GRACE });
    }

    fn answer(&mut self, at: usize, now: Duration) {
        let (number, mut permit) = self.under_way.swap_remove(at);
        permit.answered();
        self.sent[number].last = self.sent[number].last.min(now);
    }

    fn check(&self) -> Result<(), TestCaseError> {
        prop_assert!(most_in(&self.sent, Duration::from_secs(1)) <= CALLS_A_SECOND, "{:?}", self.sent);
        prop_assert!(most_in(&self.sent, Duration::from_secs(60)) <= CALLS_A_MINUTE, "{:?}", self.sent);
        prop_assert!(self.served.is_sorted(), "out of turn: {:?}", self.served);
        Ok(())
    }
}

#[test]
fn the_model_counts_the_worst_case() {
    let at = |first, last| Sent { first: Duration::from_millis(first), last: Duration::from_millis(last) };
    let second = Duration::from_secs(1);
    assert_eq!(most_in(&[at(0, 0), at(1000, 1000)], second), 1);
    assert_eq!(most_in(&[at(0, 0), at(999, 999)], second), 2);
    // Counted as late as its answer, the first one falls together with the second.
    assert_eq!(most_in(&[at(0, 500), at(1400, 2000)], second), 2);
    assert_eq!(most_in(&[at(0, 500), at(1500, 2000), at(2999, 2999)], second), 2);
    assert_eq!(most_in(&[], second), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_shrink_iters: 5000, ..ProptestConfig::default() })]

    #[test]
    fn no_schedule_exceeds_a_limit_or_loses_a_place(steps in proptest::collection::vec(step(), 1..250)) {
        let (limiter, clock) = limiter(Limits::new());
        let mut storm = Storm::default();
        for step in steps {
            match step {
                Step::Acquire => {
                    storm.waiting.push((storm.arrived, Waiting::new(&limiter, &LIMITED, None, None)));
                    storm.arrived += 1;
                }
                Step::Cancel(which) if !storm.waiting.is_empty() => {
                    drop(storm.waiting.remove(which.index(storm.waiting.len())));
                }
                Step::Send(which) if !storm.held.is_empty() => {
                    storm.send(which.index(storm.held.len()), clock.now());
                }
                Step::GiveBack(which) if !storm.held.is_empty() => {
                    drop(storm.held.swap_remove(which.index(storm.held.len())));
                }
                Step::Answer(which) if !storm.under_way.is_empty() => {
                    storm.answer(which.index(storm.under_way.len()), clock.now());
                }
                Step::Abandon(which) if !storm.under_way.is_empty() => {
                    drop(storm.under_way.swap_remove(which.index(storm.under_way.len())));
                }
                Step::Pass(millis) => clock.advance(Duration::from_millis(millis.into())),
                _ => {}
            }
            storm.settle();
            storm.check()?;
        }
        // Whoever still waits is served in the end, and nothing of it all is left.
        for _ in 0..1000 {
            if storm.waiting.is_empty() && storm.held.is_empty() && storm.under_way.is_empty() {
                break;
            }
            while !storm.held.is_empty() {
                storm.send(0, clock.now());
            }
            while !storm.under_way.is_empty() {
                storm.answer(0, clock.now());
            }
            clock.advance(Duration::from_millis(700));
            storm.settle();
        }
        storm.check()?;
        prop_assert!(storm.waiting.is_empty(), "{} were never woken", storm.waiting.len());
        clock.advance(Duration::from_secs(65));
        let permits: Vec<_> = (0..CALLS_A_SECOND).map(|_| now(&limiter, &LIMITED)).collect();
        prop_assert_eq!(permits.len(), CALLS_A_SECOND);
    }
}
