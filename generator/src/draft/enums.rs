//! The enumerations of a service, each distinct one once.

use super::said::{Said, letters};
use super::shapes::{own_name, suggest};
use crate::outline::{EnumValue, Field, Values};

/// Index of an enumeration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct EnumId(pub(super) usize);

/// An enumeration.
#[derive(Debug)]
pub(super) struct Enumeration {
    /// Its values.
    pub(super) values: Values,
    /// What pages say of the fields that have it.
    pub(super) said: Said,
    /// What they say of each value.
    pub(super) values_said: Vec<Said>,
    /// Names that its uses suggest.
    pub(super) names: Vec<(String, usize)>,
}

/// The enumerations of a service.
#[derive(Debug, Default)]
pub(super) struct Enums {
    pub(super) list: Vec<Enumeration>,
}

impl Enums {
    pub(super) fn get(&self, id: EnumId) -> &Enumeration {
        &self.list[id.0]
    }

    /// The enumeration of a field. One of another field is the same where name and values are; numbers must mean the same too.
    pub(super) fn intern(&mut self, field: &Field, values: &Values, from: &str) -> EnumId {
        let name = own_name(field);
        let same = |known: &Enumeration| {
            known.names.iter().any(|(known, _)| *known == name) && means_same(&known.values, values)
        };
        let at = self.list.iter().position(same).unwrap_or_else(|| {
            let values = values.clone();
            self.list.push(Enumeration { values, said: Said::default(), values_said: Vec::new(), names: Vec::new() });
            self.list.len() - 1
        });
        let enumeration = &mut self.list[at];
        suggest(&mut enumeration.names, (name, false));
        enumeration.said.add(from, &field.prose);
        enumeration.hear(values, from);
        EnumId(at)
    }

    /// The values alone, in an order that is always the same.
    pub(super) fn text(&self, id: EnumId) -> String {
        let mut values: Vec<String> = match &self.get(id).values {
            Values::Strings(values) => values.iter().map(|value| format!("{:?}", value.value)).collect(),
            Values::Ints(values) => values.iter().map(|value| value.value.to_string()).collect(),
        };
        values.sort_unstable();
        values.join("|")
    }
}

impl Enumeration {
    /// Adds what a page says of the values, which may stand in another order there.
    fn hear(&mut self, values: &Values, from: &str) {
        let words: Vec<&str> = match (&self.values, values) {
            (Values::Strings(own), Values::Strings(other)) => words_of(own, other),
            (Values::Ints(own), Values::Ints(other)) => words_of(own, other),
            _ => return,
        };
        self.values_said.resize(words.len(), Said::default());
        for (said, words) in self.values_said.iter_mut().zip(words) {
            said.add(from, words);
        }
    }
}

/// The words of each value of an enumeration, out of the same enumeration on another page.
fn words_of<'o, T: PartialEq>(own: &[EnumValue<T>], other: &'o [EnumValue<T>]) -> Vec<&'o str> {
    let words = |value: &EnumValue<T>| other.iter().find(|known| known.value == value.value);
    own.iter().map(|value| words(value).map_or("", |known| known.prose.as_str())).collect()
}

fn means_same(a: &Values, b: &Values) -> bool {
    match (a, b) {
        (Values::Strings(a), Values::Strings(b)) => {
            a.len() == b.len() && a.iter().all(|one| b.iter().any(|other| other.value == one.value))
        }
        (Values::Ints(a), Values::Ints(b)) => {
            let alike = |one: &str, other: &str| letters(one).eq(letters(other));
            a.len() == b.len()
                && a.iter().all(|one| b.iter().any(|other| other.value == one.value && alike(&one.prose, &other.prose)))
        }
        _ => false,
    }
}
