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
/// What comes from outside, such as tenant and value, is there as a hash with a secret of this process: two that share one
/// share a limit, which is rare, and on the safe side since the limit is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    of: &'static str,
    target: bool,
    whose: u64,
    hash: u64,
}

impl<'a> Whose<'a> {
    pub(super) fn operation(claim: &Claim<'a>) -> Self {
        Self::Operation { id: claim.meta.id, path: claim.path, tenant: claim.tenant }
    }

    pub(super) fn key(&self, hasher: &impl BuildHasher) -> Key {
        match *self {
            // Most calls are of an operation with a path of its own, for the app's own tenant.
            Self::Operation { id, path: "", tenant: "" } => Key::new(id, false, 0),
            Self::Operation { id, path, tenant } => Key::new(id, false, hasher.hash_one((path, tenant))),
            Self::Target { group, value, tenant } => Key::new(group, true, hasher.hash_one((value, tenant))),
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
    fn new(of: &'static str, target: bool, whose: u64) -> Self {
        // Names are those of the program: nobody chooses them so that they meet. FNV-1a, and a step that mixes the upper bits.
        let name = of
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let hash = (name ^ whose).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self { of, target, whose, hash: hash ^ (hash >> 32) }
    }

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
