//! Leave to send one call.

use std::fmt;
use std::time::Duration;

use super::place::Place;

/// Leave to send one call, once. Say [`Permit::sent`] when the request goes out and [`Permit::answered`] when the head of its
/// answer is there, and drop the permit when the call is over.
///
/// A permit that is dropped before its call was sent gives its places back. One that is dropped before the answer counts as if
/// the platform had executed the call as late as it can have.
#[must_use = "dropping a permit gives it back"]
pub struct Permit {
    /// The operation's own place last: where there is only that, nothing is allocated.
    targets: Vec<Place>,
    operation: Option<Place>,
    waited: Duration,
    sharing: Sharing,
}

/// Whether a call was counted together with those of other processes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sharing {
    /// There is no store, or nothing to count.
    #[default]
    Local,
    /// All its places are in the store.
    Shared,
    /// The store could not be asked: the limits were kept by this process alone.
    Fallback,
}

impl Permit {
    /// Leave for a call that nothing limits.
    pub(super) fn free() -> Self {
        Self { targets: Vec::new(), operation: None, waited: Duration::ZERO, sharing: Sharing::Local }
    }

    pub(super) fn add_target(&mut self, place: Place, sharing: Sharing) {
        self.targets.push(place);
        self.sharing = self.sharing.and(sharing);
    }

    pub(super) fn set_operation(&mut self, place: Place, sharing: Sharing) {
        self.operation = Some(place);
        self.sharing = self.sharing.and(sharing);
    }

    pub(super) fn after(mut self, waited: Duration) -> Self {
        self.waited = waited;
        self
    }

    /// Notes that the request goes out now. Only the first time counts.
    pub fn sent(&mut self) {
        self.places().for_each(Place::sent);
    }

    /// Notes that the head of the answer is there: the platform has counted the call. Calls to a target that takes one after the
    /// other go on until the permit is dropped.
    pub fn answered(&mut self) {
        self.places().for_each(Place::answered);
    }

    /// How long the call waited for its turn.
    pub fn waited(&self) -> Duration {
        self.waited
    }

    /// Whether the call was counted together with those of other processes.
    pub fn sharing(&self) -> Sharing {
        self.sharing
    }

    fn places(&mut self) -> impl Iterator<Item = &mut Place> {
        self.targets.iter_mut().chain(&mut self.operation)
    }
}

impl Sharing {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Fallback, _) | (_, Self::Fallback) => Self::Fallback,
            (Self::Shared, _) | (_, Self::Shared) => Self::Shared,
            (Self::Local, Self::Local) => Self::Local,
        }
    }
}

impl fmt::Debug for Permit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Permit")
            .field("places", &(self.targets.len() + usize::from(self.operation.is_some())))
            .field("waited", &self.waited)
            .field("sharing", &self.sharing)
            .finish()
    }
}
