//! What pages say of one thing that several operations share: every wording once.

/// Wordings, in the order of the pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said(Vec<Wording>);

/// Words of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wording {
    /// The operation whose page was the first to have them.
    from: String,
    words: String,
}

impl Said {
    /// What one operation's page says.
    pub(super) fn of(from: &str, words: &str) -> Self {
        let mut said = Self::default();
        said.add(from, words);
        said
    }

    /// Adds what another one says, unless that is the same.
    pub(super) fn add(&mut self, from: &str, words: &str) {
        let is_known = self.0.iter().any(|known| known.words == words || letters(&known.words).eq(letters(words)));
        if !is_known && letters(words).next().is_some() {
            self.0.push(Wording { from: from.to_owned(), words: words.to_owned() });
        }
    }

    /// Adds what others say.
    pub(super) fn join(&mut self, other: &Self) {
        for wording in &other.0 {
            self.add(&wording.from, &wording.words);
        }
    }

    /// The wordings as they are shown: where there are several, each with its operation.
    pub(super) fn wordings(&self) -> Vec<String> {
        match self.0.as_slice() {
            [one] => vec![one.words.clone()],
            several => several.iter().map(|wording| format!("{}: {}", wording.from, wording.words)).collect(),
        }
    }
}

/// What makes a difference between two texts.
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|char| char.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::Said;

    #[test]
    fn every_wording_is_there_once() {
        let mut said = Said::of("a.v1.b.get", "Name of it.");
        said.add("a.v1.b.list", "Name of it");
        said.add("a.v1.b.list", " - ");
        assert_eq!(said.wordings(), ["Name of it."]);
        said.join(&Said::of("a.v1.c.get", "Its name."));
        assert_eq!(said.wordings(), ["a.v1.b.get: Name of it.", "a.v1.c.get: Its name."]);
    }
}
