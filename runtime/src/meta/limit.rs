//! How often the documentation allows calls. Keeps nothing: that is the client's `limit`.

/// Calls that the documentation allows, counted for each app and tenant. All figures given hold at once, each in any span of
/// time of its length. A figure of 0 is taken for 1.
///
/// The client keeps them by itself: see [`limit`](crate::limit).
///
/// ```
/// use feishu_runtime::RateLimit;
///
/// let both = RateLimit::per_minute(1000).and_per_second(50);
/// assert_eq!((both.minute, both.second, both.day), (Some(1000), Some(50), None));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct RateLimit {
    /// Calls in a second.
    pub second: Option<u32>,
    /// Calls in a minute.
    pub minute: Option<u32>,
    /// Calls in a day.
    pub day: Option<u32>,
    /// The page calls the limit special instead of naming a tier.
    pub special: bool,
}

impl RateLimit {
    /// The page says nothing.
    pub const UNSPECIFIED: Self = Self { second: None, minute: None, day: None, special: false };

    /// The page calls the limit special and names no tier.
    pub const SPECIAL: Self = Self { second: None, minute: None, day: None, special: true };

    /// Whether it gives any figures.
    pub const fn has_windows(&self) -> bool {
        self.second.is_some() || self.minute.is_some() || self.day.is_some()
    }

    /// Whether one of the figures is 0.
    pub(crate) fn allows_nothing(&self) -> bool {
        [self.second, self.minute, self.day].contains(&Some(0))
    }

    /// So many calls in a second.
    pub const fn per_second(calls: u32) -> Self {
        Self::UNSPECIFIED.and_per_second(calls)
    }

    /// So many calls in a minute.
    pub const fn per_minute(calls: u32) -> Self {
        Self::UNSPECIFIED.and_per_minute(calls)
    }

    /// So many calls in a day.
    pub const fn per_day(calls: u32) -> Self {
        Self::UNSPECIFIED.and_per_day(calls)
    }

    /// The same limit, and so many calls in a second.
    #[must_use]
    pub const fn and_per_second(mut self, calls: u32) -> Self {
        self.second = Some(calls);
        self
    }

    /// The same limit, and so many calls in a minute.
    #[must_use]
    pub const fn and_per_minute(mut self, calls: u32) -> Self {
        self.minute = Some(calls);
        self
    }

    /// The same limit, and so many calls in a day.
    #[must_use]
    pub const fn and_per_day(mut self, calls: u32) -> Self {
        self.day = Some(calls);
        self
    }
}

/// A limit on the calls to one target, shared by all operations that name the group.
///
/// ```
/// use feishu_runtime::{Meta, Method, RateLimit, Target};
///
/// static SEND: Meta = Meta::new("acme.v1.message.send", Method::Post, "/open-apis/acme/v1/chats/:chat_id/messages")
///     .targets(&[Target::rate("acme.chat", RateLimit::per_second(5)).by("chat_id")]);
/// assert_eq!(SEND.target("acme.chat").and_then(|target| target.key), Some("chat_id"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Target {
    /// Name of the group of operations.
    pub group: &'static str,
    /// Request field that says which target it is; `None` where all calls have the same one.
    pub key: Option<&'static str>,
    /// What holds for each target.
    pub limit: TargetLimit,
}

impl Target {
    /// So many calls to each target.
    pub const fn rate(group: &'static str, limit: RateLimit) -> Self {
        Self { group, key: None, limit: TargetLimit::Rate(limit) }
    }

    /// One call to each target after the other.
    pub const fn serial(group: &'static str) -> Self {
        Self { group, key: None, limit: TargetLimit::Serial }
    }

    /// Sets the request field that says which target it is.
    #[must_use]
    pub const fn by(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self
    }
}

/// What holds for calls to one target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TargetLimit {
    /// So many in a time.
    Rate(RateLimit),
    /// One after the other: a call must have ended before the next one is sent.
    Serial,
}
