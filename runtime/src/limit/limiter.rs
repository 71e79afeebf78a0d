//! The limiter: finds the gates of a call and takes it through all of them.

use std::fmt;
use std::hash::BuildHasher as _;
use std::hash::RandomState;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::claim::Claim;
use super::gate::{Gate, Room};
use super::keys::Whose;
use super::limits::{Limits, Mode};
use super::log::{GRACE, Nanos, nanos};
use super::permit::{Permit, Sharing};
use super::place::Place;
use super::registry::Registry;
use super::share::Share;
use super::store::{Ask, Given, LimitStore, PlaceId};
use super::turn::Line;
use crate::error::RATE_LIMITED;
use crate::meta::Target;
use crate::retry::backoff;
use crate::transport::Clock;
use crate::{Error, ErrorKind};

/// How long limits are kept without the store after it failed, before it is asked again.
const STORE_REST: Duration = Duration::from_secs(1);

/// How long a call without a time limit can hold a place in the store before it is sent, or until it ends where calls run one by
/// one.
const LEASE: Duration = Duration::from_secs(60);

/// How often the store is asked whether such a place is free: nothing else tells that a call of another process ended.
const LEASE_POLL: Duration = Duration::from_millis(100);

/// Lets calls through as fast as the platform's limits allow, in the order in which they come.
///
/// No span of time of a limit's length sees more calls than the limit, wherever the platform lets it begin: a call counts from
/// the moment it gets its turn until the limit's length after its answer has come (or after a second, where that takes longer).
///
/// ```
/// use feishu_runtime::limit::{Claim, Limiter, Limits, Mode};
/// use feishu_runtime::transport::ManualClock;
/// use feishu_runtime::{ErrorKind, Meta, Method, RateLimit};
/// use std::sync::Arc;
/// use std::time::Duration;
///
/// static PING: Meta =
///     Meta::new("acme.v1.ping.get", Method::Get, "/open-apis/ping").rate_limit(RateLimit::per_second(1));
/// # futures_util::future::FutureExt::now_or_never(async {
///
/// let clock = ManualClock::default();
/// let limiter = Limiter::new("cli_a", Limits::new().mode(Mode::FailFast), Arc::new(clock.clone()))?;
///
/// let mut permit = limiter.acquire(&Claim::new(&PING)).await?;
/// permit.sent();
/// permit.answered();
/// let error = limiter.acquire(&Claim::new(&PING)).await.unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::RateLimit);
/// clock.advance(error.retry_after().unwrap_or_default());
/// assert!(limiter.acquire(&Claim::new(&PING)).await.is_ok());
/// # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
/// ```
#[derive(Clone)]
pub struct Limiter(Arc<Shared>);

struct Shared {
    app: String,
    limits: Limits,
    clock: Arc<dyn Clock>,
    registry: Registry,
    /// What tells this limiter's places from those of others.
    process: u64,
    places: AtomicU64,
    /// Until when the store is left alone.
    store_rests_until: AtomicU64,
}

impl Limiter {
    /// A limiter for the calls of an app.
    ///
    /// # Errors
    ///
    /// When a limit allows nothing.
    pub fn new(app: impl Into<String>, limits: Limits, clock: Arc<dyn Clock>) -> Result<Self, Error> {
        limits.check()?;
        Ok(Self(Arc::new(Shared {
            app: app.into(),
            limits,
            clock,
            registry: Registry::default(),
            process: RandomState::new().hash_one("process"),
            places: AtomicU64::new(0),
            store_rests_until: AtomicU64::new(0),
        })))
    }

    /// Waits until a call may be sent, or fails, as the mode says. Dropping the future leaves the line.
    ///
    /// # Errors
    ///
    /// With [`ErrorKind::RateLimit`] when there is no room now ([`Mode::FailFast`]) or in time ([`Claim::until`]).
    pub async fn acquire(&self, claim: &Claim<'_>) -> Result<Permit, Error> {
        let mode = claim.mode.unwrap_or(self.0.limits.mode);
        match self.at_once(claim, mode) {
            Some(permit) => Ok(permit),
            // Boxed, so that calls that need not wait do not carry the room for it.
            None => Box::pin(self.in_line(claim, mode)).await,
        }
    }

    /// Leave for a call that has neither to wait nor to ask a store.
    fn at_once(&self, claim: &Claim<'_>, mode: Mode) -> Option<Permit> {
        let mut permit = Permit::free();
        if mode == Mode::Off {
            return Some(permit);
        }
        if self.0.limits.store.is_some() {
            return None;
        }
        for (_, gate) in self.targets(claim) {
            gate.try_take().ok()?;
            permit.add_target(Place::new(gate), Sharing::Local);
        }
        if let Some(gate) = self.0.operation_gate(claim, &Whose::operation(claim)) {
            gate.try_take().ok()?;
            permit.set_operation(Place::new(gate), Sharing::Local);
        }
        Some(permit)
    }

    /// Takes a call through all its gates, one after the other.
    async fn in_line(&self, claim: &Claim<'_>, mode: Mode) -> Result<Permit, Error> {
        let mut permit = Permit::free();
        let began = self.0.clock.now();
        // Targets first: a call that waits for its target must not hold a place that calls to other targets could use. They are
        // in the order of their groups, so that no two calls wait for each other.
        for (whose, gate) in self.targets(claim) {
            let (place, sharing) = self.enter(gate, &whose, claim, mode).await?;
            permit.add_target(place, sharing);
        }
        let whose = Whose::operation(claim);
        if let Some(gate) = self.0.operation_gate(claim, &whose) {
            let (place, sharing) = self.enter(gate, &whose, claim, mode).await?;
            permit.set_operation(place, sharing);
        }
        Ok(permit.after(self.0.clock.now().saturating_sub(began)))
    }

    /// Lets no call of the operation through for a time, since the platform refused one; and a random time of up to a second more.
    pub fn pause(&self, claim: &Claim<'_>, wait: Duration) {
        let whose = Whose::operation(claim);
        let gate = self.0.registry.get_or_make(&whose, || self.0.new_operation_gate(claim));
        self.pause_gate(&whose, &gate, wait);
    }

    /// The same for calls to the targets of a call, where it has any.
    pub fn pause_targets(&self, claim: &Claim<'_>, wait: Duration) {
        for (whose, gate) in self.targets(claim) {
            self.pause_gate(&whose, &gate, wait);
        }
    }

    /// Draws the conclusion from a failed call: where it was refused for its frequency, pauses what that frequency is of.
    pub(crate) fn refused(&self, claim: &Claim<'_>, error: &Error) {
        let wait = error.retry_after().unwrap_or_default();
        match error.code() {
            Some(code) if is_of_target(code) => self.pause_targets(claim, wait),
            _ if !(error.is_rate_limited() && error.is_retryable()) => {}
            // The status without the code is how documents and the like say that one of them is called too often.
            Some(code) if code != RATE_LIMITED && !claim.targets.is_empty() => self.pause_targets(claim, wait),
            _ => self.pause(claim, wait),
        }
    }

    fn pause_gate(&self, whose: &Whose<'_>, gate: &Gate, wait: Duration) {
        let wait = backoff::asked(wait);
        gate.pause(wait);
        if let Some(store) = self.0.store_of(gate) {
            store.pause(&whose.shared(&self.0.app), wait);
        }
    }

    /// The gates of a call's targets. Values of groups that the operation does not name are nothing to it.
    fn targets<'a>(&'a self, claim: &Claim<'a>) -> impl Iterator<Item = (Whose<'a>, Arc<Gate>)> {
        let (meta, tenant) = (claim.meta, claim.tenant);
        claim.targets.iter().filter_map(move |(group, value)| {
            let target = meta.target(group)?;
            let whose = Whose::Target { group: target.group, value, tenant };
            Some((whose, self.0.registry.get_or_make(&whose, || self.0.new_target_gate(target))))
        })
    }

    /// Takes a call through one gate.
    async fn enter(
        &self,
        gate: Arc<Gate>,
        whose: &Whose<'_>,
        claim: &Claim<'_>,
        mode: Mode,
    ) -> Result<(Place, Sharing), Error> {
        let until = claim.until.map(nanos);
        let no_room = |room| whose.no_room(room, gate.now());
        let Some(store) = self.0.store_of(&gate) else {
            let place = match Place::try_take(&gate) {
                Err(_) if mode == Mode::Wait => Line::join(&gate).turn(until).await,
                taken => taken,
            };
            return Ok((place.map_err(no_room)?, Sharing::Local));
        };
        // Whoever asks the store stands in line meanwhile, so that it is asked by one call at a time and in order.
        let line = (mode == Mode::Wait).then(|| Line::join(&gate));
        let place = match &line {
            Some(line) => line.turn(until).await,
            None => Place::try_take(&gate),
        };
        let place = place.map_err(no_room)?;
        let (share, sharing) = self.0.ask(store, &gate, whose, mode, until).await?;
        Ok((place.with_share(share), sharing))
    }
}

impl Shared {
    /// The gate of a call's operation; none where nothing limits it.
    fn operation_gate(&self, claim: &Claim<'_>, whose: &Whose<'_>) -> Option<Arc<Gate>> {
        if self.limits.leaves_open(claim.meta) {
            return self.registry.get(whose);
        }
        Some(self.registry.get_or_make(whose, || self.new_operation_gate(claim)))
    }

    fn new_operation_gate(&self, claim: &Claim<'_>) -> Gate {
        Gate::new(self.limits.rule_of(claim.meta), Arc::clone(&self.clock))
    }

    fn new_target_gate(&self, target: &Target) -> Gate {
        Gate::new(self.limits.rule_of_group(target.group, target.limit), Arc::clone(&self.clock))
    }

    /// The store, where there is one and the gate has something to count.
    fn store_of(&self, gate: &Gate) -> Option<&Arc<dyn LimitStore>> {
        self.limits.store.as_ref().filter(|_| !gate.rule().is_empty())
    }

    /// Takes a place in the store; none where it cannot be asked.
    async fn ask(
        &self,
        store: &Arc<dyn LimitStore>,
        gate: &Gate,
        whose: &Whose<'_>,
        mode: Mode,
        until: Option<Nanos>,
    ) -> Result<(Option<Share>, Sharing), Error> {
        if gate.now() < self.store_rests_until.load(Ordering::Relaxed) {
            return Ok((None, Sharing::Fallback));
        }
        let place = PlaceId::new(self.process, self.places.fetch_add(1, Ordering::Relaxed));
        let serial = gate.rule().serial;
        let share = Share::new(Arc::clone(store), whose.shared(&self.app), place, serial);
        loop {
            let given = store.take(ask_for(&share, gate, until)).await;
            let wait = match given {
                Ok(Given::Taken) => return Ok((Some(share), Sharing::Shared)),
                Ok(Given::Wait(wait)) => wait,
                Err(_) => {
                    self.store_rests_until.store(gate.now().saturating_add(nanos(STORE_REST)), Ordering::Relaxed);
                    return Ok((None, Sharing::Fallback));
                }
            };
            let free_at = gate.now().saturating_add(nanos(wait));
            let too_late = until.is_some_and(|until| until <= gate.now() || (free_at > until && !serial));
            if mode == Mode::FailFast || too_late {
                return Err(whose.no_room(Room::At(free_at), gate.now()));
            }
            self.clock.sleep(if serial { wait.min(LEASE_POLL) } else { wait }).await;
        }
    }
}

/// Whether the code says that one chat, user or message is written to too often.
fn is_of_target(code: i64) -> bool {
    matches!(code, 11_233 | 230_020 | 230_047)
}

fn ask_for<'a>(share: &'a Share, gate: &'a Gate, until: Option<Nanos>) -> Ask<'a> {
    let lease = until.map_or(LEASE, |until| Duration::from_nanos(until.saturating_sub(gate.now())));
    Ask {
        key: share.key(),
        place: share.place(),
        windows: &gate.rule().windows,
        serial: gate.rule().serial,
        grace: lease.saturating_add(GRACE),
    }
}

impl Whose<'_> {
    fn no_room(&self, room: Room, now: Nanos) -> Error {
        let message = match self {
            Self::Operation { .. } => "there is no room for another call".to_owned(),
            Self::Target { group, .. } => format!("there is no room for another call to this target (`{group}`)"),
        };
        let wait = room.earliest().saturating_sub(now);
        let wait = (wait > 0).then(|| Duration::from_nanos(wait));
        Error::new(ErrorKind::RateLimit, message).with_retry_after(wait)
    }
}

impl fmt::Debug for Limiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limiter").field("app", &self.0.app).field("limits", &self.0.limits).finish_non_exhaustive()
    }
}
