//! The enumerations of a service, each distinct one once.

use super::shapes::{own_name, suggest};
use crate::outline::{Field, Values};

/// Index of an enumeration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct EnumId(pub(super) usize);

/// An enumeration.
#[derive(Debug)]
pub(super) struct Enumeration {
    /// Its values.
    pub(super) values: Values,
    /// The page's words on the field that was first.
    pub(super) prose: String,
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
    pub(super) fn intern(&mut self, field: &Field, values: &Values) -> EnumId {
        let name = own_name(field);
        let same = |known: &Enumeration| {
            known.names.iter().any(|(known, _)| *known == name) && means_same(&known.values, values)
        };
        let at = self.list.iter().position(same).unwrap_or_else(|| {
            let (values, prose) = (values.clone(), field.prose.clone());
            self.list.push(Enumeration { values, prose, names: Vec::new() });
            self.list.len() - 1
        });
        suggest(&mut self.list[at].names, (name, false));
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

/// What makes a difference between two texts.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|char| char.is_alphanumeric())
}
