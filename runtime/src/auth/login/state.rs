//! A login in this process: its token while that is fresh, and the one renewal that all callers wait for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use futures_util::future::{FutureExt as _, Shared};

use super::record::Record;
use super::renew::{Order, Renewed, Unsaved, renew};
use crate::auth::bearer::Bearer;
use crate::client::Core;
use crate::transport::BoxFuture;
use crate::{Error, Secret};

/// After a renewal that brought no fresh token, the old one serves for so long before the next try.
const BACK_OFF: Duration = Duration::from_secs(30);

/// A token younger than this that is refused is not replaced: it is not the token that is wrong.
const YOUNG: Duration = Duration::from_secs(60);

type Renewing = Shared<BoxFuture<'static, Result<Bearer, Error>>>;

/// A login that handles in this process share.
pub(crate) struct Login {
    pub(super) id: Arc<str>,
    pub(super) name: Arc<str>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    /// The last access token that the platform refused.
    refused: Option<Bearer>,
    retry_at: Duration,
    /// Held, unlike fetches of the app's tokens: one that was begun must not be lost, whoever gives up.
    renewing: Option<Renewing>,
    /// Counts what was kept or removed by hand, so that a renewal from before does not bring back the old.
    generation: u64,
}

struct Held {
    record: Record,
    bearer: Bearer,
    /// There where the pair is in memory only.
    unsaved: Option<Unsaved>,
}

impl Login {
    fn new(id: Arc<str>, name: String) -> Self {
        Self { id, name: name.into(), state: Mutex::default() }
    }

    /// The access token: the one held, one that another process got, or a new one.
    pub(crate) async fn token(self: &Arc<Self>, core: &Arc<Core>) -> Result<Bearer, Error> {
        let now = core.clock().unix();
        if let Some(bearer) = self.state().usable(now) {
            return Ok(bearer);
        }
        match self.join(core, false).await {
            Ok(bearer) => Ok(bearer),
            Err(error) => self.state().alive(core.clock().unix()).ok_or(error),
        }
    }

    /// Gets a new pair although the old one serves.
    pub(super) async fn refresh(self: &Arc<Self>, core: &Arc<Core>) -> Result<(), Error> {
        let running = self.state().renewing.clone();
        if let Some(running) = running {
            // Whatever comes of it: the next one is what was asked for.
            let _ = running.await;
        }
        self.join(core, true).await.map(drop)
    }

    /// Notes that the platform refused a token. Whether a new try makes sense.
    pub(crate) fn reject(&self, refused: &Bearer, now: Duration) -> bool {
        let mut state = self.state();
        if let Some(held) = state.held.as_ref().filter(|held| held.bearer == *refused) {
            if held.record.grant.issued_at.is_some_and(|issued| now < issued.saturating_add(YOUNG)) {
                return false;
            }
            state.refused = Some(refused.clone());
        }
        true
    }

    /// Takes what was stored by hand, or that it was removed.
    pub(super) fn replace(&self, record: Option<Record>) {
        let mut state = self.state();
        state.generation += 1;
        state.refused = None;
        state.retry_at = Duration::ZERO;
        state.held = record.map(|record| Held::from(Renewed::from(record)));
    }

    /// The renewal under way, or a new one, which goes on although its callers give up.
    fn join(self: &Arc<Self>, core: &Arc<Core>, force: bool) -> Renewing {
        let renewing = {
            let mut state = self.state();
            if let Some(renewing) = &state.renewing {
                return renewing.clone();
            }
            let renewing = self.begin(&state, Arc::clone(core), force);
            state.renewing.insert(renewing).clone()
        };
        // Where the transport has nobody to run it, the next caller who wants this token does.
        let _ = core.run_apart(Box::pin(renewing.clone().map(drop)));
        renewing
    }

    fn begin(self: &Arc<Self>, state: &State, core: Arc<Core>, force: bool) -> Renewing {
        let order = Order {
            id: Arc::clone(&self.id),
            name: Arc::clone(&self.name),
            refused: state.refused.clone(),
            force,
            unsaved: state.held.as_ref().and_then(Held::unsaved),
        };
        let generation = state.generation;
        // Weak: it is the login that holds the renewal.
        let login = Arc::downgrade(self);
        let renewing: BoxFuture<'static, _> = Box::pin(async move {
            let outcome = renew(&core, order).await;
            let bearer = outcome.map(Held::from).map(|held| (held.bearer.clone(), held));
            match (login.upgrade(), bearer) {
                (Some(login), outcome) => login.finish(outcome, generation, core.clock().unix()),
                (None, outcome) => outcome.map(|(bearer, _)| bearer),
            }
        });
        renewing.shared()
    }

    fn finish(&self, outcome: Result<(Bearer, Held), Error>, generation: u64, now: Duration) -> Result<Bearer, Error> {
        let mut state = self.state();
        state.renewing = None;
        let current = state.generation == generation;
        match outcome {
            Ok((bearer, held)) if current => {
                let done = held.record.life().is_fresh(now) && held.unsaved.is_none();
                state.retry_at = if done { now } else { now.saturating_add(BACK_OFF) };
                state.held = Some(held);
                Ok(bearer)
            }
            Err(error) if current => {
                state.retry_at = now.saturating_add(BACK_OFF);
                Err(error)
            }
            // The login was saved anew in the meantime.
            outcome => match &state.held {
                Some(held) => Ok(held.bearer.clone()),
                None => outcome.map(|(bearer, _)| bearer),
            },
        }
    }

    /// A panic elsewhere leaves the state whole.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The token, where there is no need to look for another.
    fn usable(&self, now: Duration) -> Option<Bearer> {
        let held = self.held.as_ref()?;
        let settled = held.record.life().is_fresh(now) && held.unsaved.is_none();
        if settled || now < self.retry_at { self.alive(now) } else { None }
    }

    /// The token, where it serves at all.
    fn alive(&self, now: Duration) -> Option<Bearer> {
        let held = self.held.as_ref()?;
        let alive = held.record.life().is_alive(now) && self.refused.as_ref() != Some(&held.bearer);
        alive.then(|| held.bearer.clone())
    }
}

impl Held {
    fn unsaved(&self) -> Option<(Record, Secret)> {
        Some((self.record.clone(), self.unsaved.as_ref()?.replaced.clone()))
    }
}

impl From<Renewed> for Held {
    fn from(renewed: Renewed) -> Self {
        let bearer = Bearer::new(renewed.record.grant.access_token.clone());
        Self { record: renewed.record, bearer, unsaved: renewed.unsaved }
    }
}

/// The logins that some handle in this process stands for.
#[derive(Default)]
pub(crate) struct Logins(Mutex<HashMap<Arc<str>, Weak<Login>>>);

/// So many are kept before those that nobody has a handle of are looked for.
const FEW: usize = 64;

impl Logins {
    /// The login with an id, the same for all who ask while somebody has it.
    pub(super) fn get(&self, id: &str, name: impl FnOnce() -> String) -> Arc<Login> {
        let mut logins = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(login) = logins.get(id).and_then(Weak::upgrade) {
            return login;
        }
        if logins.len() >= FEW && logins.len() == logins.capacity() {
            logins.retain(|_, login| login.strong_count() > 0);
        }
        let id: Arc<str> = id.into();
        let login = Arc::new(Login::new(Arc::clone(&id), name()));
        logins.insert(id, Arc::downgrade(&login));
        login
    }
}
