//! Locks that outlive a panic of another thread. Must hold no logic of its own.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks; what a panicking test left behind is still good enough to look at.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
