//! IDs under which the platform would find a call in its logs. Must say nothing about the call.

use crate::clock::Clock;

/// A new ID: the time and something random.
pub(crate) fn log_id(clock: &Clock) -> String {
    format!("{:014}{:016X}", clock.now().as_millis(), fastrand::u64(..))
}
