//! The scopes that a program needs for the operations it calls, and the JSON that the developer console imports them from.
//!
//! Works from [`Meta`] alone: nothing is asked of the platform.

mod rule;

use std::collections::BTreeSet;
use std::fmt;

use serde_json::json;

use self::rule::Needs;
use crate::{Meta, TokenKind};

/// The scopes that some operations need.
///
/// Which of the scopes that each operation lists is taken follows a rule, whatever the order of the operations:
///
/// 1. every scope that an operation needs by all means;
/// 2. then, as long as an operation is not opened yet, the scope that opens the most of those; of several, the narrowest: the one
///    with the most parts, then one that only reads, then the first by the alphabet;
/// 3. then scopes that turn out not to be needed are left out, the broadest first.
///
/// The platform alone knows which broad scope includes which narrow one, so that none is taken to include another.
///
/// ```
/// use feishu_runtime::{Meta, Method, TokenKind, scopes};
///
/// static SEND: Meta = Meta::new("im.v1.message.create", Method::Post, "/x").scopes(&["im:message", "im:message:send_as_bot"]);
/// static LIST: Meta = Meta::new("im.v1.message.list", Method::Get, "/x").scopes(&["im:message", "im:message:readonly"]);
/// static TASKS: Meta = Meta::new("task.v2.task.list", Method::Get, "/x")
///     .scopes(&["task:task:read", "task:task:write"])
///     .tokens(&[TokenKind::User]);
///
/// let needed = scopes::required([&SEND, &TASKS]);
/// assert_eq!(needed.to_string(), r#"{"scopes":{"tenant":["im:message:send_as_bot"],"user":["task:task:read"]}}"#);
/// assert_eq!(scopes::required([&SEND, &LIST]).tenant().collect::<Vec<_>>(), ["im:message"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scopes {
    tenant: BTreeSet<&'static str>,
    user: BTreeSet<&'static str>,
}

impl Scopes {
    /// Scopes for calls with tenant and app tokens, by the alphabet.
    pub fn tenant(&self) -> impl Iterator<Item = &'static str> {
        self.tenant.iter().copied()
    }

    /// Scopes for calls with user tokens, by the alphabet. The users have to grant them as well: ask for them in the authorize
    /// address.
    pub fn user(&self) -> impl Iterator<Item = &'static str> {
        self.user.iter().copied()
    }

    /// Adds the scopes without which the platform leaves some fields of answers out: all that the operations name, since which
    /// fields matter is the program's to know.
    #[must_use]
    pub fn and_field_scopes(mut self, operations: impl IntoIterator<Item = &'static Meta>) -> Self {
        for meta in operations {
            let side = if calls_as_user(meta) { &mut self.user } else { &mut self.tenant };
            side.extend(meta.field_scopes);
        }
        self
    }
}

impl fmt::Display for Scopes {
    /// Writes what the console's batch import takes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", json!({ "scopes": { "tenant": self.tenant, "user": self.user } }))
    }
}

/// The scopes that operations need, each called with the kind of token that its page names first.
pub fn required(operations: impl IntoIterator<Item = &'static Meta>) -> Scopes {
    let (user, tenant): (Vec<_>, Vec<_>) = operations.into_iter().partition(|meta| calls_as_user(meta));
    Scopes { tenant: cover(&tenant), user: cover(&user) }
}

/// The scopes that operations need when they are called on behalf of a user wherever they allow it.
pub fn required_as_user(operations: impl IntoIterator<Item = &'static Meta>) -> Scopes {
    let as_user = |meta: &&'static Meta| meta.tokens.contains(&TokenKind::User);
    let (user, tenant): (Vec<_>, Vec<_>) = operations.into_iter().partition(as_user);
    Scopes { tenant: cover(&tenant), user: cover(&user) }
}

fn calls_as_user(meta: &Meta) -> bool {
    meta.tokens.first() == Some(&TokenKind::User)
}

/// The scopes of operations that are called with one kind of token.
fn cover(operations: &[&'static Meta]) -> BTreeSet<&'static str> {
    let needs = |meta: &&'static Meta| Needs { any: meta.scopes.to_vec(), all: meta.all_scopes.to_vec() };
    rule::cover(&operations.iter().map(needs).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Method;

    static PLAIN: Meta = Meta::new("a.v1.b.c", Method::Get, "/x");

    #[test]
    fn the_user_is_asked_only_where_the_operation_allows_it() {
        static BOTH: Meta = PLAIN.scopes(&["a:b"]).tokens(&[TokenKind::Tenant, TokenKind::User]);
        static TENANT: Meta = PLAIN.scopes(&["c:d"]);
        static FIELD: Meta = PLAIN.field_scopes(&["f:g"]);
        assert_eq!(required_as_user([&BOTH, &TENANT]).to_string(), r#"{"scopes":{"tenant":["c:d"],"user":["a:b"]}}"#);
        assert_eq!(required([&FIELD]).tenant().count(), 0);
        let with_fields = required([&FIELD]).and_field_scopes([&FIELD]);
        assert_eq!(with_fields.tenant().collect::<Vec<_>>(), ["f:g"]);
    }

    #[test]
    fn what_is_needed_by_all_means_is_taken_besides() {
        static BOTH: Meta = PLAIN.scopes(&["x", "y"]).all_scopes(&["y", "z"]);
        assert_eq!(required([&BOTH]).tenant().collect::<Vec<_>>(), ["y", "z"]);
    }
}
