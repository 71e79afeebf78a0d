//! What somebody means by a few words, and what they may have meant where nothing has that name.

use std::collections::{BTreeMap, BTreeSet};

use super::{Codes, Meaning, Routes, ScopeUses, Scopes};
use crate::diagnostic::nearest;
use crate::ir::{Client, HttpMethod, Operation};

/// So many suggestions are made.
const SUGGESTIONS: usize = 5;

/// Everything that can be asked for.
#[derive(Debug)]
pub struct Lookup<'c> {
    operations: Vec<&'c Operation>,
    by_id: BTreeMap<&'c str, usize>,
    routes: Routes,
    codes: Codes<'c>,
    scopes: Scopes<'c>,
}

/// What was found.
#[derive(Debug)]
pub enum Answer<'l, 'c> {
    /// One operation.
    Operation(&'c Operation),
    /// Several: those of a path with other methods, or of a service, version or resource.
    Operations(Vec<&'c Operation>),
    /// An error code.
    Code(i64, &'l [Meaning<'c>]),
    /// A scope.
    Scope(&'l ScopeUses<'c>),
    /// Nothing; perhaps one of these was meant.
    Nothing(Vec<String>),
}

impl<'c> Lookup<'c> {
    /// Looks up in a client.
    pub fn new(client: &'c Client) -> Self {
        let operations: Vec<&Operation> = client.operations().collect();
        let by_id = operations.iter().enumerate().map(|(at, operation)| (operation.id.as_str(), at)).collect();
        let routes = Routes::new(operations.iter().copied());
        Self { by_id, routes, codes: Codes::new(client), scopes: Scopes::new(client), operations }
    }

    /// An operation by its id.
    pub fn operation(&self, id: &str) -> Option<&'c Operation> {
        self.by_id.get(id).and_then(|at| self.operations.get(*at)).copied()
    }

    /// Operations whose ids come near a word.
    pub fn near_ids(&self, word: &str) -> Vec<String> {
        near(word, &self.ids().into_iter().collect::<Vec<_>>())
    }

    /// Ids of operations, and what they start with: services, versions and resources.
    fn ids(&self) -> BTreeSet<&'c str> {
        let starts = |id: &'c str| id.match_indices('.').map(move |(at, _)| &id[..at]).chain([id]);
        self.by_id.keys().flat_map(|id| starts(id)).collect()
    }

    /// What a word means: an operation's id, path, address or page, the start of ids, a scope, or an error code's number or name.
    pub fn word(&self, word: &str) -> Answer<'_, 'c> {
        if let Some(operation) = self.operation(word).or_else(|| self.by_page(word)) {
            return Answer::Operation(operation);
        }
        if let Some(path) = path_of(word) {
            return self.path(&path);
        }
        if let Some(uses) = self.scopes.get(word) {
            return Answer::Scope(uses);
        }
        if let Ok(number) = word.parse() {
            return self.number(number);
        }
        self.below(word).or_else(|| self.named_code(word)).unwrap_or_else(|| Answer::Nothing(self.near_names(word)))
    }

    /// The operation of a method and a path or address.
    pub fn call(&self, method: &str, path: &str) -> Answer<'_, 'c> {
        let method = HttpMethod::from_word(&method.to_ascii_uppercase());
        match self.path(&path_of(path).unwrap_or_else(|| path.to_owned())) {
            Answer::Operation(operation) if Some(operation.method) == method => Answer::Operation(operation),
            Answer::Operation(operation) => Answer::Nothing(vec![call_of(operation)]),
            Answer::Operations(operations) => {
                let wanted = operations.iter().find(|operation| Some(operation.method) == method).copied();
                wanted.map_or_else(
                    || Answer::Nothing(operations.iter().map(|operation| call_of(operation)).collect()),
                    Answer::Operation,
                )
            }
            other => other,
        }
    }

    fn path(&self, path: &str) -> Answer<'_, 'c> {
        let operations: Vec<&Operation> =
            self.routes.at(path).into_iter().filter_map(|at| self.operations.get(at)).copied().collect();
        match operations.as_slice() {
            [] => {
                let paths: Vec<&str> = self.operations.iter().map(|operation| operation.path.as_str()).collect();
                Answer::Nothing(near(path, &paths))
            }
            [operation] => Answer::Operation(operation),
            _ => Answer::Operations(operations),
        }
    }

    fn by_page(&self, address: &str) -> Option<&'c Operation> {
        let address = address.split(['?', '#']).next().unwrap_or_default();
        let is_page = |operation: &&&Operation| operation.docs.as_deref() == Some(address);
        self.operations.iter().find(is_page).copied()
    }

    fn number(&self, number: i64) -> Answer<'_, 'c> {
        let meanings = self.codes.get(number);
        if !meanings.is_empty() {
            return Answer::Code(number, meanings);
        }
        let numbers: Vec<String> = self.codes.iter().map(|(number, _)| number.to_string()).collect();
        Answer::Nothing(near(&number.to_string(), &numbers.iter().map(String::as_str).collect::<Vec<_>>()))
    }

    /// Operations of a service, a version or a resource.
    fn below(&self, word: &str) -> Option<Answer<'_, 'c>> {
        let start = format!("{word}.");
        let found = self.operations.iter().filter(|operation| operation.id.starts_with(&start));
        let found: Vec<&Operation> = found.copied().collect();
        (!found.is_empty()).then_some(Answer::Operations(found))
    }

    /// An error code by the name that specs or clients give it.
    fn named_code(&self, word: &str) -> Option<Answer<'_, 'c>> {
        let has_name = |meaning: &Meaning<'_>| meaning.code.name.wire == word || meaning.code.name.rust == word;
        let mut numbers = self.codes.iter().filter(|(_, meanings)| meanings.iter().any(has_name));
        let (number, meanings) = numbers.next()?;
        match numbers.next() {
            None => Some(Answer::Code(number, meanings)),
            Some((other, _)) => {
                let rest = numbers.map(|(number, _)| number.to_string()).take(SUGGESTIONS);
                Some(Answer::Nothing([number.to_string(), other.to_string()].into_iter().chain(rest).collect()))
            }
        }
    }

    fn near_names(&self, word: &str) -> Vec<String> {
        let names =
            self.codes.iter().flat_map(|(_, meanings)| meanings.iter().map(|meaning| meaning.code.name.wire.as_str()));
        let names: BTreeSet<&str> = names.collect();
        let scopes = self.scopes.iter().map(|uses| uses.scope.name.as_str());
        near(word, &self.ids().into_iter().chain(scopes).chain(names).collect::<Vec<_>>())
    }
}

/// `GET /path`.
fn call_of(operation: &Operation) -> String {
    format!("{} {}", operation.method.word(), operation.path)
}

/// The path of an address, or a path, without what follows `?` and `#`.
fn path_of(word: &str) -> Option<String> {
    let below = match word.strip_prefix("https://").or_else(|| word.strip_prefix("http://")) {
        Some(address) => address.find('/').map(|at| &address[at..])?,
        None => word.strip_prefix('/').map(|_| word)?,
    };
    let path = below.split(['?', '#']).next().unwrap_or_default();
    Some(path.trim_end_matches('/').to_owned())
}

/// Candidates that hold a word's last part, then the one that is fewest edits away.
fn near(word: &str, candidates: &[&str]) -> Vec<String> {
    let folded = word.to_lowercase();
    let holds = |candidate: &&str| folded.len() > 2 && candidate.to_lowercase().contains(&folded);
    let mut found: Vec<&str> = candidates.iter().copied().filter(holds).take(SUGGESTIONS).collect();
    if let Some(nearest) = nearest(word, candidates.iter().copied()).filter(|nearest| !found.contains(nearest)) {
        found.insert(0, nearest);
    }
    if found.is_empty() {
        found.extend(sharing_parts(&folded, candidates));
    }
    found.into_iter().take(SUGGESTIONS).map(str::to_owned).collect()
}

/// Candidates that share the most parts with a word, at least half of them.
fn sharing_parts<'a>(folded: &str, candidates: &[&'a str]) -> Vec<&'a str> {
    let parts = |text: &str| -> BTreeSet<String> {
        let parts = text.split(['.', '/', ':', '_']).filter(|part| !part.is_empty() && *part != "open-apis");
        parts.map(str::to_lowercase).collect()
    };
    let wanted = parts(folded);
    let shared = candidates.iter().map(|candidate| (parts(candidate).intersection(&wanted).count(), *candidate));
    let mut shared: Vec<(usize, &str)> = shared.filter(|(count, _)| *count > 0 && count * 2 >= wanted.len()).collect();
    shared.sort_by_key(|(count, candidate)| (std::cmp::Reverse(*count), *candidate));
    shared.into_iter().take(SUGGESTIONS).map(|(_, candidate)| candidate).collect()
}
