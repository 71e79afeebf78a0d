//! The tokens that a server issued. Must not know where they are asked for or sent.

use std::collections::HashMap;
use std::fmt;
use std::iter::repeat_with;
use std::sync::Mutex;
use std::time::Duration;

use feishu_generator::ir::TokenKind;

use crate::sync::lock;

/// With less time left than this, a new token is issued while the old one lives on.
const RENEWAL: Duration = Duration::from_secs(30 * 60);

/// Above so many tokens, the expired ones are forgotten.
const CROWDED: usize = 10_000;

/// Tokens by their text.
pub(crate) struct Tokens(Mutex<Issued>);

#[derive(Default)]
struct Issued {
    tokens: HashMap<String, Token>,
    /// The token that the next caller gets, by kind and by what it is for.
    current: HashMap<(TokenKind, String), String>,
    revoked: usize,
    /// All that ever were, for tests that look for them.
    handed_out: Vec<String>,
}

#[derive(Clone, Copy)]
struct Token {
    kind: TokenKind,
    /// `None`: never.
    expires: Option<Duration>,
}

/// What is known of a token that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is valid.
    Valid(TokenKind),
    /// It was valid.
    Expired(TokenKind),
    /// It was never issued.
    Unknown,
}

impl Tokens {
    /// User tokens that never expire.
    pub(crate) fn new(user_tokens: &[String]) -> Self {
        let eternal = Token { kind: TokenKind::User, expires: None };
        let tokens = user_tokens.iter().map(|token| (token.clone(), eternal)).collect();
        Self(Mutex::new(Issued { tokens, handed_out: user_tokens.to_vec(), ..Issued::default() }))
    }

    /// The token of a kind for an app or tenant, and the time it has left: the same one while that is 30 minutes or more.
    pub(crate) fn issue(&self, kind: TokenKind, owner: &str, now: Duration, lifetime: Duration) -> (String, Duration) {
        let mut issued = lock(&self.0);
        let slot = (kind, owner.to_owned());
        if let Some(token) = issued.current.get(&slot) {
            let left = issued.tokens.get(token).and_then(|known| known.expires).unwrap_or_default().saturating_sub(now);
            if left >= RENEWAL {
                return (token.clone(), left);
            }
        }
        let token = issued.add(kind, now, lifetime);
        issued.current.insert(slot, token.clone());
        (token, lifetime)
    }

    /// A new user token.
    pub(crate) fn issue_user(&self, now: Duration, lifetime: Duration) -> String {
        lock(&self.0).add(TokenKind::User, now, lifetime)
    }

    /// A new user token as the newer endpoints issue them: long, and like a signed one.
    pub(crate) fn issue_signed_user(&self, now: Duration, lifetime: Duration) -> String {
        lock(&self.0).add_text(format!("eyJ{}", letters(1500)), TokenKind::User, now, lifetime)
    }

    /// Takes a token back.
    pub(crate) fn revoke(&self, token: &str) {
        let mut issued = lock(&self.0);
        issued.revoked += usize::from(issued.tokens.remove(token).is_some());
        issued.current.retain(|_, current| current != token);
    }

    /// How many valid tokens were taken back.
    pub(crate) fn revoked(&self) -> usize {
        lock(&self.0).revoked
    }

    /// All tokens that were handed out, or are taken without.
    pub(crate) fn handed_out(&self) -> Vec<String> {
        lock(&self.0).handed_out.clone()
    }

    /// What is known of a token.
    pub(crate) fn standing(&self, token: &str, now: Duration) -> Standing {
        match lock(&self.0).tokens.get(token) {
            None => Standing::Unknown,
            Some(known) if known.expires.is_some_and(|expires| expires <= now) => Standing::Expired(known.kind),
            Some(known) => Standing::Valid(known.kind),
        }
    }
}

impl Issued {
    fn add(&mut self, kind: TokenKind, now: Duration, lifetime: Duration) -> String {
        if self.tokens.len() >= CROWDED {
            self.tokens.retain(|_, token| token.expires.is_none_or(|expires| expires > now));
        }
        self.add_text(random(kind), kind, now, lifetime)
    }

    fn add_text(&mut self, token: String, kind: TokenKind, now: Duration, lifetime: Duration) -> String {
        self.handed_out.push(token.clone());
        self.tokens.insert(token.clone(), Token { kind, expires: Some(now.saturating_add(lifetime)) });
        token
    }
}

fn random(kind: TokenKind) -> String {
    let prefix = match kind {
        TokenKind::Tenant => "t-",
        TokenKind::App => "a-",
        TokenKind::User => "u-",
    };
    format!("{prefix}{}", letters(40))
}

fn letters(count: usize) -> String {
    repeat_with(fastrand::alphanumeric).take(count).collect()
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("issued", &lock(&self.0).tokens.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Standing, TokenKind, Tokens};

    #[test]
    fn a_token_is_renewed_below_30_minutes() {
        let tokens = Tokens::new(&[]);
        let issue = |now| tokens.issue(TokenKind::Tenant, "", Duration::from_secs(now), Duration::from_secs(7200));
        let (first, left) = issue(0);
        assert_eq!(left.as_secs(), 7200);
        assert_eq!(issue(5400), (first.clone(), Duration::from_secs(1800)));
        let (second, left) = issue(5401);
        assert_ne!(first, second);
        assert_eq!(left.as_secs(), 7200);
        let standing = |token: &str, now| tokens.standing(token, Duration::from_secs(now));
        assert_eq!(standing(&first, 7199), Standing::Valid(TokenKind::Tenant));
        assert_eq!(standing(&first, 7200), Standing::Expired(TokenKind::Tenant));
        assert_eq!(standing(&second, 7200), Standing::Valid(TokenKind::Tenant));
        assert_eq!(standing("t-other", 0), Standing::Unknown);
    }

    #[test]
    fn debug_shows_no_tokens() {
        let tokens = Tokens::new(&["u-mock".to_owned()]);
        assert!(!format!("{tokens:?}").contains("u-mock"));
    }
}
