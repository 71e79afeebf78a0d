//! Stores that tests can look into and break.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use feishu_runtime::transport::BoxFuture;
use feishu_runtime::{MemoryTokenStore, StoreEntry, StoreError, TokenStore};

use super::platform::Platform;

/// A store in memory that counts what it is asked, notes what it keeps, and can be broken.
#[derive(Clone, Default)]
pub struct Probe(Arc<Inner>);

#[derive(Default)]
struct Inner {
    store: MemoryTokenStore,
    loads: AtomicUsize,
    broken: AtomicBool,
    no_writes: AtomicBool,
    platform: Option<Platform>,
}

impl Probe {
    /// Notes in the platform's log when something is kept: `kept`.
    pub fn noting(platform: &Platform) -> Self {
        Self(Arc::new(Inner { platform: Some(platform.clone()), ..Inner::default() }))
    }

    pub fn loads(&self) -> usize {
        self.0.loads.load(Ordering::SeqCst)
    }

    /// Fails from now on, or no longer.
    pub fn break_down(&self, broken: bool) {
        self.0.broken.store(broken, Ordering::SeqCst);
    }

    /// Fails to write from now on, or no longer.
    pub fn refuse_writes(&self, refuse: bool) {
        self.0.no_writes.store(refuse, Ordering::SeqCst);
    }

    /// The text under a name.
    pub async fn text(&self, name: &str) -> Option<String> {
        let entry = self.0.store.load(name).await.expect("memory does not fail")?;
        Some(entry.value.expose().to_owned())
    }
}

impl TokenStore for Probe {
    fn load<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StoreEntry>, StoreError>> {
        self.0.loads.fetch_add(1, Ordering::SeqCst);
        if self.0.broken.load(Ordering::SeqCst) {
            return Box::pin(std::future::ready(Err(StoreError::new("out of order"))));
        }
        self.0.store.load(name)
    }

    fn swap<'a>(
        &'a self,
        name: &'a str,
        expected: Option<u64>,
        entry: Option<StoreEntry>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        if self.0.broken.load(Ordering::SeqCst) || self.0.no_writes.load(Ordering::SeqCst) {
            return Box::pin(std::future::ready(Err(StoreError::new("out of order"))));
        }
        if let Some(platform) = &self.0.platform {
            platform.note("kept".to_owned());
        }
        self.0.store.swap(name, expected, entry)
    }
}
