//! What limits need of a place that several processes share.

use std::fmt;
use std::time::Duration;

use super::rule::Window;
use crate::transport::BoxFuture;

/// Keeps the limits of several processes that call for the same app.
///
/// A client asks it after its own limiter has let a call through, so that it is asked rarely and in order. What it needs is one
/// atomic step: look whether a call fits in all windows, and count it if so. [`RedisLimits`](crate::limit::RedisLimits) does that
/// with the feature `redis`. While a store fails, clients keep the limits each by itself.
pub trait LimitStore: Send + Sync + 'static {
    /// Takes a place in all windows of a key, or in none.
    fn take<'a>(&'a self, ask: Ask<'a>) -> BoxFuture<'a, Result<Given, StoreError>>;

    /// Says what became of a place. Must not wait; a store that loses it counts the call longer than needed, which is safe.
    fn settle(&self, key: &str, place: PlaceId, settled: Settled);

    /// Lets nobody through for a time, since the platform refused a call. Must not wait.
    fn pause(&self, key: &str, wait: Duration);
}

/// What a place is asked for.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Ask<'a> {
    /// Whose calls are counted together: app, tenant, and operation or target.
    pub key: &'a str,
    /// The place, unique among all processes.
    pub place: PlaceId,
    /// Windows that must all have room. Where `serial` is set there are none, and no other place may be taken.
    pub windows: &'a [Window],
    /// Whether the place must be the only one.
    pub serial: bool,
    /// How long to keep the place where nothing more is heard of it, because its process has ended. Then the call counts as made
    /// after this time, or as ended where `serial` is set.
    pub grace: Duration,
}

/// Whether a place was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// It was.
    Taken,
    /// It was not, and nothing changes before this time is over, unless places are given back.
    Wait(Duration),
}

/// What became of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// It is free: its call was not sent, or is over where calls run one by one.
    Free,
    /// Its call counts as made, or as ended where calls run one by one, after this time.
    CountsIn(Duration),
}

/// Tells the places of all processes apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PlaceId {
    process: u64,
    number: u64,
}

impl PlaceId {
    pub(super) fn new(process: u64, number: u64) -> Self {
        Self { process, number }
    }
}

impl fmt::Display for PlaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}-{:x}", self.process, self.number)
    }
}

/// Why a store could not be asked.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct StoreError(String);

impl StoreError {
    /// A failure in the store's own words. They can end up in logs.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}
