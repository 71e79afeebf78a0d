//! Names that must differ from others.

/// More things of one name are on no page, nor on all of them.
const MOST: usize = 100_000;

/// The first of some names that is free; else a base with a joint and a number behind it.
pub(super) fn first_free(
    names: impl IntoIterator<Item = String>,
    (base, joint): (&str, &str),
    mut take: impl FnMut(&str) -> bool,
) -> String {
    let numbered = (2..MOST).map(|number| format!("{base}{joint}{number}"));
    let found = names.into_iter().chain(numbered).find(|name| take(name));
    found.unwrap_or_else(|| base.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::first_free;

    #[test]
    fn given_names_come_before_numbers() {
        let mut taken = HashSet::new();
        let mut next =
            || first_free(["a".to_owned(), "b".to_owned()], ("a", "_"), |name| taken.insert(name.to_owned()));
        assert_eq!([next(), next(), next(), next()], ["a", "b", "a_2", "a_3"]);
    }
}
