//! What is counted together: the calls of one operation or to one target, on behalf of one app in one tenant.

use std::hash::{BuildHasher, Hash};

use super::claim::Claim;

/// Whose calls a gate counts. Borrowed, so that looking one up costs no allocation.
#[derive(Debug, Clone, Copy, Hash)]
pub(super) enum Whose<'a> {
    /// The calls of an operation.
    Operation { id: &'static str, path: &'static str, tenant: &'a str },
    /// The calls to one target of a group.
    Target { group: &'static str, value: &'a str, tenant: &'a str },
}

/// A key of the map of gates.
///
/// Tenant and value are there as a hash, with a secret of this process: two that share one share a limit, which is rare, and
/// on the safe side since the limit is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    of: &'static str,
    target: bool,
    hash: u64,
}

impl<'a> Whose<'a> {
    pub(super) fn operation(claim: &Claim<'a>) -> Self {
        Self::Operation { id: claim.meta.id, path: claim.path, tenant: claim.tenant }
    }

    pub(super) fn key(&self, hasher: &impl BuildHasher) -> Key {
        let hash = hasher.hash_one(self);
        match *self {
            Self::Operation { id, .. } => Key { of: id, target: false, hash },
            Self::Target { group, .. } => Key { of: group, target: true, hash },
        }
    }

    /// The key for a store that other processes use as well.
    pub(super) fn shared(&self, app: &str) -> String {
        match self {
            Self::Operation { id, path, tenant } => format!("{app}:{tenant}:operation:{id}{path}"),
            Self::Target { group, value, tenant } => format!("{app}:{tenant}:target:{group}:{value}"),
        }
    }
}

impl Key {
    pub(super) fn hash(&self) -> u64 {
        self.hash
    }
}

/// The hash is one already.
impl Hash for Key {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}
