//! Limits on a Redis server: a sliding-window log in a sorted set, changed by scripts, so that each step is one.

use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, RedisError, Script, ScriptInvocation};
use tokio::runtime::Handle;

use super::rule::Window;
use super::store::{Ask, Given, LimitStore, PlaceId, Settled, StoreError};
use crate::transport::BoxFuture;

/// Limits that all processes share which use the same Redis server (version 5 or later, or one that speaks its language and has
/// Lua, such as Valkey). Needs a tokio runtime, and the feature `redis`. Clones share a connection.
///
/// It connects when first used, and again after the connection broke. Times are the server's own. A call costs one command while
/// it waits for leave, and two later for which nobody waits. A log takes about 100 bytes of the server's memory for each call
/// of the last minute, or of the last day where the operation has a daily limit, and goes away by itself.
///
/// ```no_run
/// use feishu_runtime::limit::{Limits, RedisLimits};
///
/// let limits = Limits::new().store(RedisLimits::open("rediss://:password@redis.example.com")?);
/// # let _ = limits;
/// # Ok::<(), feishu_runtime::limit::StoreError>(())
/// ```
#[derive(Clone)]
pub struct RedisLimits(Arc<Inner>);

struct Inner {
    client: Client,
    prefix: String,
    /// Made when first used: only then is a runtime sure to be there.
    connection: Mutex<Option<ConnectionManager>>,
    /// Where calls are told of after they ended, which can be outside of any runtime.
    runtime: OnceLock<Handle>,
}

/// Time for a command and for a connection. Calls wait for it: a server that needs longer does more harm than good.
const TIMEOUT: Duration = Duration::from_millis(500);

static TAKE: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("take.lua")));

static PAUSE: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("pause.lua")));

static SETTLE: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("settle.lua")));

impl RedisLimits {
    /// Limits at an address such as `redis://127.0.0.1/0` or, over TLS, `rediss://:password@host`. Does not connect yet.
    ///
    /// # Errors
    ///
    /// When the address is not one.
    pub fn open(address: &str) -> Result<Self, StoreError> {
        Ok(Self::new(Client::open(address).map_err(|error| failure(&error))?))
    }

    /// Limits on a client that was set up elsewhere, for example with certificates of its own.
    pub fn new(client: Client) -> Self {
        Self::with(client, String::new())
    }

    /// Puts a text before every key, for a server that others use too. Keys begin with `feishu:limit:` in any case.
    #[must_use]
    pub fn with_prefix(self, prefix: impl Into<String>) -> Self {
        Self::with(self.0.client.clone(), prefix.into())
    }

    fn with(client: Client, prefix: String) -> Self {
        Self(Arc::new(Inner { client, prefix, connection: Mutex::default(), runtime: OnceLock::new() }))
    }

    /// The name of the log of a key, or of its pause. Braces make a cluster keep both on one server.
    fn name(&self, key: &str, of: &str) -> String {
        // A brace inside would end them early: such keys are counted together with those that have a bracket there.
        format!("{}feishu:limit:{{{}}}:{of}", self.0.prefix, key.replace('{', "(").replace('}', ")"))
    }

    fn connection(&self) -> Result<ConnectionManager, RedisError> {
        let mut connection = self.0.connection.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(connection) = &*connection {
            return Ok(connection.clone());
        }
        let config = ConnectionManagerConfig::new()
            .set_response_timeout(Some(TIMEOUT))
            .set_connection_timeout(Some(TIMEOUT))
            .set_number_of_retries(0);
        let manager = ConnectionManager::new_lazy_with_config(self.0.client.clone(), config)?;
        Ok(connection.insert(manager).clone())
    }

    async fn try_take(&self, ask: Ask<'_>) -> Result<Given, StoreError> {
        const ONE: &[Window] = &[Window { calls: 1, length: Duration::ZERO }];
        let runtime = Handle::try_current().map_err(|_| StoreError::new("Redis needs a tokio runtime"))?;
        self.0.runtime.get_or_init(|| runtime);
        let mut call = TAKE.key(self.name(ask.key, "log"));
        call.key(self.name(ask.key, "pause")).arg(ask.place.to_string()).arg(micros(ask.grace));
        for window in if ask.serial { ONE } else { ask.windows } {
            call.arg(window.calls).arg(micros(window.length));
        }
        let mut connection = self.connection().map_err(|error| failure(&error))?;
        let asked = tokio::time::timeout(TIMEOUT, call.invoke_async(&mut connection)).await;
        let wait: u64 = asked.map_err(|_| StoreError::new("Redis did not answer"))?.map_err(|error| failure(&error))?;
        Ok(if wait == 0 { Given::Taken } else { Given::Wait(Duration::from_micros(wait)) })
    }

    /// Runs a script that nobody waits for.
    fn tell(&self, call: ScriptInvocation<'static>) {
        let Ok(runtime) = Handle::try_current().or_else(|error| self.0.runtime.get().cloned().ok_or(error)) else {
            // Nothing was ever taken, so there is nothing to tell.
            return;
        };
        let _inside = runtime.enter();
        let Ok(mut connection) = self.connection() else { return };
        runtime.spawn(async move {
            // Where it is lost, places count longer than needed, and other processes are refused once themselves.
            let _: Result<i64, _> = call.invoke_async(&mut connection).await;
        });
    }
}

impl LimitStore for RedisLimits {
    fn take<'a>(&'a self, ask: Ask<'a>) -> BoxFuture<'a, Result<Given, StoreError>> {
        Box::pin(self.try_take(ask))
    }

    fn settle(&self, key: &str, place: PlaceId, settled: Settled) {
        let mut call = SETTLE.key(self.name(key, "log"));
        call.arg(place.to_string()).arg(match settled {
            Settled::Free => String::new(),
            Settled::CountsIn(time) => micros(time).to_string(),
        });
        self.tell(call);
    }

    fn pause(&self, key: &str, wait: Duration) {
        let mut call = PAUSE.key(self.name(key, "pause"));
        call.arg(micros(wait).div_ceil(1000));
        self.tell(call);
    }
}

/// At least one, which is as long as any time that is not none, and few enough for the server to count with.
fn micros(time: Duration) -> u64 {
    const MOST: u64 = 10 * 365 * 86_400 * 1_000_000;
    if time.is_zero() { 0 } else { u64::try_from(time.as_micros()).unwrap_or(MOST).clamp(1, MOST) }
}

fn failure(error: &RedisError) -> StoreError {
    StoreError::new(error.to_string())
}

impl fmt::Debug for RedisLimits {
    /// Shows no address: it can hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisLimits").field("prefix", &self.0.prefix).finish_non_exhaustive()
    }
}
