//! Changes of a document, by the path of keys to what is changed.

use std::fmt;

use super::tree::{Document, Entry, Mapping, Value};

/// Where a new entry goes among its neighbours. A mapping with fixed keys is printed in their order whatever is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place<'k> {
    /// Behind all others.
    #[default]
    Last,
    /// Before all others.
    First,
    /// Right behind the one with this key.
    After(&'k str),
    /// Right before the one with this key.
    Before(&'k str),
}

/// Why a document could not be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// Nothing stands at this path.
    Missing(String),
    /// Something stands at this path already.
    Exists(String),
    /// What stands at this path is no mapping, so that it cannot have entries.
    NoMapping(String),
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(path) => write!(f, "nothing stands at `{path}`"),
            Self::Exists(path) => write!(f, "`{path}` stands already"),
            Self::NoMapping(path) => write!(f, "`{path}` is no mapping"),
        }
    }
}

impl std::error::Error for EditError {}

impl Document {
    /// What stands at a path.
    pub fn get(&self, path: &[&str]) -> Option<&Value> {
        self.entry(path).map(|entry| &entry.value)
    }

    /// What stands at a path, to be changed.
    pub fn get_mut(&mut self, path: &[&str]) -> Option<&mut Value> {
        self.entry_mut(path).map(|entry| &mut entry.value)
    }

    /// The entry at a path.
    pub fn entry(&self, path: &[&str]) -> Option<&Entry> {
        let (last, parents) = path.split_last()?;
        let mut mapping = &self.root;
        for key in parents {
            mapping = mapping.get(key)?.as_mapping()?;
        }
        mapping.entry(last)
    }

    /// The entry at a path, with its comments, to be changed.
    pub fn entry_mut(&mut self, path: &[&str]) -> Option<&mut Entry> {
        let (last, parents) = path.split_last()?;
        self.mapping_mut(parents).ok()?.entry_mut(last)
    }

    /// Adds a value at a path. Mappings on the way there that are missing are made.
    ///
    /// # Errors
    ///
    /// When the path is empty, something stands there, the neighbour that is named does not, or something on the way is no mapping.
    pub fn insert(&mut self, path: &[&str], value: impl Into<Value>, place: Place) -> Result<&mut Entry, EditError> {
        let (last, parents) = path.split_last().ok_or_else(|| EditError::Missing(String::new()))?;
        if let Place::After(key) | Place::Before(key) = place {
            let neighbour = [parents, &[key]].concat();
            self.entry(&neighbour).ok_or_else(|| EditError::Missing(shown(&neighbour)))?;
        }
        let mut mapping = &mut self.root;
        for (depth, key) in parents.iter().enumerate() {
            let at = mapping.position(key).unwrap_or_else(|| {
                mapping.push(*key, Mapping::default());
                mapping.entries.len() - 1
            });
            let no_mapping = || EditError::NoMapping(shown(&path[..=depth]));
            mapping = mapping.entries[at].value.as_mapping_mut().ok_or_else(no_mapping)?;
        }
        if mapping.position(last).is_some() {
            return Err(EditError::Exists(shown(path)));
        }
        let at = match place {
            Place::First => 0,
            Place::After(key) => mapping.position(key).map_or(0, |at| at + 1),
            Place::Before(key) => mapping.position(key).unwrap_or_default(),
            Place::Last => mapping.entries.len(),
        };
        mapping.entries.insert(at, Entry::new(*last, value));
        Ok(&mut mapping.entries[at])
    }

    /// Puts another value in the place of one, and gives the old one. The entry's comments stay.
    ///
    /// # Errors
    ///
    /// When nothing stands there.
    pub fn replace(&mut self, path: &[&str], value: impl Into<Value>) -> Result<Value, EditError> {
        let entry = self.entry_mut(path).ok_or_else(|| EditError::Missing(shown(path)))?;
        Ok(std::mem::replace(&mut entry.value, value.into()))
    }

    /// Adds a value, or puts it in the place of the one that stands there; then the entry's comments stay.
    ///
    /// # Errors
    ///
    /// When the path is empty, or something on the way is no mapping.
    pub fn set(&mut self, path: &[&str], value: impl Into<Value>) -> Result<&mut Entry, EditError> {
        let value = value.into();
        if self.entry(path).is_some() {
            self.replace(path, value)?;
            return self.entry_mut(path).ok_or_else(|| EditError::Missing(shown(path)));
        }
        self.insert(path, value, Place::Last)
    }

    /// Takes an entry out, with its comments.
    ///
    /// # Errors
    ///
    /// When nothing stands there.
    pub fn remove(&mut self, path: &[&str]) -> Result<Entry, EditError> {
        let missing = || EditError::Missing(shown(path));
        let (last, parents) = path.split_last().ok_or_else(missing)?;
        let mapping = self.mapping_mut(parents).map_err(|_| missing())?;
        let at = mapping.position(last).ok_or_else(missing)?;
        Ok(mapping.entries.remove(at))
    }

    /// Gives an entry another key. Its place and its comments stay.
    ///
    /// # Errors
    ///
    /// When nothing stands there, or the new key stands beside it already.
    pub fn rename(&mut self, path: &[&str], key: &str) -> Result<(), EditError> {
        let missing = || EditError::Missing(shown(path));
        let (last, parents) = path.split_last().ok_or_else(missing)?;
        let mapping = self.mapping_mut(parents).map_err(|_| missing())?;
        let at = mapping.position(last).ok_or_else(missing)?;
        if *last != key && mapping.position(key).is_some() {
            return Err(EditError::Exists(shown(&[parents, &[key]].concat())));
        }
        key.clone_into(&mut mapping.entries[at].key);
        Ok(())
    }

    fn mapping_mut(&mut self, path: &[&str]) -> Result<&mut Mapping, EditError> {
        let mut mapping = &mut self.root;
        for (depth, key) in path.iter().enumerate() {
            let shown = || shown(&path[..=depth]);
            let value = mapping.entry_mut(key).map(|entry| &mut entry.value);
            let value = value.ok_or_else(|| EditError::Missing(shown()))?;
            mapping = value.as_mapping_mut().ok_or_else(|| EditError::NoMapping(shown()))?;
        }
        Ok(mapping)
    }
}

impl Mapping {
    /// The place of a key among the entries.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.key == key)
    }
}

fn shown(path: &[&str]) -> String {
    path.join(".")
}
