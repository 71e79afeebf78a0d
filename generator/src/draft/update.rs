//! Operations that the specs have already: what their pages say otherwise, and only that, is changed in the files.
//!
//! What several operations share is changed only where the pages of all of them say so; else it is left to a person.

use std::collections::{BTreeMap, BTreeSet};

use super::locate::{self, At};
use super::tidy::Dropped;
use super::tree::Tree;
use super::{Note, edit, users};
use crate::diagnostic::Diagnostic;
use crate::drift::{Change, Compared, Difference, Page};
use crate::spec::{Entry, Fact, Operation, Place, SpecSet};

/// A difference, and where it has to be settled.
pub(super) struct Task<'a> {
    pub(super) difference: &'a Difference,
    pub(super) page: &'a Page,
    pub(super) entry: &'a Entry<Operation>,
    pub(super) place: Place<'a>,
    /// The operation, by service, version, resource and name.
    pub(super) name: &'a str,
}

/// Settles what differs, and says how many facts of each operation were changed.
pub(super) fn update(
    operations: &[Compared],
    pages: &[Page],
    spec: &SpecSet,
    tree: &mut Tree,
    notes: &mut Vec<Note>,
) -> Result<BTreeMap<String, usize>, Vec<Diagnostic>> {
    let users = users::of(spec);
    let tasks = tasks(operations, pages, spec);
    let mut reporters: BTreeMap<(At, String), BTreeMap<&str, usize>> = BTreeMap::new();
    for task in &tasks {
        *reporters.entry(task.key()).or_default().entry(task.name).or_default() += 1;
    }
    let mut changed: BTreeMap<String, usize> = BTreeMap::new();
    let mut settled: BTreeSet<(At, String)> = BTreeSet::new();
    let mut dropped = Dropped::default();
    for task in &tasks {
        let key = task.key();
        let says_so = reporters.get(&key).unwrap_or(const { &BTreeMap::new() });
        if let Some(other) = key.0.shared.as_ref().and_then(|shared| users.other(shared, says_so)) {
            notes.push(task.note(&format!("left to you: `{other}` has it at another place that does not say so")));
            continue;
        }
        let done = settled.contains(&key)
            || match edit::settle(task, tree, spec, notes)? {
                Ok(()) => settled.insert(key),
                Err(why) => {
                    notes.push(task.note(&format!("left to you: {why}")));
                    continue;
                }
            };
        dropped.note(task);
        *changed.entry(task.name.to_owned()).or_default() += usize::from(done);
    }
    dropped.tidy(spec, tree)?;
    Ok(changed)
}

fn tasks<'a>(operations: &'a [Compared], pages: &'a [Page], spec: &'a SpecSet) -> Vec<Task<'a>> {
    let mut tasks = Vec::new();
    for place in Place::all(spec) {
        let Some(resource) = place.resource else { continue };
        for entry in &resource.operations {
            let compared = operations.iter().find(|compared| compared.span == entry.name.span);
            let Some(compared) = compared else { continue };
            let Some(page) = pages.iter().find(|page| page.file == compared.file) else { continue };
            let task = |difference| Task { difference, page, entry, place, name: &compared.name };
            tasks.extend(compared.differences.iter().map(task));
        }
    }
    tasks
}

impl Task<'_> {
    /// What makes two tasks the same change: where it is made, and what it is.
    fn key(&self) -> (At, String) {
        let what = match &self.difference.change {
            Change::Fact { fact, page, .. } => format!("{} {page:?}", fact.word()),
            Change::NewField(field) => format!("new {}", field.name),
            Change::GoneField => "gone".to_owned(),
            Change::NewCode(code) => format!("new code {}", code.code),
            Change::GoneCode => "gone code".to_owned(),
        };
        (self.at(), what)
    }

    /// Where the change is made; the operation where nothing else is found.
    fn at(&self) -> At {
        let path = &self.difference.place;
        let operation = locate::operation(self.entry, self.place);
        match &self.difference.change {
            Change::NewField(field) => locate::split(path, &field.name)
                .and_then(|around| locate::container(self.entry, self.place, &around))
                .map_or(operation, |container| container.at),
            _ if path.is_empty() || locate::code(path).is_some() => operation.below(path),
            change => {
                let Some(located) = locate::field(self.entry, self.place, path) else { return operation };
                let of_values = matches!(change, Change::Fact { fact: Fact::Enum, .. });
                of_values.then(|| located.values()).flatten().map_or(located.at, |(at, _)| at)
            }
        }
    }

    pub(super) fn note(&self, text: &str) -> Note {
        let (page, line) = (self.page.file.clone(), self.difference.line);
        Note { page, line, text: format!("{}: {}; {text}", self.name, self.difference) }
    }
}
