//! A store in this process's memory.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{StoreEntry, StoreError, TokenStore};
use crate::transport::BoxFuture;

/// The store that a client has unless it is given another: in memory, gone with the process. Clones share their entries, so
/// that clients of one process can share tokens.
///
/// ```
/// use feishu_runtime::transport::MemoryTransport;
/// use feishu_runtime::{Client, MemoryTokenStore};
///
/// let store = MemoryTokenStore::default();
/// let client = Client::builder("cli_a", "app secret")
///     .token_store(store.clone())
///     .transport(MemoryTransport::new())
///     .build()?;
/// # Ok::<(), feishu_runtime::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct MemoryTokenStore(Arc<Mutex<HashMap<String, StoreEntry>>>);

impl MemoryTokenStore {
    /// A panic elsewhere leaves the map whole.
    fn entries(&self) -> MutexGuard<'_, HashMap<String, StoreEntry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn exchange(&self, name: &str, expected: Option<u64>, entry: Option<StoreEntry>) -> bool {
        let mut entries = self.entries();
        if entries.get(name).map(|entry| entry.version) != expected {
            return false;
        }
        match entry {
            Some(entry) => entries.insert(name.to_owned(), entry),
            None => entries.remove(name),
        };
        true
    }
}

impl TokenStore for MemoryTokenStore {
    fn load<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StoreEntry>, StoreError>> {
        let found = self.entries().get(name).cloned();
        Box::pin(std::future::ready(Ok(found)))
    }

    fn swap<'a>(
        &'a self,
        name: &'a str,
        expected: Option<u64>,
        entry: Option<StoreEntry>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move { Ok(self.exchange(name, expected, entry)) })
    }
}

impl fmt::Debug for MemoryTokenStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryTokenStore").field("entries", &self.entries().len()).finish()
    }
}
