//! One app's part of a store: its names, and entries with versions of their own.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{StoreEntry, StoreError, TokenStore};
use crate::path::percent_encode;
use crate::{Error, ErrorKind, Secret, auth::random};

/// The entries of one app in one deployment.
pub(in crate::auth) struct Entries {
    store: Arc<dyn TokenStore>,
    /// What every name begins with.
    prefix: String,
}

impl Entries {
    /// The entries of an app. The host is a part of the names, since an app id means nothing on another deployment.
    pub(in crate::auth) fn new(store: Arc<dyn TokenStore>, open_host: &str, app_id: &str) -> Self {
        let prefix = format!("feishu:{}:{}", percent_encode(open_host), percent_encode(app_id));
        Self { store, prefix }
    }

    /// The name of an entry: its kind, and whom it is for.
    pub(in crate::auth) fn name(&self, kind: &str, owner: Option<&str>) -> String {
        match owner {
            Some(owner) => format!("{}:{kind}:{}", self.prefix, percent_encode(owner)),
            None => format!("{}:{kind}", self.prefix),
        }
    }

    pub(in crate::auth) async fn load(&self, name: &str) -> Result<Option<StoreEntry>, Error> {
        self.store.load(name).await.map_err(failure)
    }

    /// Replaces an entry; the new version where that took place.
    pub(in crate::auth) async fn swap(
        &self,
        name: &str,
        expected: Option<u64>,
        value: Secret,
        keep_for: Option<Duration>,
    ) -> Result<Option<u64>, Error> {
        let version = random::number()?;
        let entry = StoreEntry { version, value, keep_for };
        let swapped = self.store.swap(name, expected, Some(entry)).await.map_err(failure)?;
        Ok(swapped.then_some(version))
    }

    /// Removes an entry; whether that took place.
    pub(in crate::auth) async fn remove(&self, name: &str, expected: u64) -> Result<bool, Error> {
        self.store.swap(name, Some(expected), None).await.map_err(failure)
    }
}

fn failure(error: StoreError) -> Error {
    Error::new(ErrorKind::Token, error.to_string()).with_source(error)
}

impl fmt::Debug for Entries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entries").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryTokenStore;

    #[test]
    fn names_of_apps_deployments_and_owners_do_not_mix() {
        let entries = |host, app| Entries::new(Arc::new(MemoryTokenStore::default()), host, app);
        let names = [
            entries("open.feishu.cn", "cli_a").name("tenant", None),
            entries("open.larksuite.com", "cli_a").name("tenant", None),
            entries("open.feishu.cn", "cli_b").name("tenant", None),
            entries("open.feishu.cn", "cli_b:tenant").name("x", None),
            entries("open.feishu.cn", "cli_b").name("tenant", Some("x")),
            entries("open.feishu.cn", "cli_b").name("login", Some("x")),
            entries("open.feishu.cn", "cli_b").name("login", Some("a:b")),
        ];
        let distinct: std::collections::HashSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), names.len());
        assert_eq!(names[4], "feishu:open.feishu.cn:cli_b:tenant:x");
    }
}
