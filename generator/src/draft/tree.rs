//! The spec files that are there, and what is added to them.

use std::collections::BTreeMap;

use super::prose;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Entry, Mapping, Value, parse, print};
use crate::source::{FileId, SourceFile};

/// Files by their paths below the folder of specs.
#[derive(Debug)]
pub(super) struct Tree<'f> {
    there: BTreeMap<&'f str, (FileId, &'f SourceFile)>,
    touched: BTreeMap<String, Document>,
}

impl<'f> Tree<'f> {
    pub(super) fn new(files: &'f [SourceFile]) -> Self {
        let ids = (0..).map(FileId).zip(files);
        Self { there: ids.map(|(id, file)| (file.path.as_str(), (id, file))).collect(), touched: BTreeMap::new() }
    }

    /// Whether a file is there, or was made.
    pub(super) fn has(&self, path: &str) -> bool {
        self.there.contains_key(path) || self.touched.contains_key(path)
    }

    /// Adds entries below a key of a file, behind those that are there.
    pub(super) fn add(&mut self, path: &str, key: &str, entries: Vec<Entry>) -> Result<(), Vec<Diagnostic>> {
        self.change(path, key, entries, Extend::extend)
    }

    /// Adds entries below a key of a file, each to its place in the alphabet: before the first one that goes behind it.
    pub(super) fn add_in_order(&mut self, path: &str, key: &str, entries: Vec<Entry>) -> Result<(), Vec<Diagnostic>> {
        self.change(path, key, entries, |there, new| {
            for entry in new {
                let place = there.iter().position(|known| known.key > entry.key).unwrap_or(there.len());
                there.insert(place, entry);
            }
        })
    }

    fn change(
        &mut self,
        path: &str,
        key: &str,
        entries: Vec<Entry>,
        add: impl FnOnce(&mut Vec<Entry>, Vec<Entry>),
    ) -> Result<(), Vec<Diagnostic>> {
        if entries.is_empty() {
            return Ok(());
        }
        let Some(document) = self.document(path)? else { return Ok(()) };
        let root = document.root_mut();
        if root.entry(key).is_none() {
            root.push(key, Mapping::default());
        }
        if let Some(Value::Mapping(mapping)) = root.entry_mut(key).map(|entry| &mut entry.value) {
            add(&mut mapping.entries, entries);
        }
        Ok(())
    }

    /// Takes an entry out of a file that is there.
    pub(super) fn remove(&mut self, path: &str, keys: &[&str]) -> Result<(), Vec<Diagnostic>> {
        if let Some(document) = self.has(path).then(|| self.document(path)).transpose()?.flatten() {
            // What is not there needs not be taken out.
            let _ = document.remove(keys);
            if let [around, _] = keys {
                let empty =
                    document.get(&[around]).and_then(Value::as_mapping).is_some_and(|left| left.entries.is_empty());
                let _ = empty.then(|| document.remove(&[around]));
            }
        }
        Ok(())
    }

    /// Makes sure that a file says what it is about, or that somebody has to write it.
    pub(super) fn need_about(&mut self, path: &str) -> Result<(), Vec<Diagnostic>> {
        let Some(document) = self.document(path)? else { return Ok(()) };
        if document.root().entry("about").is_none() {
            prose::unwritten(document.root_mut(), "about");
        }
        Ok(())
    }

    /// A file: as it was added to, as it is there, or new. `None` where no spec file can be.
    pub(super) fn document(&mut self, path: &str) -> Result<Option<&mut Document>, Vec<Diagnostic>> {
        if !self.touched.contains_key(path) {
            let document = match self.there.get(path) {
                Some((id, file)) => Some(parse(*id, file)?),
                None => Document::new(path),
            };
            let Some(document) = document else { return Ok(None) };
            self.touched.insert(path.to_owned(), document);
        }
        Ok(self.touched.get_mut(path))
    }

    /// The texts of all files that were added to.
    pub(super) fn print(&self) -> BTreeMap<String, String> {
        self.touched.iter().map(|(path, document)| (path.clone(), print(document))).collect()
    }
}
