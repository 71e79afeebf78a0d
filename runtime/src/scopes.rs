//! The scopes that a program needs for the operations it calls, and the JSON that the developer console imports them from.
//!
//! Works from [`Meta`] alone: nothing is asked of the platform.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::json;

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

/// Scopes of which each operation has one at least, and every one that it needs by all means.
fn cover(operations: &[&'static Meta]) -> BTreeSet<&'static str> {
    let must: BTreeSet<_> = operations.iter().flat_map(|meta| needed_by_all_means(meta)).collect();
    let mut taken = must.clone();
    while let Some(scope) = best(operations, &taken) {
        taken.insert(scope);
    }
    let mut optional: Vec<_> = taken.difference(&must).copied().collect();
    optional.sort_by_key(|scope| std::cmp::Reverse(narrowness(scope)));
    for scope in optional {
        taken.remove(scope);
        if operations.iter().any(|meta| !opens(meta, &taken)) {
            taken.insert(scope);
        }
    }
    taken
}

fn needed_by_all_means(meta: &'static Meta) -> impl Iterator<Item = &'static str> {
    let only = if meta.scopes.len() == 1 { meta.scopes } else { &[] };
    meta.all_scopes.iter().chain(only).copied()
}

fn opens(meta: &Meta, taken: &BTreeSet<&str>) -> bool {
    meta.scopes.is_empty() || meta.scopes.iter().any(|scope| taken.contains(scope))
}

/// The scope that opens the most operations which are not opened yet.
fn best(operations: &[&'static Meta], taken: &BTreeSet<&'static str>) -> Option<&'static str> {
    let closed: Vec<_> = operations.iter().filter(|meta| !opens(meta, taken)).collect();
    let candidates: BTreeSet<&'static str> = closed.iter().flat_map(|meta| meta.scopes).copied().collect();
    candidates.into_iter().min_by_key(|scope| {
        let opened = closed.iter().filter(|meta| meta.scopes.contains(scope)).count();
        (std::cmp::Reverse(opened), narrowness(scope))
    })
}

/// Less for what is narrower, as far as a name tells.
fn narrowness<'s>(scope: &&'s str) -> (std::cmp::Reverse<usize>, bool, &'s str) {
    let writes = !(scope.ends_with(":readonly") || scope.ends_with(":read"));
    (std::cmp::Reverse(scope.split(':').count()), writes, scope)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Method;
    use proptest::prelude::*;

    static PLAIN: Meta = Meta::new("a.v1.b.c", Method::Get, "/x");

    fn leaked(scopes: &[&'static str], all: &[&'static str]) -> &'static Meta {
        Box::leak(Box::new(PLAIN.scopes(scopes.to_vec().leak()).all_scopes(all.to_vec().leak())))
    }

    fn taken(operations: &[&[&'static str]]) -> Vec<&'static str> {
        required(operations.iter().map(|scopes| leaked(scopes, &[]))).tenant().collect()
    }

    #[test]
    fn takes_the_narrowest_of_equals() {
        assert_eq!(taken(&[&["drive:drive", "drive:file:upload"]]), ["drive:file:upload"]);
        assert_eq!(taken(&[&["a:b:write", "a:b:readonly"]]), ["a:b:readonly"]);
        assert_eq!(taken(&[&["a:b:y", "a:b:x"]]), ["a:b:x"]);
        assert_eq!(taken(&[&[], &[]]), [""; 0]);
    }

    #[test]
    fn what_one_operation_needs_by_all_means_may_open_others() {
        assert_eq!(taken(&[&["a:b", "a:b:c"], &["a:b"]]), ["a:b"]);
        let operations = [leaked(&["x", "y"], &["y", "z"]), leaked(&["x", "z:z"], &[])];
        assert_eq!(required(operations).tenant().collect::<Vec<_>>(), ["y", "z", "z:z"]);
    }

    #[test]
    fn the_user_is_asked_only_where_the_operation_allows_it() {
        let both = Box::leak(Box::new(leaked(&["a:b"], &[]).tokens(&[TokenKind::Tenant, TokenKind::User])));
        let needed = required_as_user([&*both, leaked(&["c:d"], &[])]);
        assert_eq!(needed.to_string(), r#"{"scopes":{"tenant":["c:d"],"user":["a:b"]}}"#);
        let with_fields = required([PLAIN.field_scopes(&["f:g"])].map(|meta| &*Box::leak(Box::new(meta))));
        assert_eq!(with_fields.tenant().count(), 0);
        let with_fields = with_fields.and_field_scopes([&*Box::leak(Box::new(PLAIN.field_scopes(&["f:g"])))]);
        assert_eq!(with_fields.tenant().collect::<Vec<_>>(), ["f:g"]);
    }

    const NAMES: [&str; 8] = ["a", "a:b", "a:b:c", "a:b:read", "d", "d:e", "d:e:f", "g:h:readonly"];

    proptest! {
        #[test]
        fn opens_everything_with_nothing_to_spare_in_any_order(
            operations in prop::collection::vec(prop::sample::subsequence(NAMES.to_vec(), 1..4), 0..8),
            rotation in 0_usize..8,
        ) {
            let metas: Vec<_> = operations.iter().map(|scopes| leaked(scopes, &[])).collect();
            let taken = cover(&metas);
            prop_assert!(metas.iter().all(|meta| opens(meta, &taken)));
            for scope in &taken {
                let mut fewer = taken.clone();
                fewer.remove(scope);
                prop_assert!(metas.iter().any(|meta| !opens(meta, &fewer)), "{scope} is not needed");
            }
            let mut turned = metas.clone();
            turned.rotate_left(rotation.min(metas.len()));
            prop_assert_eq!(cover(&turned), taken);
        }
    }
}
