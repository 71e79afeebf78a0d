//! The cache of tokens: one fetch at a time for each key, whatever the concurrency.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::future::{FutureExt as _, Shared, WeakShared};

use super::{Key, Token, grant};
use crate::client::{Core, Job};
use crate::error::ErrorKind;
use crate::transport::BoxFuture;
use crate::{Error, Secret};

type Fetch = BoxFuture<'static, Result<Token, Error>>;

/// Tokens of one client.
#[derive(Default)]
pub(crate) struct Store {
    slots: Mutex<HashMap<Key, Slot>>,
}

#[derive(Default)]
struct Slot {
    token: Option<Token>,
    /// Held weakly: whoever waits for a fetch drives it, and when all of them give up, so does it.
    fetch: Option<WeakShared<Fetch>>,
}

impl Store {
    /// The token for a key: the cached one, or a new one.
    pub(crate) async fn token(&self, core: &Arc<Core>, key: Key) -> Result<Token, Error> {
        let now = core.clock().now();
        let fetch = {
            let mut slots = self.slots();
            let slot = slots.entry(key).or_default();
            match &slot.token {
                Some(token) if token.is_fresh(now) => return Ok(token.clone()),
                _ => slot.join_fetch(core, key),
            }
        };
        fetch.await.or_else(|error| self.old_token(key, core.clock().now()).ok_or(error))
    }

    /// Forgets a token that the platform refused, unless another one has taken its place.
    pub(crate) fn reject(&self, key: Key, refused: &Secret) {
        if let Some(slot) = self.slots().get_mut(&key) {
            slot.token.take_if(|token| token.value == *refused);
        }
    }

    /// The token that was due for a refresh, which failed: it serves until its end.
    fn old_token(&self, key: Key, now: Duration) -> Option<Token> {
        self.slots().get(&key)?.token.clone().filter(|token| token.is_alive(now))
    }

    fn finish(&self, key: Key, outcome: &Result<Token, Error>) {
        let mut slots = self.slots();
        let slot = slots.entry(key).or_default();
        slot.fetch = None;
        if let Ok(token) = outcome {
            slot.token = Some(token.clone());
        }
    }

    /// A panic elsewhere leaves the map whole.
    fn slots(&self) -> MutexGuard<'_, HashMap<Key, Slot>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slot {
    /// The fetch under way, or a new one.
    fn join_fetch(&mut self, core: &Arc<Core>, key: Key) -> Shared<Fetch> {
        if let Some(fetch) = self.fetch.as_ref().and_then(WeakShared::upgrade) {
            return fetch;
        }
        let core = Arc::clone(core);
        let fetch: Fetch = Box::pin(async move {
            let outcome = fetch(&core, key).await;
            core.tokens().finish(key, &outcome);
            outcome
        });
        let fetch = fetch.shared();
        self.fetch = fetch.downgrade();
        fetch
    }
}

async fn fetch(core: &Arc<Core>, key: Key) -> Result<Token, Error> {
    let meta = grant::meta(key);
    let credentials = core.credentials();
    let parts = grant::parts(key, &credentials.app_id, &credentials.app_secret)
        .map_err(|error| Error::from(error).with_operation(meta))?;
    let job = Job::new(meta, parts);
    let granted: grant::Granted = core.perform(&job).await.map_err(Error::about_token)?;
    let (value, seconds) = granted.into_token(key).ok_or_else(|| {
        Error::new(ErrorKind::Token, "the answer holds no token, or not how long it is valid").with_operation(meta)
    })?;
    Ok(Token::fetched(value, core.clock().now(), Duration::from_secs(seconds)))
}
