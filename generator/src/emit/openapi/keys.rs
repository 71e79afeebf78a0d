//! JSON objects in the order in which their keys are written. Knows nothing of OpenAPI.

use serde_json::{Map, Value};

/// An object that grows key by key; what is absent, empty or `false` gets no key.
#[derive(Default)]
pub(super) struct Keys(Map<String, Value>);

impl Keys {
    /// Adds a key.
    pub(super) fn with(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.0.insert(key.into(), value.into());
        self
    }

    /// Adds a key for a value that is there.
    pub(super) fn some(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Adds a key for what is true.
    pub(super) fn flag(self, key: &str, value: bool) -> Self {
        self.some(key, value.then_some(true))
    }

    /// Adds a key for a list that holds something.
    pub(super) fn list<T: Into<Value>>(self, key: &str, values: impl IntoIterator<Item = T>) -> Self {
        let values: Vec<Value> = values.into_iter().map(Into::into).collect();
        self.some(key, Some(values).filter(|values| !values.is_empty()))
    }

    /// Adds a key for an object that holds something.
    pub(super) fn object(self, key: &str, keys: Self) -> Self {
        self.some(key, Some(keys.0).filter(|keys| !keys.is_empty()))
    }

    /// Adds all keys of another.
    pub(super) fn all(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Whether there is no key.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Keys> for Value {
    fn from(keys: Keys) -> Self {
        Self::Object(keys.0)
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Keys {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        Self(pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }
}
