//! Mappings of the spec files: names with values, in the order they were written.

use std::ops::Deref;

use crate::source::Spanned;

/// A name and what stands under it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<T> {
    /// The key, with its place.
    pub name: Spanned<String>,
    /// What the key holds.
    pub value: T,
}

/// Entries in the order of the file. Names are unique: the loader refuses duplicate keys.
#[derive(Debug, Clone, PartialEq)]
pub struct Entries<T>(Vec<Entry<T>>);

impl<T> Entries<T> {
    /// No entries.
    pub const EMPTY: Self = Self(Vec::new());

    /// The value under a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.entry(name).map(|entry| &entry.value)
    }

    /// The entry of a name, for its place.
    pub fn entry(&self, name: &str) -> Option<&Entry<T>> {
        self.0.iter().find(|entry| entry.name.value == name)
    }

    /// Appends an entry.
    pub fn push(&mut self, name: Spanned<String>, value: T) {
        self.0.push(Entry { name, value });
    }
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for Entries<T> {
    type Target = [Entry<T>];

    fn deref(&self) -> &[Entry<T>] {
        &self.0
    }
}

impl<T> FromIterator<Entry<T>> for Entries<T> {
    fn from_iter<I: IntoIterator<Item = Entry<T>>>(iter: I) -> Self {
        Self(iter.into_iter().collect())
    }
}

impl<T> IntoIterator for Entries<T> {
    type Item = Entry<T>;
    type IntoIter = std::vec::IntoIter<Entry<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Entries<T> {
    type Item = &'a Entry<T>;
    type IntoIter = std::slice::Iter<'a, Entry<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
