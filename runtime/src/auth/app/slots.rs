//! The cache of the app's and its tenants' tokens: one fetch at a time for each, whatever the concurrency.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::future::{FutureExt as _, Shared, WeakShared};

use super::fetch::fetch;
use super::ticket::Tickets;
use super::token::Token;
use crate::auth::bearer::Bearer;
use crate::client::Core;
use crate::transport::BoxFuture;
use crate::{Error, Secret};

/// What a cached token is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Key {
    /// The app itself.
    App,
    /// The one tenant of a self-built app.
    Own,
    /// A tenant of a store app, by its key.
    Tenant(Arc<str>),
}

type Fetch = BoxFuture<'static, Result<Token, Error>>;

/// After a refresh that failed, the old token serves for so long before the next try.
const BACK_OFF: Duration = Duration::from_secs(30);

/// A token that was refused, and that the platform then handed out again, is not asked for again for so long: it is not the
/// token that is wrong.
const CONFIRMED: Duration = Duration::from_secs(60);

/// The tokens that one client fetches.
#[derive(Default)]
pub(crate) struct AppTokens {
    slots: Mutex<Slots>,
    pub(super) tickets: Tickets,
}

#[derive(Default)]
struct Slots {
    app: Slot,
    own: Slot,
    tenants: HashMap<Arc<str>, Slot>,
}

#[derive(Default)]
struct Slot {
    token: Option<Token>,
    /// The last token that the platform refused: no store may bring it back.
    refused: Option<Bearer>,
    confirmed_until: Duration,
    retry_at: Duration,
    /// Held weakly: whoever waits for a fetch drives it, and when all of them give up, so does it.
    fetch: Option<WeakShared<Fetch>>,
}

impl AppTokens {
    /// The token for a key: the cached one, one that another process fetched, or a new one.
    pub(crate) async fn token(&self, core: &Arc<Core>, key: &Key) -> Result<Bearer, Error> {
        let now = core.clock().unix();
        let fetch = {
            let mut slots = self.slots();
            if let Some(bearer) = slots.get(key).and_then(|slot| slot.usable(now)) {
                return Ok(bearer);
            }
            slots.get_or_make(key).join(core, key)
        };
        match fetch.await {
            Ok(token) => Ok(token.bearer),
            Err(error) => self.alive(key, core.clock().unix()).ok_or(error),
        }
    }

    /// Forgets a token that the platform refused, unless another one has taken its place. Whether a new try makes sense.
    pub(crate) fn reject(&self, key: &Key, refused: &Bearer, now: Duration) -> bool {
        let mut slots = self.slots();
        let Some(slot) = slots.get_mut(key) else { return true };
        match &slot.token {
            Some(token) if token.bearer == *refused && now < slot.confirmed_until => return false,
            Some(token) if token.bearer == *refused => slot.token = None,
            _ => return true,
        }
        slot.refused = Some(refused.clone());
        true
    }

    /// Keeps the ticket of a store app.
    pub(crate) async fn keep_ticket(&self, core: &Arc<Core>, ticket: Secret) -> Result<(), Error> {
        self.tickets.keep(core, ticket).await
    }

    /// The token that was due for a refresh, which failed: it serves until its end.
    fn alive(&self, key: &Key, now: Duration) -> Option<Bearer> {
        self.slots().get(key)?.alive(now)
    }

    fn finish(&self, key: &Key, outcome: &Result<Token, Error>, now: Duration) {
        let mut slots = self.slots();
        let Some(slot) = slots.get_mut(key) else { return };
        slot.fetch = None;
        match outcome {
            Ok(token) => slot.replace(token.clone(), now),
            Err(_) => slot.retry_at = now.saturating_add(BACK_OFF),
        }
    }

    /// A panic elsewhere leaves the tokens whole.
    fn slots(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slots {
    fn get(&self, key: &Key) -> Option<&Slot> {
        match key {
            Key::App => Some(&self.app),
            Key::Own => Some(&self.own),
            Key::Tenant(tenant) => self.tenants.get(tenant),
        }
    }

    fn get_mut(&mut self, key: &Key) -> Option<&mut Slot> {
        match key {
            Key::App => Some(&mut self.app),
            Key::Own => Some(&mut self.own),
            Key::Tenant(tenant) => self.tenants.get_mut(tenant),
        }
    }

    fn get_or_make(&mut self, key: &Key) -> &mut Slot {
        match key {
            Key::App => &mut self.app,
            Key::Own => &mut self.own,
            Key::Tenant(tenant) => self.tenants.entry(Arc::clone(tenant)).or_default(),
        }
    }
}

impl Slot {
    /// The token, where there is no need to look for another.
    fn usable(&self, now: Duration) -> Option<Bearer> {
        let token = self.token.as_ref()?;
        let usable = token.life.is_fresh(now) || (now < self.retry_at && token.life.is_alive(now));
        usable.then(|| token.bearer.clone())
    }

    fn alive(&self, now: Duration) -> Option<Bearer> {
        self.token.as_ref().filter(|token| token.life.is_alive(now)).map(|token| token.bearer.clone())
    }

    fn replace(&mut self, token: Token, now: Duration) {
        if self.refused.as_ref() == Some(&token.bearer) {
            self.confirmed_until = now.saturating_add(CONFIRMED);
        }
        // What could be had has less time left than wanted: the next call need not look again.
        self.retry_at = if token.life.is_fresh(now) { now } else { now.saturating_add(BACK_OFF) };
        self.token = Some(token);
    }

    /// The fetch under way, or a new one.
    fn join(&mut self, core: &Arc<Core>, key: &Key) -> Shared<Fetch> {
        if let Some(fetch) = self.fetch.as_ref().and_then(WeakShared::upgrade) {
            return fetch;
        }
        let (core, key, refused) = (Arc::clone(core), key.clone(), self.refused.clone());
        let fetch: Fetch = Box::pin(async move {
            let outcome = renew(&core, &key, refused.as_ref()).await;
            core.tokens().app.finish(&key, &outcome, core.clock().unix());
            outcome
        });
        let fetch = fetch.shared();
        self.fetch = fetch.downgrade();
        fetch
    }
}

/// A token from the store or, where that has none that will do, from the platform.
///
/// Stores only save calls here: one that fails does not keep the client from fetching a token for itself.
async fn renew(core: &Arc<Core>, key: &Key, refused: Option<&Bearer>) -> Result<Token, Error> {
    let entries = core.tokens().entries();
    let name = match key {
        Key::App => entries.name("app", None),
        Key::Own => entries.name("tenant", None),
        Key::Tenant(tenant) => entries.name("tenant", Some(tenant)),
    };
    let entry = entries.load(&name).await.ok().flatten();
    let now = core.clock().unix();
    let stored = entry.as_ref().and_then(|entry| Token::from_text(&entry.value));
    let stored = stored.filter(|token| token.life.is_alive(now) && Some(&token.bearer) != refused);
    if let Some(token) = stored.as_ref().filter(|token| token.life.is_fresh(now)) {
        return Ok(token.clone());
    }
    match (fetch(core, key).await, stored) {
        (Ok(token), _) => {
            let left = token.life.left(core.clock().unix());
            if let Ok(text) = token.to_text() {
                // Another process may have been faster; its token is as good as this one.
                let _ = entries.swap(&name, entry.map(|entry| entry.version), text, Some(left)).await;
            }
            Ok(token)
        }
        (Err(_), Some(token)) => Ok(token),
        (Err(error), None) => Err(error),
    }
}
