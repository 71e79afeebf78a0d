//! Which of the scopes that operations list are taken. Knows names of scopes and nothing else, so that the tools of this repository,
//! which do not depend on this crate, take this file as it is.

use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The scopes of one operation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Needs<'s> {
    /// Any one of them is enough.
    pub(crate) any: Vec<&'s str>,
    /// Every one of them is needed besides.
    pub(crate) all: Vec<&'s str>,
}

impl<'s> Needs<'s> {
    fn by_all_means(&self) -> impl Iterator<Item = &'s str> {
        let only: &[&'s str] = if self.any.len() == 1 { &self.any } else { &[] };
        self.all.iter().chain(only).copied()
    }

    fn opened_by(&self, taken: &BTreeSet<&'s str>) -> bool {
        self.any.is_empty() || self.any.iter().any(|scope| taken.contains(scope))
    }
}

/// Scopes of which each operation has one at least, and every one that it needs by all means.
pub(crate) fn cover<'s>(operations: &[Needs<'s>]) -> BTreeSet<&'s str> {
    let must: BTreeSet<_> = operations.iter().flat_map(Needs::by_all_means).collect();
    let mut taken = must.clone();
    while let Some(scope) = best(operations, &taken) {
        taken.insert(scope);
    }
    let mut optional: Vec<_> = taken.difference(&must).copied().collect();
    optional.sort_by_key(|scope| Reverse(narrowness(scope)));
    for scope in optional {
        taken.remove(scope);
        if operations.iter().any(|needs| !needs.opened_by(&taken)) {
            taken.insert(scope);
        }
    }
    taken
}

/// The scope that opens the most operations which are not opened yet.
fn best<'s>(operations: &[Needs<'s>], taken: &BTreeSet<&'s str>) -> Option<&'s str> {
    let closed: Vec<_> = operations.iter().filter(|needs| !needs.opened_by(taken)).collect();
    let candidates: BTreeSet<&'s str> = closed.iter().flat_map(|needs| &needs.any).copied().collect();
    candidates.into_iter().min_by_key(|scope| {
        let opened = closed.iter().filter(|needs| needs.any.contains(scope)).count();
        (Reverse(opened), narrowness(scope))
    })
}

/// Less for what is narrower, as far as a name tells.
fn narrowness<'s>(scope: &&'s str) -> (Reverse<usize>, bool, &'s str) {
    let writes = !(scope.ends_with(":readonly") || scope.ends_with(":read"));
    (Reverse(scope.split(':').count()), writes, scope)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{Needs, cover};

    fn taken<'s>(operations: &[&[&'s str]]) -> Vec<&'s str> {
        let needs: Vec<_> = operations.iter().map(|any| Needs { any: any.to_vec(), all: Vec::new() }).collect();
        cover(&needs).into_iter().collect()
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
        let operations =
            [Needs { any: vec!["x", "y"], all: vec!["y", "z"] }, Needs { any: vec!["x", "z:z"], all: Vec::new() }];
        assert_eq!(cover(&operations).into_iter().collect::<Vec<_>>(), ["y", "z", "z:z"]);
    }

    const NAMES: [&str; 8] = ["a", "a:b", "a:b:c", "a:b:read", "d", "d:e", "d:e:f", "g:h:readonly"];

    proptest! {
        #[test]
        fn opens_everything_with_nothing_to_spare_in_any_order(
            operations in prop::collection::vec(prop::sample::subsequence(NAMES.to_vec(), 1..4), 0..8),
            rotation in 0_usize..8,
        ) {
            let needs: Vec<_> = operations.into_iter().map(|any| Needs { any, all: Vec::new() }).collect();
            let taken = cover(&needs);
            prop_assert!(needs.iter().all(|needs| needs.opened_by(&taken)));
            for scope in &taken {
                let fewer: BTreeSet<_> = taken.iter().copied().filter(|other| other != scope).collect();
                prop_assert!(needs.iter().any(|needs| !needs.opened_by(&fewer)), "{scope} is not needed");
            }
            let mut turned = needs.clone();
            turned.rotate_left(rotation.min(needs.len()));
            prop_assert_eq!(cover(&turned), taken);
        }
    }
}
