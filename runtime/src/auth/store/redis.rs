//! A store on a Redis server, for apps that run in several processes.

use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, RedisError, Script};

use super::{StoreEntry, StoreError, TokenStore};
use crate::Secret;
use crate::transport::BoxFuture;

/// A store on a Redis server (or one that speaks its language and has Lua, such as Valkey). Needs a tokio runtime, and the
/// feature `redis`. Clones share a connection.
///
/// It connects when first used, and again after the connection broke. Every entry is a hash of its own, so that a cluster's
/// proxy will do as well. Use `rediss://`, a password and no shared database: see [`TokenStore`] for what is kept.
///
/// ```no_run
/// use feishu_runtime::{Client, RedisTokenStore};
///
/// let client = Client::builder("cli_a", "app secret")
///     .token_store(RedisTokenStore::open("rediss://:password@redis.example.com")?)
///     .build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct RedisTokenStore(Arc<Inner>);

struct Inner {
    client: Client,
    prefix: String,
    /// Made when first used: only then is a runtime sure to be there.
    connection: Mutex<Option<ConnectionManager>>,
}

/// Time for a command. Callers wait for it, and a server that needs longer is not there for all that it matters.
const RESPONSE: Duration = Duration::from_secs(2);

/// Time for a connection.
const CONNECT: Duration = Duration::from_secs(2);

/// One step on the server, so that nothing comes between the comparison and the change.
///
/// `KEYS[1]` name; `ARGV[1]` version expected, or nothing; `ARGV[2]` new version, or nothing to remove the entry; `ARGV[3]`
/// value; `ARGV[4]` milliseconds to keep it, or nothing.
static SWAP: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local current = redis.call('HGET', KEYS[1], 'version') or ''
        if current ~= ARGV[1] then
            return 0
        end
        if ARGV[2] == '' then
            redis.call('DEL', KEYS[1])
            return 1
        end
        redis.call('HSET', KEYS[1], 'version', ARGV[2], 'value', ARGV[3])
        if ARGV[4] == '' then
            redis.call('PERSIST', KEYS[1])
        else
            redis.call('PEXPIRE', KEYS[1], ARGV[4])
        end
        return 1
        ",
    )
});

impl RedisTokenStore {
    /// A store at an address such as `redis://127.0.0.1/0` or, over TLS, `rediss://:password@host`. Does not connect yet.
    ///
    /// # Errors
    ///
    /// When the address is not one.
    pub fn open(address: &str) -> Result<Self, StoreError> {
        Ok(Self::new(Client::open(address).map_err(failure)?))
    }

    /// A store on a client that was set up elsewhere, for example with certificates of its own.
    pub fn new(client: Client) -> Self {
        Self(Arc::new(Inner { client, prefix: String::new(), connection: Mutex::default() }))
    }

    /// Puts a text before every name, for a server that others use too. Names begin with `feishu:` in any case.
    #[must_use]
    pub fn with_prefix(self, prefix: impl Into<String>) -> Self {
        let inner = Inner { client: self.0.client.clone(), prefix: prefix.into(), connection: Mutex::default() };
        Self(Arc::new(inner))
    }

    fn name(&self, name: &str) -> String {
        format!("{}{name}", self.0.prefix)
    }

    fn connection(&self) -> Result<ConnectionManager, StoreError> {
        let mut connection = self.0.connection.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(connection) = &*connection {
            return Ok(connection.clone());
        }
        let config = ConnectionManagerConfig::new()
            .set_response_timeout(Some(RESPONSE))
            .set_connection_timeout(Some(CONNECT))
            .set_number_of_retries(1);
        let manager = ConnectionManager::new_lazy_with_config(self.0.client.clone(), config).map_err(failure)?;
        Ok(connection.insert(manager).clone())
    }

    async fn read(&self, name: &str) -> Result<Option<StoreEntry>, StoreError> {
        let mut connection = self.connection()?;
        let mut command = redis::cmd("HMGET");
        command.arg(self.name(name)).arg("version").arg("value");
        let found: (Option<u64>, Option<String>) = command.query_async(&mut connection).await.map_err(failure)?;
        Ok(match found {
            (Some(version), Some(value)) => Some(StoreEntry { version, value: Secret::from(value), keep_for: None }),
            _ => None,
        })
    }

    async fn write(&self, name: &str, expected: Option<u64>, entry: Option<StoreEntry>) -> Result<bool, StoreError> {
        let mut connection = self.connection()?;
        let text = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
        // Zero milliseconds would remove the entry that is being written.
        let keep = entry.as_ref().and_then(|entry| entry.keep_for).map(|keep| keep.as_millis().clamp(1, KEEP_MOST));
        let mut call = SWAP.key(self.name(name));
        call.arg(text(expected)).arg(text(entry.as_ref().map(|entry| entry.version)));
        call.arg(entry.as_ref().map_or("", |entry| entry.value.expose()));
        call.arg(keep.map(|keep| keep.to_string()).unwrap_or_default());
        let swapped: i64 = call.invoke_async(&mut connection).await.map_err(failure)?;
        Ok(swapped == 1)
    }
}

/// Ten years: the server refuses times that it cannot count.
const KEEP_MOST: u128 = 10 * 365 * 24 * 3600 * 1000;

impl TokenStore for RedisTokenStore {
    fn load<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StoreEntry>, StoreError>> {
        Box::pin(self.read(name))
    }

    fn swap<'a>(
        &'a self,
        name: &'a str,
        expected: Option<u64>,
        entry: Option<StoreEntry>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(self.write(name, expected, entry))
    }
}

fn failure(error: RedisError) -> StoreError {
    StoreError::new(error)
}

impl fmt::Debug for RedisTokenStore {
    /// Shows no address: it can hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisTokenStore").field("prefix", &self.0.prefix).finish_non_exhaustive()
    }
}
