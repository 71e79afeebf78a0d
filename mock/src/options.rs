//! What a server accepts and how it answers. Must hold no state that a running server changes by itself.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use bytes::Bytes;

use crate::clock::Clock;
use crate::faults::Faults;

/// Settings of a server.
#[derive(Clone)]
pub struct Options {
    /// Where it listens: a loopback address; port 0 takes a free one.
    pub address: SocketAddr,
    /// ID of the app it knows.
    pub app_id: String,
    /// Secret of that app.
    pub app_secret: String,
    /// Ticket that a store app gets its app access token with.
    pub app_ticket: String,
    /// User access tokens that are valid from the start and never expire.
    pub user_tokens: Vec<String>,
    /// How long tokens live that the token endpoints issue.
    pub token_lifetime: Duration,
    /// Items of every list that is handed out in pages.
    pub items: usize,
    /// Greatest body it accepts, in bytes.
    pub max_body: usize,
    /// Length of the parts that uploads are cut into, in bytes, at least 1.
    pub part_size: u64,
    /// What becomes of documented rate limits.
    pub rate_limits: RateLimits,
    /// Content of every download.
    pub file: Bytes,
    /// The time it goes by.
    pub clock: Clock,
    /// What goes wrong.
    pub faults: Faults,
}

/// What becomes of documented rate limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RateLimits {
    /// Calls are counted and answered.
    #[default]
    Counted,
    /// Calls beyond a limit, in any window of time, are refused.
    Enforced,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            app_id: "cli_mock".to_owned(),
            app_secret: "mock-secret".to_owned(),
            app_ticket: "mock-ticket".to_owned(),
            user_tokens: vec!["u-mock".to_owned()],
            token_lifetime: Duration::from_secs(7200),
            items: 25,
            max_body: 32 * 1024 * 1024,
            part_size: 4 * 1024 * 1024,
            rate_limits: RateLimits::default(),
            file: sample_file(),
            clock: Clock::system(),
            faults: Faults::none(),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("address", &self.address)
            .field("app_id", &self.app_id)
            .field("token_lifetime", &self.token_lifetime)
            .field("items", &self.items)
            .field("max_body", &self.max_body)
            .field("part_size", &self.part_size)
            .field("file", &self.file.len())
            .field("clock", &self.clock)
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}

/// 2048 bytes of every value, text or not.
fn sample_file() -> Bytes {
    (0..8).flat_map(|_| 0..=u8::MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn debug_shows_no_secrets() {
        let shown = format!("{:?}", Options::default());
        for secret in ["mock-secret", "mock-ticket", "u-mock"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}
