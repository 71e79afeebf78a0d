//! Which entries hold which words, and how much that counts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::entries::Entry;
use super::words;

/// The letter of words that start with anything else than a small letter or a digit.
const OTHER: char = '_';

/// A hit is one number: how far its entry is behind that of the hit before, times this, and how much it counts.
const SCALE: usize = 16;

/// Words with their hits.
#[derive(Debug)]
pub(super) struct Terms {
    by_word: BTreeMap<String, Vec<(usize, u8)>>,
    letters: BTreeSet<char>,
}

impl Terms {
    /// The words of entries.
    pub(super) fn of(entries: &[Entry]) -> Self {
        let mut by_word: BTreeMap<String, Vec<(usize, u8)>> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let mut found: HashMap<String, u8> = HashMap::new();
            for (weight, text) in &entry.texts {
                words::each(text, |word| {
                    let best = found.entry(word).or_default();
                    *best = (*best).max(*weight);
                });
            }
            for (word, weight) in found {
                by_word.entry(word).or_default().push((at, weight));
            }
        }
        let letters = by_word.keys().map(|word| letter(word)).collect();
        Self { by_word, letters }
    }

    /// The letters that words start with.
    pub(super) fn letters(&self) -> impl Iterator<Item = char> {
        self.letters.iter().copied()
    }

    /// The words of a letter, each with its hits.
    pub(super) fn starting_with(&self, wanted: char) -> Value {
        let words = self.by_word.iter().filter(|(word, _)| letter(word) == wanted);
        Value::Object(words.map(|(word, hits)| (word.clone(), packed(hits))).collect())
    }
}

/// The file that a word is in.
fn letter(word: &str) -> char {
    word.chars().next().filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit()).unwrap_or(OTHER)
}

fn packed(hits: &[(usize, u8)]) -> Value {
    let mut before = 0;
    let numbers = hits.iter().map(|(at, weight)| {
        let number = (at - before) * SCALE + usize::from(*weight);
        before = *at;
        Value::from(number)
    });
    numbers.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::entries::{Entry, Kind};
    use super::Terms;

    fn entry(texts: &[(u8, &str)]) -> Entry {
        Entry {
            kind: Kind::Service,
            title: String::new(),
            detail: String::new(),
            page: String::new(),
            deprecated: false,
            texts: texts.iter().map(|(weight, text)| (*weight, (*text).to_owned())).collect(),
        }
    }

    #[test]
    fn the_best_hit_of_an_entry_counts() {
        let entries = [entry(&[(2, "chat Chat"), (9, "chat")]), entry(&[(1, "über")]), entry(&[(3, "chat")])];
        let terms = Terms::of(&entries);
        assert_eq!(terms.letters().collect::<String>(), "_c");
        assert_eq!(terms.starting_with('c'), json!({"chat": [9, 2 * 16 + 3]}));
        assert_eq!(terms.starting_with('_'), json!({"über": [16 + 1]}));
    }
}
