//! Error codes of a service: each once, under one name.

use std::collections::{BTreeMap, BTreeSet};

use super::said::Said;
use super::words::translate;
use super::{Note, prose};
use crate::document::{List, Mapping, Value};
use crate::naming::{Container, camel};
use crate::outline::ErrorCode;
use crate::spec::{Entries, SpecSet};

/// The codes that a service knows and will know.
#[derive(Debug)]
pub(super) struct Codes {
    /// Names by number, of codes that are there: the service's, else the platform's.
    known: BTreeMap<i64, String>,
    /// Names by number, of the platform's codes that the service says something else of.
    names: BTreeMap<i64, String>,
    /// Variants that the names of the service become.
    taken: BTreeSet<String>,
    /// New ones.
    pub(super) new: BTreeMap<i64, New>,
}

/// A code that the specs do not have yet.
#[derive(Debug)]
pub(super) struct New {
    pub(super) name: String,
    http: BTreeSet<u16>,
    messages: Vec<String>,
    said: Said,
}

impl Codes {
    pub(super) fn of(spec: &SpecSet, service: &str) -> Self {
        let mut codes =
            Self { known: BTreeMap::new(), names: BTreeMap::new(), taken: BTreeSet::new(), new: BTreeMap::new() };
        codes.know(&spec.platform.shared.error_codes, false);
        for found in spec.services.iter().filter(|found| found.name == service) {
            codes.know(&found.shared.error_codes, true);
            for version in &found.versions {
                codes.know(&version.shared.error_codes, true);
                version.resources.iter().for_each(|resource| codes.know(&resource.shared.error_codes, true));
            }
        }
        codes
    }

    fn know(&mut self, entries: &Entries<crate::spec::ErrorCode>, own: bool) {
        for entry in entries {
            self.known.insert(entry.value.code.value, entry.name.value.clone());
            if own {
                self.taken.extend(camel(&entry.name, Container::Variant));
            }
        }
    }

    /// Looks at all codes that pages of the service list: one of the platform's of which a page says something else becomes one of the
    /// service, under the same name.
    pub(super) fn compare<'c>(&mut self, spec: &SpecSet, codes: impl Iterator<Item = &'c ErrorCode>) {
        for code in codes {
            let mut platform = spec.platform.shared.error_codes.iter();
            let Some(entry) = platform.find(|entry| entry.value.code.value == code.code) else { continue };
            let says = |text: &String| entry.value.message.iter().any(|known| known.value == *text);
            let has = |status: &u16| entry.value.http.iter().any(|known| known.value == *status);
            let agrees = code.messages.iter().all(says) && code.http.iter().all(has);
            if !agrees && self.known.get(&code.code) == Some(&entry.name.value) {
                self.known.remove(&code.code);
                self.names.insert(code.code, entry.name.value.clone());
            }
        }
    }

    /// The names of the codes of a page and its operation.
    pub(super) fn names(&mut self, from: (&str, &str), codes: &[ErrorCode], notes: &mut Vec<Note>) -> Vec<String> {
        let mut names: Vec<String> = Vec::with_capacity(codes.len());
        for code in codes {
            let name = match self.known.get(&code.code) {
                Some(name) => name.clone(),
                None => self.add(from, code, notes),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn add(&mut self, (page, operation): (&str, &str), code: &ErrorCode, notes: &mut Vec<Note>) -> String {
        if !self.new.contains_key(&code.code) {
            let (name, sure) = self.free_name(code);
            if !sure {
                let text = format!("error code {} became `{name}`: its text has no words that make a name", code.code);
                notes.push(Note { page: page.to_owned(), line: code.line, text });
            }
            let new = New { name, http: BTreeSet::new(), messages: Vec::new(), said: Said::default() };
            self.new.insert(code.code, new);
        }
        let Some(new) = self.new.get_mut(&code.code) else { return String::new() };
        new.http.extend(&code.http);
        for message in &code.messages {
            if !new.messages.contains(message) {
                new.messages.push(message.clone());
            }
        }
        new.said.add(operation, &code.prose);
        new.name.clone()
    }

    /// A name that no code of the service has, and whether it says something.
    fn free_name(&mut self, code: &ErrorCode) -> (String, bool) {
        let number = code.code.unsigned_abs();
        let platform = self.names.get(&code.code).cloned();
        let made = platform.or_else(|| code.messages.iter().find_map(|message| name_of(message)));
        let numbered = made.iter().map(|name| format!("{name}_{number}"));
        let plain = [format!("code_{number}"), format!("code_minus_{number}")];
        let all: Vec<String> = made.iter().cloned().chain(numbered).chain(plain).collect();
        let name = all
            .into_iter()
            .find(|name| camel(name, Container::Variant).is_some_and(|variant| self.taken.insert(variant)));
        (name.unwrap_or_else(|| format!("code_{number}")), made.is_some())
    }
}

/// A name out of the server's text.
fn name_of(message: &str) -> Option<String> {
    const MOST_WORDS: usize = 6;
    const LONGEST: usize = 48;
    const IDLE: &[&str] = &[
        "a", "an", "the", "is", "are", "was", "be", "been", "please", "of", "this", "that", "it", "its", "you", "your",
        "and", "s", "t", "has", "have", "in", "on", "for", "by", "with", "will", "e", "g", "i",
    ];
    let clause = message.split(['，', '。', '；', '\n']).next().unwrap_or_default();
    let clause = clause.split(". ").next().unwrap_or(clause);
    let text = if clause.is_ascii() { clause.to_owned() } else { translate(clause)? };
    if !text.contains(|char: char| char.is_ascii_alphabetic()) {
        return None;
    }
    let text = text.replace("can't", "cannot").replace("n't", " not").replace("'s", "");
    let snake = crate::naming::snake(&text, Container::Field)?;
    let mut name = String::new();
    for word in snake.split('_').filter(|word| !word.is_empty() && !IDLE.contains(word)).take(MOST_WORDS) {
        if name.len() + word.len() >= LONGEST {
            break;
        }
        if !name.is_empty() {
            name.push('_');
        }
        name.push_str(word);
    }
    let has_word = name.split('_').any(|word| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase()));
    (has_word && name.starts_with(|first: char| first.is_ascii_lowercase())).then_some(name)
}

impl New {
    /// The entry of `error_codes`.
    pub(super) fn entry(&self, code: i64) -> crate::document::Entry {
        let mut mapping = Mapping::default().with("code", code);
        let http: Vec<i64> = self.http.iter().map(|status| i64::from(*status)).collect();
        match http.as_slice() {
            [] => {}
            [one] => drop(mapping.push("http", *one)),
            several => drop(mapping.push("http", several.iter().copied().collect::<List>())),
        }
        match self.messages.as_slice() {
            [] => {}
            [one] => drop(mapping.push("message", one.as_str())),
            several => drop(mapping.push("message", several.iter().map(String::as_str).collect::<List>())),
        }
        prose::unwritten(&mut mapping, "about");
        let mut entry = crate::document::Entry::new(self.name.as_str(), Value::Mapping(mapping));
        prose::quote_all(&mut entry, &self.said);
        entry
    }
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn names_out_of_texts() {
        let table = [
            ("param is invalid", Some("param_invalid")),
            ("The document can't be edited. Try later.", Some("document_cannot_edited")),
            ("User_id illegal", Some("user_id_illegal")),
            ("参数错误", Some("param_error")),
            ("！！", None),
            ("500", None),
        ];
        for (message, name) in table {
            assert_eq!(name_of(message).as_deref(), name, "{message}");
        }
    }
}
