//! Where tokens are kept between calls, and between processes: the trait, and the stores that come with the crate.
//!
//! A store keeps texts under names and never looks into them. What they mean, and when they end, is decided elsewhere.

mod entries;
mod memory;
#[cfg(feature = "redis")]
mod redis;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

pub(super) use entries::Entries;
pub use memory::MemoryTokenStore;
#[cfg(feature = "redis")]
pub use redis::RedisTokenStore;

use crate::Secret;
use crate::transport::BoxFuture;

/// Keeps tokens, app tickets and the logins of users. One store can serve many apps and processes.
///
/// **What is kept are secrets**: whoever can read the store can act as the app and as every user who is logged in. Encrypt it
/// at rest, and let nobody else in.
///
/// # Writing one
///
/// A table with three columns will do: `name` (the primary key, up to some hundred characters), `version` (a 64-bit integer)
/// and `value` (a text; 8 KiB are plenty). The client holds tokens in memory while they are fresh, so that a store is asked
/// about once an hour for each token and not for each call.
///
/// | method | in SQL |
/// |---|---|
/// | `load` | `SELECT version, value FROM tokens WHERE name = $1` |
/// | `swap`, `expected` is `None` | `INSERT INTO tokens VALUES ($1, $2, $3) ON CONFLICT DO NOTHING` |
/// | `swap`, both are there | `UPDATE tokens SET version = $2, value = $3 WHERE name = $1 AND version = $4` |
/// | `swap`, `entry` is `None` | `DELETE FROM tokens WHERE name = $1 AND version = $4` |
///
/// `swap` tells by the number of rows changed whether it took place. It must be atomic: a refresh token works once, and it is
/// by `swap` that one of several processes gets the right to use it. A replica that lags behind must not answer `load`.
///
/// ```
/// use feishu_runtime::transport::BoxFuture;
/// use feishu_runtime::{StoreEntry, StoreError, TokenStore};
/// use std::collections::HashMap;
/// use std::sync::Mutex;
///
/// #[derive(Default)]
/// struct Mine(Mutex<HashMap<String, StoreEntry>>);
///
/// impl TokenStore for Mine {
///     fn load<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StoreEntry>, StoreError>> {
///         Box::pin(async move {
///             let entries = self.0.lock().map_err(|_| StoreError::new("the lock is poisoned"))?;
///             Ok(entries.get(name).cloned())
///         })
///     }
///
///     fn swap<'a>(
///         &'a self,
///         name: &'a str,
///         expected: Option<u64>,
///         entry: Option<StoreEntry>,
///     ) -> BoxFuture<'a, Result<bool, StoreError>> {
///         Box::pin(async move {
///             let mut entries = self.0.lock().map_err(|_| StoreError::new("the lock is poisoned"))?;
///             if entries.get(name).map(|entry| entry.version) != expected {
///                 return Ok(false);
///             }
///             match entry {
///                 Some(entry) => entries.insert(name.to_owned(), entry),
///                 None => entries.remove(name),
///             };
///             Ok(true)
///         })
///     }
/// }
/// ```
pub trait TokenStore: Send + Sync + 'static {
    /// What is kept under a name.
    fn load<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StoreEntry>, StoreError>>;

    /// Replaces what is kept under a name if it still is of the version expected; tells whether it did.
    ///
    /// `expected` is `None` where nothing must be kept there. With `None` as `entry`, what is kept is removed.
    fn swap<'a>(
        &'a self,
        name: &'a str,
        expected: Option<u64>,
        entry: Option<StoreEntry>,
    ) -> BoxFuture<'a, Result<bool, StoreError>>;
}

/// What a [`TokenStore`] keeps under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreEntry {
    /// Tells this entry from all others that were ever kept under the name. Chosen by the client, below 2^63, and only ever
    /// compared.
    pub version: u64,
    /// The text to keep, which holds secrets.
    pub value: Secret,
    /// How long it is of use; `None` where nobody knows. A store may forget the entry after that, and not before.
    pub keep_for: Option<Duration>,
}

/// Why a store failed.
#[derive(Debug)]
pub struct StoreError(Box<dyn StdError + Send + Sync>);

impl StoreError {
    /// A failure with its cause, which can be a text. It must not hold what is stored: it is shown.
    pub fn new(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the token store failed: {}", self.0)
    }
}

impl StdError for StoreError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.0)
    }
}
