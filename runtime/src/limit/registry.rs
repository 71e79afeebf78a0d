//! All gates of a client, by key. Gates that nobody needs go, so that many tenants and targets take no memory for long.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::gate::Gate;
use super::keys::{Key, Whose};

/// Parts with a lock each, so that calls on several processors rarely meet.
const SHARDS: usize = 16;

/// Gates in a shard before it first looks for idle ones.
const FIRST_SWEEP: usize = 64;

pub(super) struct Registry {
    hasher: RandomState,
    shards: [Mutex<Shard>; SHARDS],
}

struct Shard {
    gates: HashMap<Key, Arc<Gate>, BuildHasherDefault<Hashed>>,
    /// Size at which to look for idle gates next.
    sweep_at: usize,
}

impl Default for Shard {
    fn default() -> Self {
        Self { gates: HashMap::default(), sweep_at: FIRST_SWEEP }
    }
}

impl Default for Registry {
    fn default() -> Self {
        Self { hasher: RandomState::new(), shards: Default::default() }
    }
}

impl Registry {
    /// The gate of a key, if there is one.
    pub(super) fn get(&self, whose: &Whose) -> Option<Arc<Gate>> {
        let key = whose.key(&self.hasher);
        self.shard(&key).gates.get(&key).cloned()
    }

    /// The gate of a key, made if there is none.
    pub(super) fn get_or_make(&self, whose: &Whose, make: impl FnOnce() -> Gate) -> Arc<Gate> {
        let key = whose.key(&self.hasher);
        let mut shard = self.shard(&key);
        if let Some(gate) = shard.gates.get(&key) {
            return Arc::clone(gate);
        }
        if shard.gates.len() >= shard.sweep_at {
            shard.sweep();
        }
        let gate = Arc::new(make());
        shard.gates.insert(key, Arc::clone(&gate));
        gate
    }

    fn shard(&self, key: &Key) -> MutexGuard<'_, Shard> {
        // The map goes by the lowest and the highest bits.
        let at = usize::try_from(key.hash() >> 40).unwrap_or_default() % SHARDS;
        self.shards[at].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shard {
    /// Drops idle gates. The next time is after the rest has doubled, so that each new gate pays for a constant part of it.
    fn sweep(&mut self) {
        // Whoever uses a gate holds it, and got it under this shard's lock.
        self.gates.retain(|_, gate| Arc::strong_count(gate) > 1 || !gate.is_idle());
        self.sweep_at = (self.gates.len() * 2).max(FIRST_SWEEP);
        self.gates.shrink_to(self.sweep_at);
    }
}

/// Takes the hash of a [`Key`] as it is.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn write(&mut self, bytes: &[u8]) {
        // Keys write one number; anything else is still hashed somehow.
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::RateLimit;
    use crate::limit::rule::Rule;
    use crate::transport::ManualClock;

    fn len(registry: &Registry) -> usize {
        registry.shards.iter().map(|shard| shard.lock().expect("a lock").gates.len()).sum()
    }

    #[test]
    fn gates_that_nobody_needs_go() {
        let (registry, clock) = (Registry::default(), ManualClock::default());
        let gate = |number: usize| {
            let value = number.to_string();
            let whose = Whose::Target { group: "acme.chat", value: &value, tenant: "" };
            let rule = Rule::of_rate(RateLimit::per_second(5), 1.0);
            registry.get_or_make(&whose, || Gate::new(rule, Arc::new(clock.clone())))
        };
        let held = gate(0);
        held.try_take().expect("room");
        let mut most = 0;
        for number in 1..200_000 {
            let gate = gate(number);
            gate.try_take().expect("room");
            gate.sent();
            gate.end(0);
            // A thousand chats a second: each is remembered for two.
            clock.advance(Duration::from_millis(1));
            most = most.max(len(&registry));
        }
        assert!(most < 8000, "{most}");
        assert!(Arc::ptr_eq(&held, &gate(0)));
        assert!(registry.get(&Whose::Target { group: "acme.chat", value: "17", tenant: "" }).is_none());
    }
}
